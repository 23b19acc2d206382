import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A dead letter as it was looked at. */
export type DeadLetter = {
  readonly id: string;
  readonly body: string;
  /** As the function that parked it says; absent of one that the queue moved after its receptions. */
  readonly cause: string | undefined;
  /** When it came to lie here. */
  readonly since: string;
  readonly message: Message;
};

/** For so long nobody else is given what is being looked at, beside the time that the work on ten takes. Seconds. */
const LOOK_SECONDS = 60;
/** Receptions in a row that brought nothing new, after which there is nothing new: those before come back meanwhile. */
const NOTHING_NEW = 5;

/**
 * Every dead letter of a queue, each once. Whoever has looked gives them back, or takes them out. Of an ordered queue
 * those that lie behind ten of their dossier come only once these are taken out.
 * @param each seconds that the work on one takes
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

/** Lets the next who looks find it at once. */
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
 * Puts it back on the queue it came from, and then takes it out: a crash in between makes it come twice, which every
 * consumer bears, and never not at all. On a FIFO queue it keeps its group, and so the order within its dossier; and
 * everywhere the id of the request that it was sent for.
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
