import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { correlationAttribute } from './correlation-attribute.ts';

/** Stores messages that cannot be processed, with their cause, for manual handling. */
export type DeadLetters = {
  /** @param group FIFO group, for the dead-letter queue of a FIFO queue. */
  park(body: string, causeCode: string, messageId: string, group?: string): Promise<void>;
};

export function deadLetters(client: SQSClient, queueUrl: string): DeadLetters {
  return {
    async park(body, causeCode, messageId, group) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageAttributes: {
            ...correlationAttribute(),
            cause: { DataType: 'String', StringValue: causeCode },
            originalMessageId: { DataType: 'String', StringValue: messageId },
          },
          ...(queueUrl.endsWith('.fifo') && { MessageGroupId: group ?? messageId, MessageDeduplicationId: messageId }),
        }),
      );
    },
  };
}
