import { call } from '../call.ts';
import type { Properties } from '../deployed.ts';
import { at, type Clients, type Fact, lastPart } from './fact.ts';

const of = 'AWS::Events::Rule';

async function asked({ where }: Clients, target: string, body: object): Promise<unknown> {
  const type = 'application/x-amz-json-1.1';
  return JSON.parse(await call(where, 'events', { target: `AWSEvents.${target}`, type, body: JSON.stringify(body) }));
}

const bus = ({ EventBusName }: Properties) => (EventBusName === undefined ? {} : { EventBusName });
const described = (clients: Clients, p: Properties) => asked(clients, 'DescribeRule', { Name: p.Name, ...bus(p) });

/** The parts of a target that decide where an event goes, and what happens to an undeliverable one. */
const targetsIn = (targets: unknown) =>
  (Array.isArray(targets) ? targets : [])
    .map((target: unknown) => [
      lastPart(at(target, 'Arn')),
      lastPart(at(target, 'DeadLetterConfig', 'Arn')),
      at(target, 'RetryPolicy'),
      at(target, 'InputTransformer', 'InputTemplate') ?? at(target, 'Input') ?? at(target, 'InputPath'),
      at(target, 'SqsParameters'),
    ])
    .sort();

export const RULE_FACTS: readonly Fact[] = [
  {
    of,
    property: 'State',
    expected: (p) => p.State,
    actual: async (clients, _, p) => at(await described(clients, p), 'State'),
  },
  {
    of,
    property: 'ScheduleExpression',
    expected: (p) => p.ScheduleExpression,
    actual: async (clients, _, p) => at(await described(clients, p), 'ScheduleExpression'),
  },
  {
    of,
    property: 'EventPattern',
    expected: (p) => p.EventPattern,
    actual: async (clients, _, p) => JSON.parse(String(at(await described(clients, p), 'EventPattern') ?? 'null')),
  },
  {
    of,
    property: 'Targets',
    expected: (p) => targetsIn(p.Targets),
    actual: async (clients, _, p) =>
      targetsIn(at(await asked(clients, 'ListTargetsByRule', { Rule: p.Name, ...bus(p) }), 'Targets')),
  },
];
