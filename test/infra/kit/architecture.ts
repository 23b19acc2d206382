import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../../../infra/functions.ts';
import { statementsOf } from './deployed.ts';
import { type Bodies, type Placed, references, resources } from './province-templates.ts';

const PREFIX = 'motcua-quang-tri-';
const short = (name: unknown) => String(name).replace(PREFIX, '');
const node = (name: string) => name.replace(/\W/g, '_');

/** An arrow of the picture: who gives what to whom. */
export type Flow = { readonly from: string; readonly to: string; readonly what?: string };

/** What reaches which function, and which queues it sends to, read off the templates of a province. */
export function flows(all: Bodies): readonly Flow[] {
  const placed = resources(all);
  const names = new Map(placed.map((one) => [one.id, nameOf(one)]));
  const target = (stack: string, value: unknown) => references(all, stack, value).flatMap((id) => names.get(id) ?? []);
  const http = FUNCTION_NAMES.filter((name) => FUNCTIONS[name].kind === 'api').map((to) => ({ from: 'HTTP API', to }));
  const mappings = of(placed, 'AWS::Lambda::EventSourceMapping').flatMap(({ stack, properties }) =>
    target(stack, properties.EventSourceArn).flatMap((from) =>
      target(stack, properties.FunctionName).map((to) => ({ from, to })),
    ),
  );
  const rules = of(placed, 'AWS::Events::Rule').flatMap(({ stack, properties }) =>
    target(
      stack,
      (properties.Targets as { Arn: unknown }[]).map(({ Arn }) => Arn),
    ).map((to) => ({ from: sourceOf(properties), to })),
  );
  const topics = of(placed, 'AWS::SNS::Subscription').flatMap(({ stack, properties }) =>
    target(stack, properties.Endpoint).map((to) => ({ from: 'mail service', to })),
  );
  const sent = FUNCTION_NAMES.flatMap((from) => sendsOf(all, from, target));
  const unique = new Map(
    [...http, ...rules, ...topics, ...mappings, ...sent].map((flow) => [JSON.stringify(flow), flow]),
  );
  return [...unique.values()].filter(({ from, to }) => from !== to);
}

const of = (placed: readonly Placed[], type: string) => placed.filter((one) => one.type === type);

function nameOf({ type, properties }: Placed): string | undefined {
  if (type === 'AWS::Lambda::Function') return short(properties.FunctionName);
  if (type === 'AWS::SQS::Queue') return `queue ${short(properties.QueueName).replace(/\.fifo$/, '')}`;
  if (type === 'AWS::DynamoDB::Table' || type === 'AWS::DynamoDB::GlobalTable') return 'table';
  if (type === 'AWS::Events::EventBus') return 'event bus';
  return undefined;
}

function sourceOf({ ScheduleExpression, EventPattern, EventBusName }: Placed['properties']): string {
  if (ScheduleExpression !== undefined) return 'schedule';
  const sources = (EventPattern as { source?: readonly string[] }).source ?? [];
  return EventBusName === undefined || sources.some((source) => source.startsWith('aws.'))
    ? 'S3 and AWS events'
    : 'event bus';
}

/** Queues that a function may send to beside its own, and the bus it may put events to. */
function sendsOf(
  all: Bodies,
  from: FunctionName,
  target: (stack: string, value: unknown) => readonly string[],
): readonly Flow[] {
  const stack = Object.keys(all).find((name) =>
    Object.values(all[name]?.Resources ?? {}).some(
      ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && short(Properties?.FunctionName) === from,
    ),
  );
  const may = (action: string) =>
    statementsOf(from)
      .filter(({ Action }) => [Action].flat().includes(action))
      .flatMap(({ Resource }) => target(stack ?? '', Resource));
  return [...may('sqs:SendMessage').filter((to) => !to.endsWith('dead-letters')), ...may('events:PutEvents')]
    .filter((to) => to !== `queue ${from}`)
    .map((to) => ({ from, to }));
}

/** The flows as a Mermaid flow chart: functions by capability, queues and the bus between them. */
export function picture(all: readonly Flow[]): string {
  const capabilities = Map.groupBy(FUNCTION_NAMES, (name) => FUNCTIONS[name].folder.split('/')[0] ?? '');
  const places = [...new Set(all.flatMap(({ from, to }) => [from, to]))].filter((name) => !(name in FUNCTIONS));
  return [
    'flowchart LR',
    ...places.map((name) => `  ${node(name)}${name.startsWith('queue ') ? `[/"${name}"/]` : `(["${name}"])`}`),
    ...[...capabilities].flatMap(([capability, names]) => [
      `  subgraph ${node(`in ${capability}`)}["functions/${capability}"]`,
      ...names.map((name) => `    ${node(name)}["${name}"]`),
      '  end',
    ]),
    ...all.map(({ from, to }) => `  ${node(from)} --> ${node(to)}`),
  ].join('\n');
}
