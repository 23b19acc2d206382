import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { call } from '../../infra/local/call.ts';
import type { Environment } from '../../local/launcher/environment.ts';

export const functionName = ({ province }: Environment, name: FunctionName): string => `motcua-${province}-${name}`;

const path = (environment: Environment, name: FunctionName) =>
  `/2015-03-31/functions/${functionName(environment, name)}/configuration`;

/** Environment variables a deployed function has. */
export async function variablesOf(environment: Environment, name: FunctionName): Promise<Record<string, string>> {
  const text = await call(environment, 'lambda', { method: 'GET', path: path(environment, name) });
  return (JSON.parse(text) as { Environment?: { Variables: Record<string, string> } }).Environment?.Variables ?? {};
}

export async function setVariables(
  environment: Environment,
  name: FunctionName,
  Variables: Readonly<Record<string, string>>,
): Promise<void> {
  const body = JSON.stringify({ Environment: { Variables } });
  await call(environment, 'lambda', { method: 'PUT', path: path(environment, name), body });
}

/** Invocations of all functions so far: Lambda opens the log of each with a START line. */
export async function invocations(environment: Environment): Promise<number> {
  const counts = await Promise.all(
    FUNCTION_NAMES.map((name) => starts(environment, `/motcua/${environment.province}/${name}`)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function starts(environment: Environment, logGroupName: string): Promise<number> {
  let count = 0;
  let nextToken: string | undefined;
  do {
    const text = await call(environment, 'logs', {
      target: 'Logs_20140328.FilterLogEvents',
      type: 'application/x-amz-json-1.1',
      body: JSON.stringify({ logGroupName, filterPattern: '"START RequestId"', ...(nextToken && { nextToken }) }),
    });
    const page = JSON.parse(text) as { events: readonly unknown[]; nextToken?: string };
    count += page.events.length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return count;
}

/** Stops everything that happens by itself: stream and queues no longer call functions. */
export async function disableEventSources(environment: Environment): Promise<void> {
  const base = '/2015-03-31/event-source-mappings/';
  const listed = await call(environment, 'lambda', { method: 'GET', path: base });
  const { EventSourceMappings } = JSON.parse(listed) as { EventSourceMappings: readonly { UUID: string }[] };
  for (const { UUID } of EventSourceMappings) {
    await call(environment, 'lambda', { method: 'PUT', path: base + UUID, body: JSON.stringify({ Enabled: false }) });
  }
}

type Pattern = {
  readonly source?: readonly string[];
  readonly 'detail-type'?: readonly (string | { prefix: string })[];
};

/** How many queues get a copy of an event with this type, by the rules of the province's bus. */
export async function copiesOf(environment: Environment): Promise<(detailType: string) => number> {
  const body = JSON.stringify({ EventBusName: environment.busName });
  const type = 'application/x-amz-json-1.1';
  const text = await call(environment, 'events', { target: 'AWSEvents.ListRules', body, type });
  const { Rules } = JSON.parse(text) as { Rules: readonly { EventPattern: string }[] };
  const patterns = Rules.map((rule) => JSON.parse(rule.EventPattern) as Pattern);
  return (detailType) =>
    patterns.filter(({ 'detail-type': types = [] }) =>
      types.some((wanted) =>
        typeof wanted === 'string' ? wanted === detailType : detailType.startsWith(wanted.prefix),
      ),
    ).length;
}
