import { describe, expect, it } from 'vitest';
import { draftRemoval } from '../../../../functions/documents/drafts/draft-removal.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { InProcessTable } from '../../../faults/cloud/dynamodb/in-process.ts';

const ID = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01';
const OTHER = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a02';
const [FILE, PENDING] = ['7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b', '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1c'];

function draftOf(store: InProcessTable, dossierId: string, snapshot: object): void {
  store.put({ ...keys.event(dossierId, 1), event: { type: 'draft-created' } });
  store.put({ ...keys.event(dossierId, 2), event: { type: 'draft-deleted' } });
  store.put({ ...keys.filer(dossierId) });
  store.put({ ...keys.snapshot(dossierId), version: 2, ...snapshot });
  store.put({ ...keys.declaration(dossierId, 1), answers: '{}' });
  store.put({ ...keys.notified(dossierId, `${dossierId}:1#mail`), notice: 'sent' });
  const row = (documentId: string) => ({
    ...keys.document(dossierId, documentId),
    dossierId,
    document: { documentId },
  });
  store.put({ ...row(FILE), state: 'verified', versionId: 'v1' });
  store.put({ ...row(PENDING), state: 'pending', expiresAt: 1 });
}

const rowsOf = (store: InProcessTable, partition: string) => [...store.beginning(partition).values()];

/** @param failing how many deletions in the bucket fail */
function world(failing = 0) {
  const store = new InProcessTable();
  const done: string[] = [];
  let left = failing;
  const note = async (what: string) => {
    left -= 1;
    if (left >= 0) throw new Error('the bucket is down');
    done.push(what);
  };
  const files = {
    erase: (key: string, versionId: string) => note(`erase ${key} ${versionId}`),
    withdraw: (key: string) => note(`withdraw ${key}`),
  };
  const logger = { info: () => undefined } as never;
  const clock = () => new Date('2026-11-29T02:00:00.000Z');
  return { store, done, remove: draftRemoval({ table: store.table, files, logger, clock }) };
}

const DELETED = { deletedAt: '2026-11-29T01:00:00.000Z' };

describe('a deleted draft', () => {
  it('leaves no row of its own and no file; tickets end so that late uploads are removed', async () => {
    const { store, done, remove } = world();
    draftOf(store, ID, DELETED);
    draftOf(store, OTHER, { dossier: {} });
    const others = JSON.stringify(rowsOf(store, `DOSSIER#${OTHER}`));
    await remove(ID);
    expect(done).toEqual([`erase ${ID}/${FILE} v1`, `withdraw ${ID}/${PENDING}`]);
    expect(rowsOf(store, `DOSSIER#${ID}`)).toEqual([]);
    expect(rowsOf(store, `NOTIFIED#${ID}`)).toEqual([]);
    expect(rowsOf(store, `DECLARATION#${ID}`)).toEqual([]);
    const end = Date.parse('2026-12-01T02:00:00.000Z') / 1000;
    for (const row of rowsOf(store, `DOCUMENT#${ID}`)) {
      expect(row).toMatchObject({ state: 'rejected', reason: 'withdrawn', expiresAt: end });
    }
    expect(JSON.stringify(rowsOf(store, `DOSSIER#${OTHER}`))).toBe(others);
  });

  it('is removed to the end by the next message when the bucket failed, and a third one finds nothing', async () => {
    const { store, done, remove } = world(1);
    draftOf(store, ID, DELETED);
    await expect(remove(ID)).rejects.toThrow('the bucket is down');
    expect(rowsOf(store, `DOSSIER#${ID}`)).toHaveLength(4);
    await remove(ID);
    expect(rowsOf(store, `DOSSIER#${ID}`)).toEqual([]);
    expect(done).toEqual([`erase ${ID}/${FILE} v1`, `withdraw ${ID}/${PENDING}`]);
    await remove(ID);
    expect(done).toHaveLength(2);
  });
});

it.each([
  ['a draft that was not deleted', { dossier: { status: 'draft' } }],
  ['a dossier with both marks', { ...DELETED, dossier: { status: 'accepted' } }],
])('nothing is removed of %s', async (_, snapshot) => {
  const { store, done, remove } = world();
  draftOf(store, ID, snapshot);
  await expect(remove(ID)).rejects.toThrow('draft-not-deleted');
  expect(rowsOf(store, `DOSSIER#${ID}`)).toHaveLength(4);
  expect(done).toEqual([]);
});
