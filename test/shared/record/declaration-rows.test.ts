import { expect, it } from 'vitest';
import type { Table } from '../../../shared/platform/table/table.ts';
import { DeclarationDiffersError, fingerprintOf, loadAnswers } from '../../../shared/record/declaration-rows.ts';

const holding = (answers: unknown) =>
  ({ client: { send: async () => ({ Item: { answers } }) }, name: 't' }) as unknown as Table;
const text = JSON.stringify({ name: 'Trần Thị Mẫu' });
const recorded = { number: 1, sha256: fingerprintOf(text) };

it('answers are read as they were recorded', async () => {
  expect(await loadAnswers(holding(text), 'd', recorded)).toEqual({ name: 'Trần Thị Mẫu' });
});

it.each([
  ['other answers', JSON.stringify({ name: 'Lê Văn Mẫu' })],
  ['none', undefined],
])('%s than the log has recorded are not read, and no value is named', async (_, stored) => {
  const error = await loadAnswers(holding(stored), 'd', recorded).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeclarationDiffersError);
  expect(String(error)).not.toMatch(/Mẫu/);
});
