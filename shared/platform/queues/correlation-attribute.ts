import type { SQSRecord } from 'aws-lambda';
import { asCorrelationId, correlationId } from '../observability/correlation.ts';

/** Message attribute with the correlation id: it is kept through redrives. */
export function correlationAttribute(): Record<string, { DataType: 'String'; StringValue: string }> {
  const id = correlationId();
  return id === undefined ? {} : { correlationId: { DataType: 'String', StringValue: id } };
}

/** Correlation id of a message: from its attribute, else from our event, else the message's own id. */
export function correlationOf({ messageAttributes, messageId }: SQSRecord, body: unknown): string | undefined {
  const sent = messageAttributes?.correlationId?.stringValue;
  const { detail } = (body ?? {}) as { readonly detail?: { readonly correlationid?: unknown } };
  return asCorrelationId(sent) ?? asCorrelationId(detail?.correlationid) ?? asCorrelationId(messageId);
}
