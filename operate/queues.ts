import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue of a province. */
export type QueueState = {
  /** Name without the province, as in the runbook: `postal-orders`, `postal-orders-dead-letters`. */
  readonly name: string;
  readonly url: string;
  readonly waiting: number;
  readonly inFlight: number;
  readonly delayed: number;
};

const DEAD_LETTERS = /-dead-letters(\.fifo)?$/;
export const holdsDeadLetters = ({ name }: Pick<QueueState, 'name'>): boolean => DEAD_LETTERS.test(name);

/** Name of the source queue of a dead-letter queue. */
export const sourceOf = (deadLetters: string): string => deadLetters.replace(DEAD_LETTERS, '$1');

/** Every queue of a province, with SQS's approximate number of messages. */
export async function readQueues(client: SQSClient, slug: string): Promise<readonly QueueState[]> {
  const own = `motcua-${slug}-`;
  const urls: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await client.send(new ListQueuesCommand({ QueueNamePrefix: own, MaxResults: 1000, NextToken }));
    urls.push(...(answer.QueueUrls ?? []));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  const states = urls.map(async (url) => {
    const AttributeNames = [
      ...(['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const),
      'ApproximateNumberOfMessagesDelayed' as const,
    ];
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }));
    const [waiting = 0, inFlight = 0, delayed = 0] = AttributeNames.map((name) => Number(Attributes[name] ?? 0));
    return { name: url.slice(url.lastIndexOf('/') + 1).slice(own.length), url, waiting, inFlight, delayed };
  });
  return (await Promise.all(states)).toSorted((a, b) => a.name.localeCompare(b.name));
}
