import { call, query } from '../../../../infra/local/call.ts';
import { LOCAL_REGION } from '../../deploy/environment.ts';
import type { HeldMessage, Mail, Windows } from '../emulator.ts';

type Simple = { Subject: { Data: string }; Body: { Text?: { Data: string }; Html?: { Data: string } } };
type Taken = { FromEmailAddress: string; Destination: { ToAddresses?: string[] }; Content: { Simple: Simple } };
type Shown = Omit<HeldMessage, 'MessageAttributes'> & {
  readonly MessageAttributes?: HeldMessage['MessageAttributes'];
  readonly Attributes?: Pick<HeldMessage, 'MessageGroupId' | 'MessageDeduplicationId'>;
};

/** Its own view of a queue; messages in flight or delayed are included on request. */
async function shown(endpoint: string, queue: string): Promise<readonly HeldMessage[]> {
  const path = `/_aws/sqs/messages/${LOCAL_REGION}/${queue.split('/').slice(-2).join('/')}?ShowInvisible=1&ShowDelayed=1`;
  const type = 'application/x-amz-json-1.0';
  const answer = JSON.parse(await call({ endpoint, region: LOCAL_REGION }, 'sqs', { method: 'GET', path, type }));
  const messages = ((answer as { Messages?: Shown[] }).Messages ?? []) as readonly Shown[];
  return messages.map(({ MessageAttributes = {}, Attributes, ...message }) => ({
    ...Attributes,
    ...message,
    MessageAttributes,
  }));
}

async function queueAddresses(endpoint: string): Promise<readonly string[]> {
  const listed = await query({ endpoint, region: LOCAL_REGION }, 'sqs', {
    Action: 'ListQueues',
    Version: '2012-11-05',
  });
  return [...listed.matchAll(/<QueueUrl>([^<]+)<\/QueueUrl>/g)].map(([, address = '']) => address);
}

export const LOCALSTACK_WINDOWS: Windows = {
  async mails(endpoint) {
    const { messages } = (await (await fetch(`${endpoint}/_motcua/mails`)).json()) as { messages: Taken[] };
    return messages.map(
      ({ FromEmailAddress, Destination, Content: { Simple } }): Mail => ({
        Source: FromEmailAddress,
        To: Destination.ToAddresses ?? [],
        Subject: Simple.Subject.Data,
        BodyText: Simple.Body.Text?.Data ?? '',
        BodyHtml: Simple.Body.Html?.Data ?? '',
      }),
    );
  },
  async queues(endpoint, queue) {
    const addresses = queue === undefined ? await queueAddresses(endpoint) : [queue];
    return new Map(
      await Promise.all(addresses.map(async (address) => [address, await shown(endpoint, address)] as const)),
    );
  },
};
