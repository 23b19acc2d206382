import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSystem } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FONT_FILES } from '../../functions/forms/issuing/fonts.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { allResources, ROOT } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'forms-bundle-'));
const [first, second] = [join(folder, 'a'), join(folder, 'b')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  for (const out of [first, second]) await bundleFunctions(join(ROOT, 'functions'), out, ['forms']);
});

const { fallbacks, ...styles } = FONT_FILES;

test('brings its fonts and their licences', () => {
  const names = readdirSync(join(first, 'forms'));
  expect(names).toEqual(expect.arrayContaining([...Object.values(styles), ...fallbacks]));
  expect(names.filter((name) => name.endsWith('_LICENSE.txt'))).toHaveLength(6);
});

test('is the same asset however often it is made', () => {
  const exclude = ['*.map'];
  const fingerprint = (out: string) => FileSystem.fingerprint(join(out, 'forms'), { exclude });
  expect(fingerprint(second)).toBe(fingerprint(first));
});

test('keeps to the size that docs/decisions/0006-forms-bundle.md gives it', () => {
  expect(statSync(join(first, 'forms', 'handler.js')).size).toBeLessThan(1_300_000);
});

test('stored forms are not reported as uploads', () => {
  const rules = allResources('AWS::Events::Rule').map(([, { Properties }]) => Properties);
  const rule = rules.find(({ Name }) => Name === 'motcua-quang-tri-document-verification');
  expect(rule?.EventPattern).toMatchObject({
    detail: { object: { key: [{ 'anything-but': { wildcard: '*/forms/*' } }] } },
  });
});

test('the worker may write below forms/ only', () => {
  const policies = allResources('AWS::IAM::Policy').filter(([id]) => id.startsWith('integrations/formsrole'));
  const puts = policies
    .map(([, { Properties }]) => Properties.PolicyDocument as { Statement: { Action: unknown; Resource: unknown }[] })
    .flatMap(({ Statement }) => Statement.filter(({ Action }) => JSON.stringify(Action).includes('s3:')));
  expect(puts).toHaveLength(1);
  expect(JSON.stringify(puts[0]?.Resource)).toMatch(/\/\*\/forms\/\*/);
});
