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
  readonly message: Message;
};

/** For so long nobody else is given what is being looked at. Seconds. */
const LOOK_SECONDS = 60;

/** Every dead letter of a queue, each once. Whoever has looked gives them back, or takes them out. */
export async function* look(client: SQSClient, url: string): AsyncGenerator<DeadLetter> {
  const seen = new Set<string>();
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: LOOK_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['MessageGroupId', 'SentTimestamp'],
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (fresh.length === 0) return;
    for (const message of fresh) {
      const { MessageId = '', Body = '', MessageAttributes } = message;
      seen.add(MessageId);
      yield { id: MessageId, body: Body, cause: MessageAttributes?.cause?.StringValue, message };
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
 * consumer bears, and never not at all. On a FIFO queue it keeps its group, and so the order within its dossier.
 */
export async function sendBack(client: SQSClient, from: string, to: string, letter: DeadLetter): Promise<void> {
  const group = letter.message.Attributes?.MessageGroupId;
  await client.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: letter.body,
      ...(to.endsWith('.fifo') && {
        MessageGroupId: group ?? letter.id,
        MessageDeduplicationId: `redrive-${letter.id}`,
      }),
    }),
  );
  await takeOut(client, from, letter);
}
