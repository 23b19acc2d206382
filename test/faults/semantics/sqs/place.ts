import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Case, refusal, type Time } from '../case.ts';

export type Received = { readonly body: string; readonly group: string | undefined; readonly count: number };

export type Settings = {
  readonly fifo?: boolean;
  /** Seconds that a message is hidden after it was received. */
  readonly visibility?: number;
  /** Receptions after which a message is a dead letter. */
  readonly receptions?: number;
};

/** Queues of each case. Receivers differ: in the simulated cloud only event source mappings receive. */
export type Queues = {
  readonly client: SQSClient;
  /** @returns URLs */
  readonly open: (settings?: Settings) => Promise<{ readonly url: string; readonly deadLetters: string }>;
  readonly receive: (url: string, most?: number) => Promise<readonly Received[]>;
  /** Deletes a message that {@link receive} gave. */
  readonly remove: (url: string, message: Received) => Promise<void>;
  readonly time: Time;
};

export type QueueCase = Case<Queues>;

export const LIMIT = 1024 * 1024;
export const WRONG = { refused: 'InvalidParameterValue' };
export const QUOTAS = 'Amazon SQS Developer Guide, "Amazon SQS message quotas"';
export const SEND = 'Amazon SQS API Reference, SendMessage';
export const BATCH = 'Amazon SQS API Reference, SendMessageBatch';
export const FIFO = 'Amazon SQS Developer Guide, "FIFO queue delivery logic in Amazon SQS"';
export const VISIBILITY = 'Amazon SQS Developer Guide, "Amazon SQS visibility timeout"';

export const send = (
  { client }: Queues,
  QueueUrl: string,
  MessageBody: string,
  more: Partial<SendMessageCommandInput> = {},
) => client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

export const batch = ({ client }: Queues, QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
  client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

export const entries = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ Id: `e${i}`, MessageBody: `m${i}` }));

/** Messages of a FIFO queue: the first letter of a body is its group. */
export async function inGroups(queues: Queues, url: string, bodies: readonly string[]): Promise<void> {
  for (const body of bodies)
    await send(queues, url, body, { MessageGroupId: body.slice(0, 1), MessageDeduplicationId: body });
}

export const bodies = (messages: readonly Received[]): readonly string[] => messages.map(({ body }) => body);

/** An error's name, in either of its two spellings. */
export const refused = async (call: Promise<unknown>): Promise<unknown> => {
  const answer = await refusal(call);
  if (typeof answer !== 'object' || answer === null || !('refused' in answer)) return answer;
  return { refused: String(answer.refused).replace(/Exception$/, '') };
};
