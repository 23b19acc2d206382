import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnResource } from 'aws-cdk-lib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadProvince } from '../../infra/province/load.ts';
import { stageOf, testApp } from './support.ts';

type Report = {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly description: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
};

// `infra/app.ts` switches the CDK's own validation off, because it takes most of the time; here it is on.
beforeEach(() => vi.stubEnv('CDK_VALIDATION', undefined));
afterEach(() => vi.unstubAllEnvs());

test('the templates of a province fit the schemas of CloudFormation, and one resource that does not is found', () => {
  const app = testApp();
  const { processing } = stageOf(loadProvince('quang-tri'), app);
  const properties = { QueueName: 'a', NoSuchProperty: 'b' };
  new CfnResource(processing, 'Odd', { type: 'AWS::SQS::Queue', properties });
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report;
  const found = report.pluginReports
    .flatMap(({ violations }) => violations)
    .map(({ description, violatingConstructs }) => `${violatingConstructs[0]?.constructPath}: ${description}`);
  expect(found).toEqual([expect.stringMatching(/^quang-tri\/processing\/Odd: NoSuchProperty/)]);
});
