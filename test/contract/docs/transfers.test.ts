import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { loadProvince } from '../../../infra/province/load.ts';
import { draftSchema } from '../../../shared/dossier/commands.ts';
import { officerActionSchema } from '../../../shared/dossier/officer-action.ts';
import { agencySchema } from '../../../shared/procedure/schema.ts';
import { ROOT } from '../../infra/support.ts';

const page = readFileSync(join(ROOT, 'docs/guides/transfers.md'), 'utf8');
const SCHEMAS: Readonly<Record<string, z.ZodMiniType>> = {
  procedureCode: draftSchema,
  type: officerActionSchema,
  kind: agencySchema,
};
/** Examples of the page, each with the field by which it is known. */
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => {
  const example = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return [Object.keys(SCHEMAS).find((field) => field in example) ?? '', example] as const;
});

it.each(examples)('the example with %s is what the API or the province takes', (kind, example) => {
  expect(SCHEMAS[kind]?.safeParse(example)).toMatchObject({ success: true });
});

it('there is one of each, and the closing is that of the province', () => {
  expect(new Set(examples.map(([kind]) => kind))).toEqual(new Set(Object.keys(SCHEMAS)));
  const [, closing] = examples.find(([kind]) => kind === 'kind') ?? [];
  const { agencies } = loadProvince('quang-tri');
  expect(agencies.find(({ agencyId }) => agencyId === closing?.agencyId)).toEqual(closing);
});
