import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS } from '../../infra/functions.ts';
import { anchorOf, WATCHED_LAGS, WATCHED_METRICS } from '../../infra/watched-metrics.ts';
import {
  createCounter,
  createLagMeter,
  LAGS,
  type LagName,
  METRICS,
  type MetricName,
} from '../../shared/platform/observability/metrics.ts';
import { allResources, ROOT } from './support.ts';

const deployed = allResources('AWS::Lambda::Function').map(([, { Properties }]) => Properties);
const alarms = allResources('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const WITHOUT_ALARM: readonly MetricName[] = [
  'NoticeSent',
  'NoticeWithoutAddress',
  'NoticeWithheld',
  'NoticeUnreachable',
  'MailboxUnreachable',
  'PortalFieldUnknown',
];

afterEach(() => vi.unstubAllEnvs());

/** What the function's own code writes for CloudWatch, with the environment it is deployed with. */
function emitted(service: string, write: () => void) {
  const own = deployed.find(({ FunctionName }) => FunctionName === `motcua-quang-tri-${service}`);
  const { Variables } = (own?.Environment ?? { Variables: {} }) as { Variables: Record<string, string> };
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', Variables.POWERTOOLS_METRICS_NAMESPACE ?? '');
  const lines: string[] = [];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  write();
  out.mockRestore();
  const line = JSON.parse(lines[0] ?? '{}');
  const { Namespace, Dimensions, Metrics } = line._aws.CloudWatchMetrics[0];
  const [names] = Dimensions as string[][];
  const dimensions = names?.map((Name) => ({ Name, Value: line[Name] as string }));
  return { Namespace, MetricName: Metrics[0].Name, Dimensions: dimensions };
}

const counted = (metric: MetricName) => emitted(METRICS[metric], () => createCounter(METRICS[metric])(metric));
const measured = (lag: LagName) => emitted(LAGS[lag], () => createLagMeter(LAGS[lag])(lag, 1));

describe('a watched lag', () => {
  test.each(WATCHED_LAGS)('$metric is watched where the function writes it, and its silence rings', (watched) => {
    const alarm = alarms.find(({ MetricName }) => MetricName === watched.metric);
    expect(alarm).toMatchObject(measured(watched.metric));
    expect(alarm).toMatchObject({
      AlarmName: `motcua-quang-tri-${anchorOf(watched)}`,
      Threshold: watched.seconds,
      Period: watched.minutes * 60,
      EvaluationPeriods: watched.of,
      DatapointsToAlarm: watched.periods,
      Statistic: 'Maximum',
      TreatMissingData: 'breaching',
    });
  });

  test('is every one there is', () => {
    expect(WATCHED_LAGS.map(({ metric }) => metric).sort()).toEqual(Object.keys(LAGS).sort());
  });

  test.each(WATCHED_LAGS)('$metric is looked at for no longer than CloudWatch looks back', ({ minutes, of }) => {
    expect(minutes * of).toBeLessThanOrEqual(minutes >= 60 ? 7 * 24 * 60 : 24 * 60);
  });
});

describe('a watched metric', () => {
  test.each(WATCHED_METRICS)('$metric is watched where the function writes it', (watched) => {
    const alarm = alarms.find(({ MetricName }) => MetricName === watched.metric);
    expect(alarm).toMatchObject(counted(watched.metric));
    expect(alarm).toMatchObject({
      AlarmName: `motcua-quang-tri-${anchorOf(watched)}`,
      Threshold: watched.threshold,
      Period: watched.minutes * 60,
      Statistic: 'Sum',
    });
  });

  test('is every metric but those that are no trouble', () => {
    const watched = WATCHED_METRICS.map(({ metric }) => metric);
    expect([...watched, ...WITHOUT_ALARM].sort()).toEqual(Object.keys(METRICS).sort());
  });
});

test('each function counts and measures what the lists say of it, under its own name', () => {
  const written = FUNCTION_NAMES.flatMap((name) => {
    const folder = join(ROOT, 'functions', FUNCTIONS[name].folder);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    for (const [, service] of source.matchAll(/create(?:Counter|LagMeter)\('([^']+)'\)/g)) expect(service).toBe(name);
    const metrics = [...source.matchAll(/\b(?:count|measure)\(([^;]+)\);/g)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/'([A-Z][A-Za-z]+)'/g)].map(([, metric]) => metric),
    );
    return [...new Set(metrics)].map((metric) => `${metric} ${name}`);
  });
  expect(written.sort()).toEqual(
    Object.entries({ ...METRICS, ...LAGS })
      .map(([metric, name]) => `${metric} ${name}`)
      .sort(),
  );
});
