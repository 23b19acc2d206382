import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { anchorOf, WATCHED_METRICS } from '../../infra/watched-metrics.ts';
import { createCounter, METRICS, type MetricName } from '../../shared/monitoring/metrics.ts';
import { allResources, ROOT } from './support.ts';

const deployed = allResources('AWS::Lambda::Function').map(([, { Properties }]) => Properties);
const alarms = allResources('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const WITHOUT_ALARM: readonly MetricName[] = ['NoticeSent', 'NoticeWithoutAddress'];

afterEach(() => vi.unstubAllEnvs());

/** What the function's own code writes for CloudWatch, with the environment it is deployed with. */
function emitted(metric: MetricName) {
  const service = METRICS[metric];
  const own = deployed.find(({ FunctionName }) => FunctionName === `motcua-quang-tri-${service}`);
  const { Variables } = (own?.Environment ?? { Variables: {} }) as { Variables: Record<string, string> };
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', Variables.POWERTOOLS_METRICS_NAMESPACE ?? '');
  const lines: string[] = [];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  createCounter(service)(metric);
  out.mockRestore();
  const line = JSON.parse(lines[0] ?? '{}');
  const { Namespace, Dimensions, Metrics } = line._aws.CloudWatchMetrics[0];
  const [names] = Dimensions as string[][];
  const dimensions = names?.map((Name) => ({ Name, Value: line[Name] as string }));
  return { Namespace, MetricName: Metrics[0].Name, Dimensions: dimensions };
}

describe('a watched metric', () => {
  test.each(WATCHED_METRICS)('$metric is watched where the function writes it', (watched) => {
    const alarm = alarms.find(({ MetricName }) => MetricName === watched.metric);
    expect(alarm).toMatchObject(emitted(watched.metric));
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

test('each function counts what the list says of it, under its own name', () => {
  const counted = readdirSync(join(ROOT, 'functions')).flatMap((name) => {
    const folder = join(ROOT, 'functions', name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    for (const [, service] of source.matchAll(/createCounter\('([^']+)'\)/g)) expect(service).toBe(name);
    const metrics = [...source.matchAll(/\bcount\(([^;]+)\);/g)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/'([A-Z][A-Za-z]+)'/g)].map(([, metric]) => metric),
    );
    return [...new Set(metrics)].map((metric) => `${metric} ${name}`);
  });
  expect(counted.sort()).toEqual(
    Object.entries(METRICS)
      .map(([metric, name]) => `${metric} ${name}`)
      .sort(),
  );
});
