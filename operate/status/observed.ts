import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { NATIONAL_PORTAL } from '../../shared/partner-messages/national-portal/inbound.ts';
import { LAGS, type LagName } from '../../shared/platform/observability/metrics.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Context } from '../verb.ts';

/** How far back metrics are read: twice the time after which missing data is a fault. Milliseconds. */
const LATELY_MS = 10 * 60_000;

/** Age of the oldest message by queue, seconds, from CloudWatch; a queue without recent data is not included. */
export async function oldestMessages(
  { province, metrics, clock }: Context,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const EndTime = clock();
  const StartTime = new Date(EndTime.getTime() - LATELY_MS);
  // A request returns five hundred metrics; a province has some twenty queues.
  const MetricDataQueries = names.map((name, index) => ({
    Id: `q${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: [{ Name: 'QueueName', Value: `motcua-${province.slug}-${name}` }],
      },
      Period: 60,
      Stat: 'Maximum',
    },
  }));
  if (names.length === 0) return found;
  const { MetricDataResults = [] } = await metrics.send(
    new GetMetricDataCommand({ StartTime, EndTime, MetricDataQueries, ScanBy: 'TimestampDescending' }),
  );
  for (const { Id = '', Values = [] } of MetricDataResults) {
    const name = names[Number(Id.slice(1))];
    if (name !== undefined && Values[0] !== undefined) found.set(name, Values[0]);
  }
  return found;
}

export type Lag = { readonly seconds: number; readonly at: string };

/** The last lag of background work, from the log of its function; undefined when none was recent. */
export async function lastLag({ province, logs, clock }: Context, lag: LagName): Promise<Lag | undefined> {
  const logGroupName = `/motcua/${province.slug}/${LAGS[lag]}`;
  const startTime = clock().getTime() - LATELY_MS;
  let last: Lag | undefined;
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({ logGroupName, startTime, nextToken, filterPattern: `"${lag}"` }),
    );
    for (const { message = '', timestamp = 0 } of page.events ?? []) {
      const figure = new RegExp(`"${lag}":([0-9.e-]+)`).exec(message)?.[1];
      const at = new Date(timestamp).toISOString();
      if (figure !== undefined && (last === undefined || at >= last.at)) last = { seconds: Number(figure), at };
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return last;
}

/** Names of alarms in state ALARM, as in the runbook. */
export async function ringing({ province, metrics }: Context): Promise<readonly string[]> {
  const prefix = `motcua-${province.slug}-`;
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await metrics.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: prefix, StateValue: 'ALARM', NextToken }),
    );
    names.push(...(page.MetricAlarms ?? []).map(({ AlarmName = '' }) => AlarmName.slice(prefix.length)));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names.toSorted();
}

export type Deployment = {
  readonly stack: string;
  readonly at: string;
  readonly state: string;
  /** Output `Commit` of the stack, if the deployment set it. */
  readonly commit?: string | undefined;
};

/** The stacks of the province, the most recently deployed first. */
export async function deployments({ province, stacks }: Context): Promise<readonly Deployment[]> {
  const found: Deployment[] = [];
  let NextToken: string | undefined;
  do {
    const page = await stacks.send(new DescribeStacksCommand({ NextToken }));
    for (const { StackName = '', CreationTime, LastUpdatedTime, StackStatus = '', Outputs = [] } of page.Stacks ?? []) {
      if (!StackName.startsWith(`motcua-${province.slug}-`)) continue;
      const at = (LastUpdatedTime ?? CreationTime ?? new Date(0)).toISOString();
      const commit = Outputs.find(({ OutputKey }) => OutputKey === 'Commit')?.OutputValue;
      found.push({ stack: StackName, at, state: StackStatus, ...(commit !== undefined && { commit }) });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found.toSorted((a, b) => b.at.localeCompare(a.at));
}

export type BreakerState = { readonly state: 'closed' | 'open'; readonly until?: string; readonly failures: number };

/** Whether calls to the national portal are paused. */
export async function portalBreaker({ table, clock }: Context): Promise<BreakerState> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.breaker(NATIONAL_PORTAL), ConsistentRead: true }),
  );
  const failures = typeof Item?.failures === 'number' ? Item.failures : 0;
  const until = typeof Item?.openUntil === 'number' ? Item.openUntil : 0;
  if (until <= clock().getTime()) return { state: 'closed', failures };
  return { state: 'open', until: new Date(until).toISOString(), failures };
}
