import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { clientSettings } from '../clients.ts';
import { LOCAL_ACCOUNT } from '../deploy/environment.ts';
import type { Environment } from '../environment.ts';

type Event = { readonly source: string; readonly 'detail-type': string; readonly detail: object };

/**
 * Delivers an event of an AWS service on the default bus. PutEvents rejects sources that begin with `aws.`, here as on
 * AWS: so this matches the rules itself, and sends their targets' queues the part of the event that the target selects.
 */
export function defaultBus(environment: Environment) {
  const settings = clientSettings(environment);
  const [bus, sqs] = [awsClient(EventBridgeClient, settings), awsClient(SQSClient, settings)];

  async function matchingRules(event: object, source: string): Promise<readonly string[]> {
    const { Rules = [] } = await bus.send(new ListRulesCommand({}));
    const about = Rules.filter(({ EventPattern }) => EventPattern?.includes(source));
    const matches = about.map(async ({ Name = '', EventPattern = '' }) => {
      const asked = new TestEventPatternCommand({ Event: JSON.stringify(event), EventPattern });
      return (await bus.send(asked)).Result ? [Name] : [];
    });
    return (await Promise.all(matches)).flat();
  }

  async function deliver(event: object, Rule: string): Promise<void> {
    const { Targets = [] } = await bus.send(new ListTargetsByRuleCommand({ Rule }));
    for (const { Arn = '', InputPath = '$' } of Targets) {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: Arn.split(':').at(-1) ?? '' }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(at(event, InputPath)) }));
    }
  }

  return async (said: Event): Promise<void> => {
    const { region } = environment;
    const frame = { version: '0', id: crypto.randomUUID(), account: LOCAL_ACCOUNT, region, resources: [] };
    const event = { ...frame, time: new Date().toISOString(), ...said };
    for (const rule of await matchingRules(event, said.source)) await deliver(event, rule);
  };
}

/** The value at a path such as `$.detail`. */
const at = (event: object, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], event);
