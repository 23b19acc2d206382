import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A dead letter as read from the queue. */
export type DeadLetter = {
  readonly id: string;
  readonly body: string;
  /** Set by the function that parked it; absent when SQS moved it after the maximum receive count. */
  readonly cause: string | undefined;
  /** When it reached the dead-letter queue. */
  readonly since: string;
  readonly message: Message;
};

/** Visibility timeout, in addition to the processing time of a batch of ten. Seconds. */
const LOOK_SECONDS = 60;
/** Consecutive receives without a new message that end the scan: by then earlier messages become visible again. */
const NOTHING_NEW = 5;

/**
 * Every dead letter of a queue, each once. The caller releases or deletes them. In a FIFO queue, messages behind ten of the
 * same dossier appear only after those are deleted.
 * @param each processing time of one message, seconds
 */
export async function* look(client: SQSClient, url: string, each = 0): AsyncGenerator<DeadLetter> {
  const seen = new Set<string>();
  for (let idle = 0; ; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: LOOK_SECONDS + Math.ceil(10 * each),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['MessageGroupId', 'SentTimestamp'],
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    idle = fresh.length === 0 ? idle + 1 : 0;
    if (Messages.length === 0 || idle === NOTHING_NEW) return;
    for (const message of fresh) {
      const { MessageId = '', Body = '', MessageAttributes, Attributes } = message;
      seen.add(MessageId);
      const since = new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();
      yield { id: MessageId, body: Body, cause: MessageAttributes?.cause?.StringValue, since, message };
    }
  }
}

/** Makes the messages visible again at once for the next reader. */
export async function giveBack(client: SQSClient, url: string, { message }: DeadLetter): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  );
}

export async function takeOut(client: SQSClient, url: string, { message }: DeadLetter): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
}

/**
 * Sends the message to its source queue, then deletes it: a crash in between duplicates it, which every consumer tolerates,
 * but never loses it. On a FIFO queue it keeps its group, and so the order within its dossier; it always keeps its correlation
 * id.
 */
export async function sendBack(client: SQSClient, from: string, to: string, letter: DeadLetter): Promise<void> {
  const group = letter.message.Attributes?.MessageGroupId;
  const correlationId = letter.message.MessageAttributes?.correlationId;
  await client.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: letter.body,
      ...(correlationId !== undefined && { MessageAttributes: { correlationId } }),
      ...(to.endsWith('.fifo') && {
        MessageGroupId: group ?? letter.id,
        MessageDeduplicationId: `redrive-${letter.id}`,
      }),
    }),
  );
  await takeOut(client, from, letter);
}
