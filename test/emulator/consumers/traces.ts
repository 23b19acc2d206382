import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { call } from '../../../infra/local/call.ts';
import { clientSettings } from '../../../local/launcher/clients.ts';
import { environment, stage, table, windows } from '../kit.ts';

/** Something the province left behind, and where. */
export type Trace = { readonly place: string; readonly text: string };

/** The emulator reads its logs while others write them, and then says "changed size during iteration": asked again. */
const logs = async <T>(operation: string, body: object, tries = 10): Promise<T> => {
  const target = `Logs_20140328.${operation}`;
  const type = 'application/x-amz-json-1.1';
  try {
    return JSON.parse(await call(environment, 'logs', { body: JSON.stringify(body), target, type })) as T;
  } catch (error) {
    if (tries === 1 || !String(error).includes('changed size during iteration')) throw error;
    return logs<T>(operation, body, tries - 1);
  }
};

/** Every line of every log group: functions, API access and all others. */
export async function logTraces(): Promise<readonly Trace[]> {
  const { logGroups } = await logs<{ logGroups: { logGroupName: string }[] }>('DescribeLogGroups', {});
  const traces: Trace[] = [];
  for (const { logGroupName } of logGroups) {
    traces.push(...(await linesOf(logGroupName)).map((text) => ({ place: `log ${logGroupName}`, text })));
  }
  return traces;
}

/** Every line of one log group, or those since a moment (epoch milliseconds). */
export async function linesOf(logGroupName: string, startTime = 0): Promise<readonly string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    type Page = { events: { message: string }[]; nextToken?: string };
    const page: Page = await logs<Page>('FilterLogEvents', { logGroupName, limit: 10_000, nextToken, startTime });
    lines.push(...page.events.map(({ message }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return lines;
}

/** Every queue there is and what lies in it now: dead letters, and what listeners of the bus were given. */
export async function allQueues(): Promise<ReadonlyMap<string, readonly Trace[]>> {
  const queues = await windows.queues(environment.endpoint);
  return new Map(
    [...queues].map(([url, held]) => {
      const name = url.split('/').at(-1) ?? '';
      return [name, held.map((message) => ({ place: `queue ${name}`, text: JSON.stringify(message) }))];
    }),
  );
}

export const queueTraces = async (): Promise<readonly Trace[]> => [...(await allQueues()).values()].flat();

/** Every body an agency's receiver was sent. */
export async function webhookTraces(): Promise<readonly Trace[]> {
  type State = { deliveries: readonly { endpoint: string; eventId: string; body: string }[] };
  const { deliveries } = await stage.control<State>('agency', 'state');
  return deliveries.map(({ endpoint, eventId, body }) => ({
    place: `webhook ${endpoint}`,
    text: `${eventId} ${body}`,
  }));
}

/** Names of objects and their versions, deleted ones included. */
export async function objectTraces(Bucket = environment.documentsBucket): Promise<readonly Trace[]> {
  const s3 = new S3Client({ ...clientSettings(environment), forcePathStyle: true });
  const traces: Trace[] = [];
  let KeyMarker: string | undefined;
  do {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, KeyMarker }));
    const named = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    traces.push(...named.map(({ Key = '' }) => ({ place: 'object key', text: Key })));
    KeyMarker = page.IsTruncated ? page.NextKeyMarker : undefined;
  } while (KeyMarker !== undefined);
  return traces;
}

/** Primary and index keys of every row; keys reach logs, metrics and consoles, the rest of a row does not. */
export async function keyTraces(): Promise<readonly Trace[]> {
  const traces: Trace[] = [];
  const ProjectionExpression = 'pk, sk, gsi1pk, gsi1sk, gsi2pk, gsi2sk';
  for await (const { Items } of paginateScan(
    { client: table.client },
    { TableName: table.name, ProjectionExpression },
  )) {
    traces.push(...(Items ?? []).map((row) => ({ place: 'table key', text: Object.values(row).join(' ') })));
  }
  return traces;
}
