import { describe, expect, test } from 'vitest';
import { SIZES } from '../../infra/province/sizes.ts';
import { alarmingAt, REFUSALS } from '../../infra/refusals.ts';
import { allResources, type Resource } from './support.ts';

const [, log] = allResources('AWS::Logs::LogGroup').find(
  ([, { Properties }]) => Properties.LogGroupName === '/motcua/quang-tri/access',
) ?? ['', undefined];
const [, stage] = allResources('AWS::ApiGateway::Stage')[0] ?? [];
const fields = JSON.parse(((stage as Resource).Properties.AccessLogSetting as { Format: string }).Format) as Record<
  string,
  string
>;

describe('the access log', () => {
  test('says from where a call came and which line of a function belongs to it, and nothing of what was asked', () => {
    expect(fields).toMatchObject({ ip: '$context.identity.sourceIp', requestId: '$context.requestId' });
    const others = Object.values(fields).filter((field) => field !== fields.ip);
    expect(others.join()).not.toMatch(/identity|querystring|header|\$context\.path|authorizer|domain/i);
  });

  test('shows addresses only to principals with the permission', () => {
    const { Statement: statements } = (log as Resource).Properties.DataProtectionPolicy as {
      Statement: Record<string, unknown>[];
    };
    const masking = statements.find(({ Operation }) => JSON.stringify(Operation).includes('Deidentify'));
    expect(JSON.stringify(masking)).toContain('IpAddress');
    const granted = allResources('AWS::IAM::Policy').map(([, { Properties }]) => JSON.stringify(Properties));
    expect(granted.filter((policy) => /logs:(Unmask|\*)/.test(policy))).toEqual([]);
  });

  test('is encrypted under a key of its own, which only the log may use, and kept for a year', () => {
    expect(log?.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(log?.Properties.RetentionInDays).toBe(400);
    const id = JSON.stringify(log?.Properties.KmsKeyId).match(/AccessLogKey\w*/)?.[0];
    const [, key] = allResources('AWS::KMS::Key').find(([name]) => name === `api/${id}`) ?? [];
    const policy = JSON.stringify(key?.Properties.KeyPolicy);
    expect(policy).toContain('log-group:/motcua/quang-tri/access');
    expect(policy).toMatch(/logs\..*amazonaws\.com/);
  });
});

describe('calls that are turned away', () => {
  const alarms = allResources('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const filters = allResources('AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);

  test.each(REFUSALS)('with $status are counted and ring', (refusal) => {
    const { status, metric, anchor } = refusal;
    const filter = filters.find(({ FilterPattern }) => String(FilterPattern).includes(`"${status}"`));
    expect(filter?.FilterPattern).toBe(`{ $.status = "${status}" }`);
    const [transformation] = (filter?.MetricTransformations ?? []) as Record<string, unknown>[];
    expect(transformation).toMatchObject({
      MetricName: metric,
      MetricNamespace: 'motcua/quang-tri',
      MetricValue: '1',
      Dimensions: [{ Key: 'service', Value: '$.service' }],
    });
    expect(alarms.find(({ AlarmName }) => AlarmName === `motcua-quang-tri-${anchor}`)).toMatchObject({
      MetricName: metric,
      Namespace: 'motcua/quang-tri',
      Dimensions: [{ Name: 'service', Value: fields.service }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: alarmingAt(refusal, SIZES.medium),
    });
  });

  test('are written as the filter reads them: the status is a text', () => {
    // The format is the line itself with the values put in.
    expect(fields.status).toBe('$context.status');
  });

  test('ring at a number that a busy day of the smallest province does not reach by mistakes', () => {
    const [unauthenticated] = REFUSALS;
    expect(unauthenticated && alarmingAt(unauthenticated, SIZES.small)).toBe(300);
  });
});
