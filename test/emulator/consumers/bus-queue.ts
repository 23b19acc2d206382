import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { clientSettings } from '../../../local/launcher/clients.ts';
import { LOCAL_ACCOUNT } from '../../../local/launcher/deploy/environment.ts';
import type { PublicEvent } from '../../../shared/dossier/public-event.ts';
import { environment, sqs } from '../kit.ts';
import { peek } from './kit.ts';

export type OnBus = { readonly 'detail-type': string; readonly source: string; readonly detail: PublicEvent };

/** One more consumer of the province's bus: a queue that gets every event, as another system of the province would. */
export async function listenToBus(): Promise<{ url: string; events(): Promise<readonly OnBus[]> }> {
  const name = `listener-${randomUUID().slice(0, 8)}`;
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const bus = new EventBridgeClient(clientSettings(environment));
  const rule = { Name: name, EventBusName: environment.busName };
  await bus.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: ['motcua'] }) }));
  const Arn = `arn:aws:sqs:${environment.region}:${LOCAL_ACCOUNT}:${name}`;
  const Targets = [{ Id: name, Arn }];
  await bus.send(new PutTargetsCommand({ Rule: name, EventBusName: environment.busName, Targets }));
  bus.destroy();
  return { url, events: async () => (await peek(url)).map(({ Body }) => JSON.parse(Body) as OnBus) };
}
