import { expect, test } from 'vitest';
import { DOCUMENT_RULES } from '../../../shared/dossier/decide-documents.ts';
import { needsOf } from '../../../shared/dossier/rule-book.ts';
import { RULES } from '../../../shared/dossier/rules.ts';
import { WHILE_SUSPENDED } from '../../../shared/dossier/suspension.ts';
import { type DossierStore, dossierStore } from '../../../shared/record/dossier-store.ts';

test('a store takes only commands whose rules it has', () => {
  // Never called: the compiler checks its lines.
  const lines = (...[table, , pattern]: Parameters<typeof dossierStore>) => {
    const store = dossierStore(table, DOCUMENT_RULES, pattern);
    const asked = { dossierId: 'd', actor: { kind: 'system', subject: 's' }, idempotency: {} as never } as const;
    // @ts-expect-error a store without the rule of `resume` does not take the command
    store.execute({ ...asked, command: { type: 'resume' } });
    // @ts-expect-error nor does it stand for one that takes every command
    const any: DossierStore = store;
    return [store.execute({ ...asked, command: { type: 'submit' } }), any];
  };
  expect(lines).toBeTypeOf('function');
});

test('there is a rule for every command', () => {
  expect(Object.keys(RULES).sort()).toEqual(Object.keys(WHILE_SUSPENDED).sort());
});

test('a command without its rule is a defect, not a refusal', () => {
  const dossier = {} as Parameters<typeof needsOf>[1];
  expect(() => needsOf(DOCUMENT_RULES, dossier, { type: 'resume' })).toThrow('no rule for resume');
});
