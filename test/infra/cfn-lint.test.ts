import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provinceSlugs } from '../../infra/province/load.ts';
import { lint } from '../cfn-lint/lint.ts';
import { everyProvince, type TemplateFile } from './kit/every-province.ts';
import { STACKS } from './support.ts';

let made: Awaited<ReturnType<typeof everyProvince>>;
beforeAll(async () => {
  made = await everyProvince();
});
afterAll(() => made.remove());

const read = ({ file }: TemplateFile): unknown => JSON.parse(readFileSync(file, 'utf8'));

/**
 * A template without what makes it one province's own and is only compared by its length, if at all: slug and name, the
 * hashes made from them, what functions find in their environment. Of templates that are the same without it the one
 * with the longest names is judged, and so all of them are.
 */
function shapeOf(one: TemplateFile): string {
  const blank = (key: string, value: unknown) => (key === 'Variables' ? '' : value);
  return JSON.stringify(read(one), blank)
    .replaceAll(new RegExp([one.slug, one.slug.replaceAll('-', ''), one.name].join('|'), 'g'), '<name>')
    .replaceAll(/[0-9A-Fa-f]{8,64}/g, '<hash>');
}

const namesOf = ({ slug, name }: TemplateFile) => slug.length + name.length;

// The first run of a fresh checkout also installs cfn-lint.
const FIRST_RUN_MS = 300_000;

test('cfn-lint finds nothing in any template of any province', { timeout: FIRST_RUN_MS }, async () => {
  const all = [...made.byRegion.values()].flat();
  expect(all).toHaveLength(provinceSlugs().length * STACKS.length);
  for (const [region, templates] of made.byRegion) {
    const judged = new Map(templates.toSorted((a, b) => namesOf(a) - namesOf(b)).map((one) => [shapeOf(one), one]));
    const files = [...judged.values()].map(({ file }) => file);
    expect(await lint(files, region)).toEqual([]);
  }
});

test('a template that CloudFormation would refuse is found', async () => {
  const one = [...made.byRegion.values()].flat().find(({ stack }) => stack === 'motcua-quang-tri-processing');
  if (one === undefined) throw new Error('no template');
  const body = read(one) as { Resources: Record<string, unknown> };
  body.Resources.Odd = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 50_000 } };
  writeFileSync(one.file, JSON.stringify(body));
  expect(await lint([one.file], 'ap-southeast-1')).toEqual([expect.stringMatching(/E3034 Resources\/Odd\//)]);
});
