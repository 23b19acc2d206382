import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import type { Environment } from '../../local/launcher/environment.ts';
import { until } from '../../local/launcher/wait.ts';
import { copiesOf, invocations, setVariables, variablesOf } from './cloud.ts';
import { type CountingProxies, countingProxies, type Seen } from './proxy.ts';
import { type Played, playTransitions } from './requests-steps.ts';
import { round } from './statistics.ts';
import type { Report } from './table.ts';

/** Quiet period after which all work caused by the step is done. Milliseconds. */
const QUIET_MS = 1_500;

export type RequestRow = {
  readonly step: string;
  readonly api: number;
  readonly own: number;
  readonly table: number;
  readonly others: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly rows: number;
  readonly events: number;
  readonly messages: number;
  readonly invocations: number;
};

export type OperationRow = { readonly function: string; readonly operation: string; readonly count: number };
/** Requests to the table alone, of one function or of all. */
export type TableRow = { readonly function: string; readonly count: number };

const isTable = (seen: Seen) => seen.service === 'DynamoDB';
const sum = (seen: readonly Seen[], of: (one: Seen) => number) =>
  round(seen.reduce((total, one) => total + of(one), 0));

/** Functions that only tell others of what happened; all others carry the command out. */
const TELLS = /^(event-relay|national-portal-sync|webhook-delivery|postal-orders|notifications)$/;

/** @returns how to take it back */
async function pointAtProxies(environment: Environment, proxies: CountingProxies): Promise<() => Promise<void>> {
  const before = new Map<FunctionName, Record<string, string>>();
  for (const name of FUNCTION_NAMES) {
    const address = await proxies.addressFor(name);
    const variables = await variablesOf(environment, name);
    before.set(name, variables);
    const moved = Object.entries(variables).map(([key, value]) => {
      // The SQS client calls the queue's own address and ignores the endpoint.
      return [key, /^[A-Z_]*QUEUE_URL$/.test(key) ? new URL(new URL(value).pathname, address).href : value];
    });
    await setVariables(environment, name, { ...Object.fromEntries(moved), AWS_ENDPOINT_URL: address });
  }
  return async () => {
    for (const [name, variables] of before) await setVariables(environment, name, variables);
  };
}

export async function benchRequests(
  environment: Environment,
): Promise<readonly [Report<RequestRow>, Report<OperationRow>, Report<TableRow>]> {
  const proxies = countingProxies(environment.endpoint);
  const restore = await pointAtProxies(environment, proxies);
  try {
    const copies = await copiesOf(environment);
    const rows: RequestRow[] = [];
    const birth: Seen[] = [];
    let before = await invocations(environment);

    const settled = async (last: string): Promise<void> => {
      const quiet = () =>
        proxies.activity.open === 0 &&
        proxies.published.has(last) &&
        performance.now() - proxies.activity.at > QUIET_MS;
      if (!(await until(quiet, { timeoutMs: 60_000 }))) throw new Error('the province did not come to rest');
    };
    const measure = async ({ step, counted, calls, last, dossier }: Played): Promise<void> => {
      await settled(last);
      const seen = [...proxies.seen];
      const now = await invocations(environment);
      const ran = now - before;
      before = now;
      proxies.reset();
      if (!counted) return;
      if (dossier === 'birth') birth.push(...seen);
      const sent = seen.filter(({ operation }) => operation === 'SendMessage').length;
      const uploads = seen.filter(({ service, operation }) => service === 'S3' && operation === 'PUT').length;
      const toQueues = seen.flatMap(({ events }) => events).reduce((total, type) => total + copies(type), 0);
      rows.push({
        step,
        api: calls,
        own: seen.filter((one) => !TELLS.test(one.function)).length,
        table: seen.filter(isTable).length,
        others: seen.filter((one) => !isTable(one)).length,
        readUnits: sum(seen, (one) => one.readUnits),
        writeUnits: sum(seen, (one) => one.writeUnits),
        rows: sum(seen, (one) => one.rowsWritten),
        events: seen.reduce((total, { events }) => total + events.length, 0),
        messages: sent + uploads + toQueues,
        invocations: ran,
      });
    };
    // What was measured before something failed is worth printing, with the failure.
    const failure = await playTransitions(environment, measure, () => proxies.reset()).then(
      () => undefined,
      (error: unknown) => `Broke off: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (failure !== undefined) process.exitCode = 1;
    return [transitionReport([...rows, whole(rows)], failure), operationReport(birth), tableReport(birth)];
  } finally {
    await restore();
    proxies.close();
  }
}

/** The rows of the birth dossier, one below the other, from its opening to the result in the applicant's hands. */
function whole(rows: readonly RequestRow[]): RequestRow {
  const mine = rows.filter(({ step }) => step.startsWith('birth: '));
  const total = (of: (row: RequestRow) => number) => round(mine.reduce((all, row) => all + of(row), 0));
  return {
    step: 'whole birth dossier',
    api: total((row) => row.api),
    own: total((row) => row.own),
    table: total((row) => row.table),
    others: total((row) => row.others),
    readUnits: total((row) => row.readUnits),
    writeUnits: total((row) => row.writeUnits),
    rows: total((row) => row.rows),
    events: total((row) => row.events),
    messages: total((row) => row.messages),
    invocations: total((row) => row.invocations),
  };
}

function transitionReport(rows: readonly RequestRow[], failure: string | undefined): Report<RequestRow> {
  return {
    title: 'What one transition costs of AWS, counted on the wire, with everything it sets off',
    rows,
    columns: [
      { title: 'transition', means: 'command, in the order played', cell: (row) => row.step },
      { title: 'API calls', means: 'calls of the HTTP API, the clients’ own reads left out', cell: (row) => row.api },
      { title: 'own', means: 'AWS requests of the functions that carry the command out', cell: (row) => row.own },
      {
        title: 'table',
        means: 'requests to DynamoDB of all functions: own, portal sync, webhooks, post, mail',
        cell: (row) => row.table,
      },
      {
        title: 'other',
        means: 'requests to S3, SQS (sending), EventBridge, Secrets Manager and SES',
        cell: (row) => row.others,
      },
      {
        title: 'RCU',
        means: 'read units, computed from the size of what was read by the published rules',
        cell: (row) => row.readUnits,
      },
      {
        title: 'WCU',
        means: 'write units as the emulator reports them, indexes and transactions included',
        cell: (row) => row.writeUnits,
      },
      { title: 'rows', means: 'rows written; each is a record of the table’s stream', cell: (row) => row.rows },
      { title: 'events', means: 'events put on the bus', cell: (row) => row.events },
      {
        title: 'messages',
        means: 'queue messages: commands, copies the bus’s rules make, one for each uploaded file',
        cell: (row) => row.messages,
      },
      {
        title: 'invocations',
        means: 'of Lambda functions, by the START lines in their logs; those of the client’s own reads included',
        cell: (row) => row.invocations,
      },
    ],
    notes: [
      ...(failure === undefined ? [] : [failure]),
      'One webhook endpoint takes every event. Sandboxes are warm or cold as they come: a cold one reads the catalogue and secrets again.',
      'Not counted: polling and deletion of queue messages and reads of the stream, which the event sources do, and refused writes.',
    ],
  };
}

function operationReport(seen: readonly Seen[]): Report<OperationRow> {
  const counts = new Map<string, OperationRow>();
  for (const { function: name, service, operation } of seen) {
    const key = `${name} ${service} ${operation}`;
    counts.set(key, { function: name, operation: `${service} ${operation}`, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return {
    title: 'AWS requests of the whole birth dossier by function and operation',
    rows: [...counts.values()].sort((a, b) => a.function.localeCompare(b.function) || b.count - a.count),
    columns: [
      { title: 'function', means: 'who asked', cell: (row) => row.function },
      { title: 'operation', means: 'service and operation; S3 and SES by HTTP method', cell: (row) => row.operation },
      { title: 'requests', means: 'from create to returned', cell: (row) => row.count },
    ],
    notes: ['documents S3 PUT is the applicant’s upload, which goes to the address in the ticket.'],
  };
}

function tableReport(seen: readonly Seen[]): Report<TableRow> {
  const counts = Map.groupBy(seen.filter(isTable), (one) => one.function);
  const rows = [...counts].map(([name, own]) => ({ function: name, count: own.length }));
  return {
    title: 'Requests to the table of the whole birth dossier by function',
    rows: [
      ...rows.sort((a, b) => b.count - a.count),
      { function: 'all', count: rows.reduce((sum, { count }) => sum + count, 0) },
    ],
    columns: [
      { title: 'function', means: 'who asked', cell: (row) => row.function },
      { title: 'requests', means: 'to DynamoDB, from create to returned', cell: (row) => row.count },
    ],
    notes: ['What may not be exceeded is in test/faults/calm.test.ts, which counts the same in the simulated world.'],
  };
}
