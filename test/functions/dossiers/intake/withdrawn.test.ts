import { expect, it } from 'vitest';
import { timelineEntry } from '../../../../functions/dossiers/intake/timeline-view.ts';
import { registerEntryOf } from '../../../../functions/forms/content/register-of.ts';
import { summaryRow } from '../../../../shared/record/transaction.ts';
import { ACTORS, accepted, completed, type History, PROCEDURE } from '../../../shared/dossier/world.ts';

const FORM = {
  ...{ form: 'stop-notice', ofVersion: 4, forApplicant: true, documentId: '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b' },
  ...{ sha256: 'a'.repeat(64), size: 1, signed: false },
};
const withdrawn = () =>
  accepted()
    .must('owner', { type: 'request-withdrawal', reason: 'Thay đổi kế hoạch' })
    .must('reception', { type: 'decide-withdrawal', granted: true })
    // What comes after the end, such as the form.
    .must('system', { type: 'record-form', issued: FORM });

const namesIn = ({ state, log }: History) =>
  log.slice(-2).map((event) => timelineEntry(event, state, ACTORS.owner, 'vi').statusName);
const returned = () => completed().must('reception', { type: 'return-result', method: 'counter' });

it('a withdrawn dossier is called so at the end of its timeline and after it', () => {
  expect(withdrawn().state).toMatchObject({ status: 'returned', returnReason: 'withdrawn' });
  expect(namesIn(withdrawn())).toEqual(['Đã rút hồ sơ', 'Đã rút hồ sơ']);
  expect(namesIn(returned()).at(-1)).toBe('Đã trả kết quả');
});

it('and in lists, which have no reason of the return otherwise', () => {
  expect(summaryRow(withdrawn().state)).toMatchObject({ status: 'returned', ended: 'withdrawn' });
  expect(summaryRow(returned().state)).not.toHaveProperty('ended');
});

it('and in the register of the day no result was returned', () => {
  const names = { letterhead: () => ({ place: '' }), agency: String, phone: () => undefined, inForce: String };
  const entryOf = ({ state }: History) => registerEntryOf({ dossier: state, procedure: PROCEDURE, names });
  expect(entryOf(withdrawn()).returnedAt).toBeUndefined();
  expect(entryOf(returned()).returnedAt).toBe(returned().state.returnedAt);
});
