import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { nextView } from '../../../functions/dossiers/next/next-view.ts';
import { actionView } from '../../../functions/dossiers/reading/actions-view.ts';
import { refundView } from '../../../functions/dossiers/reading/money-view.ts';
import { routes } from '../../../functions/sessions/routes.ts';
import { correctionRequestSchema, draftSchema, filerChangeSchema } from '../../../shared/dossier/commands.ts';
import { officerActionSchema } from '../../../shared/dossier/officer-action.ts';
import { applicantSchema } from '../../../shared/dossier/values.ts';
import { agencySchema } from '../../../shared/procedure/schema.ts';

const ROOT = new URL('../../../', import.meta.url);

/** What a JSON example of a guide is: the word after `json` at its fence. */
const SCHEMAS: Readonly<Record<string, z.ZodMiniType>> = {
  agency: agencySchema,
  draft: draftSchema,
  applicant: applicantSchema,
  action: officerActionSchema,
  offered: actionView,
  next: nextView,
  correction: correctionRequestSchema,
  refund: refundView,
  session: routes.whoAmI.success.body,
  'filer-change': filerChangeSchema,
};

const examples = globSync('docs/guides/*.md', { cwd: ROOT }).flatMap((file) =>
  [...readFileSync(new URL(file, ROOT), 'utf8').matchAll(/^```json(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, schema = '', text = ''], index) => ({ name: `${file}, example ${index + 1}`, schema: schema.trim(), text }),
  ),
);

describe('the JSON examples of the guides', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  it.each(examples)('$name is read by its schema', ({ schema, text }) => {
    expect(Object.keys(SCHEMAS)).toContain(schema);
    expect(z.safeParse(SCHEMAS[schema] ?? z.never(), JSON.parse(text)).error?.issues).toBeUndefined();
  });
});
