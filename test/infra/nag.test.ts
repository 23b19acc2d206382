import { Validations } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from '../../infra/findings.ts';
import { loadProvince } from '../../infra/province/load.ts';
import type { ProvinceStage } from '../../infra/province-stage.ts';
import { stageOf, testApp } from './support.ts';

let validation: string | undefined;
beforeAll(() => {
  validation = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'false';
});
afterAll(() => {
  if (validation === undefined) delete process.env.CDK_VALIDATION;
  else process.env.CDK_VALIDATION = validation;
});

function check(change: (stage: ProvinceStage) => void = () => {}) {
  const app = testApp();
  app.node.setContext('@aws-cdk/core:failSynthOnValidationErrors', false);
  change(stageOf(loadProvince('quang-tri'), app));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return findings(app.synth().directory);
}

test('no finding of AWS Solutions is unacknowledged', () => {
  expect(check()).toEqual([]);
});

test('an unacknowledged finding is reported', () => {
  const found = check((stage) => new CfnQueue(stage.processing, 'Careless'));
  expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']));
  expect(found[0]?.at).toContain('Careless');
});

test('every acknowledgement has a reason', () => {
  const stage = stageOf(loadProvince('quang-tri'));
  const acknowledged = stage.node
    .findAll()
    .flatMap((node) => node.node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  expect(acknowledged.length).toBeGreaterThan(5);
  for (const { data } of acknowledged) {
    for (const [rule, reason] of Object.entries(data as Record<string, string>)) {
      expect(reason.length, rule).toBeGreaterThan(30);
    }
  }
});
