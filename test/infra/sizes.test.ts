import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { loadProvince } from '../../infra/province/load.ts';
import { SIZE_CLASSES } from '../../infra/province/schema.ts';
import { SIZES } from '../../infra/province/sizes.ts';
import { stageOf } from './support.ts';

type Warm = { readonly ReadUnitsPerSecond: number; readonly WriteUnitsPerSecond: number };
type Table = {
  readonly WarmThroughput?: Warm;
  readonly GlobalSecondaryIndexes: readonly { readonly IndexName: string; readonly WarmThroughput?: Warm }[];
};

/** State changes a second at the peak of the largest province, and what one costs of the table (`npm run bench -- requests`). */
const PEAK = 75;
const WRITE_UNITS = 45;
const READ_UNITS = 24;
/** Letters on an ordinary day, four for each dossier, and the longest SES is waited for, seconds. */
const LETTERS_A_DAY = { small: 4_000, medium: 21_000, large: 84_000 } as const;
const SES_ANSWER_S = 5;

describe.each(SIZE_CLASSES)('a %s province', (size) => {
  const stage = stageOf({ ...loadProvince('quang-tri'), size });
  /** Its share of the largest province's load. */
  const share = SIZES[size].throttle.rate / SIZES.large.throttle.rate;

  test('has a table, and indexes, that take four times its peak from the first second', () => {
    const tables = Template.fromStack(stage.stateful).findResources('AWS::DynamoDB::Table');
    const [{ Properties }] = Object.values(tables) as [{ Properties: Table }];
    const { WarmThroughput, GlobalSecondaryIndexes } = Properties;
    const peak = 4 * PEAK * share;
    expect(WarmThroughput?.WriteUnitsPerSecond).toBeGreaterThanOrEqual(peak * WRITE_UNITS);
    expect(WarmThroughput?.ReadUnitsPerSecond).toBeGreaterThanOrEqual(peak * READ_UNITS);
    expect(GlobalSecondaryIndexes).toHaveLength(2);
    for (const index of GlobalSecondaryIndexes) {
      expect(index.WarmThroughput?.WriteUnitsPerSecond, index.IndexName).toBeGreaterThanOrEqual(
        (peak * WRITE_UNITS) / 10,
      );
    }
    // Below this AWS refuses the table.
    for (const warm of [WarmThroughput, ...GlobalSecondaryIndexes.map((index) => index.WarmThroughput)]) {
      expect(warm?.ReadUnitsPerSecond).toBeGreaterThanOrEqual(12_000);
      expect(warm?.WriteUnitsPerSecond).toBeGreaterThanOrEqual(4_000);
    }
  });

  test('sends mail no faster than SES was asked to allow, and ends each batch in time', () => {
    const { notices } = SIZES[size];
    const template = Template.fromStack(stage.integrations);
    const [[id, { Properties: worker }]] = Object.entries(
      template.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: 'motcua-quang-tri-notifications' },
      }),
    ) as [[string, { Properties: { Timeout: number; Environment: { Variables: Record<string, string> } } }]];
    const [{ Properties: source }] = Object.values(
      template.findResources('AWS::Lambda::EventSourceMapping', { Properties: { FunctionName: { Ref: id } } }),
    ) as [{ Properties: { BatchSize: number; ScalingConfig: { MaximumConcurrency: number } } }];
    const everyMs = JSON.parse(worker.Environment.Variables.NOTICE_CHANNELS ?? '').mail.everyMs;
    expect((source.ScalingConfig.MaximumConcurrency * 1000) / everyMs).toBe(notices.perSecond);
    // At most three e-mails for an event, of which five wait for SES at once.
    const letters = source.BatchSize * 3;
    expect((letters * everyMs) / 1000 + Math.ceil(letters / 5) * SES_ANSWER_S).toBeLessThan(worker.Timeout);
    // An ordinary day fits into half of the quota, and into a working day at that rate.
    const aDay = LETTERS_A_DAY[size];
    expect(notices.perDay).toBeGreaterThanOrEqual(2 * aDay);
    expect(notices.perSecond * 8 * 3600).toBeGreaterThanOrEqual(2 * aDay);
  });
});
