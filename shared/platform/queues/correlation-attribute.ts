import type { SQSRecord } from 'aws-lambda';
import { asCorrelationId, correlationId } from '../observability/correlation.ts';

/** The id of what a message is sent for, as an attribute: it stays with the message through redrives. */
export function correlationAttribute(): Record<string, { DataType: 'String'; StringValue: string }> {
  const id = correlationId();
  return id === undefined ? {} : { correlationId: { DataType: 'String', StringValue: id } };
}

/** What a message is worked on under: what we sent with it, what an event of ours says, else the message's own id. */
export function correlationOf({ messageAttributes, messageId }: SQSRecord, body: unknown): string | undefined {
  const sent = messageAttributes?.correlationId?.stringValue;
  const { detail } = (body ?? {}) as { readonly detail?: { readonly correlationid?: unknown } };
  return asCorrelationId(sent) ?? asCorrelationId(detail?.correlationid) ?? asCorrelationId(messageId);
}
