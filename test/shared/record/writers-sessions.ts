import { draftRemoval } from '../../../functions/documents/drafts/draft-removal.ts';
import { type Session, sessionStore } from '../../../functions/sessions/store.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { putRow } from '../../../shared/platform/table/write.ts';
import { officerRegister } from '../../../shared/record/officers.ts';
import { AT, ID, LATER } from './samples.ts';
import { simple, type Writer } from './writer.ts';

const HASH = 'a'.repeat(64);
const SESSION: Session = {
  hash: HASH,
  claims: { sub: 'can-bo' },
  sessionId: '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b',
  person: 'officer:can-bo',
  device: {},
  startedAt: AT,
  activeAt: AT,
  idleMinutes: 30,
  idleUntil: LATER,
  until: LATER,
};

async function begun(table: Table): Promise<void> {
  const { hash, person, sessionId, startedAt, ...row } = SESSION;
  await putRow(table, { ...keys.session(hash), ...row, person, sessionId, startedAt });
  await putRow(table, { ...keys.signedIn(person, sessionId), hash, startedAt });
}

const session = (write: (store: ReturnType<typeof sessionStore>) => Promise<unknown>): Writer =>
  simple('functions/sessions/store.ts', (table) => write(sessionStore(table, () => new Date(AT))), { prepare: begun });

const seenBy = (table: Table, agencyId: string) =>
  officerRegister(
    table,
    () => new Date(AT),
  )({ kind: 'officer', subject: 'can-bo', roles: [{ agencyId, role: 'handler' }] });

const NO_FILES = { erase: async () => undefined, withdraw: async () => undefined };

async function deletedDraft(table: Table): Promise<void> {
  await putRow(table, { ...keys.event(ID, 1), event: {} });
  await putRow(table, { ...keys.document(ID, ID), dossierId: ID, document: { documentId: ID }, state: 'pending' });
  await putRow(table, { ...keys.snapshot(ID), version: 1, deletedAt: AT });
}

/** Writes of sessions of browsers. A new one has a random identifier, so that no two runs have the same rows. */
export const SESSION_WRITERS: Readonly<Record<string, Writer>> = {
  'a sign of a person': session((store) => store.touch(SESSION)),
  'an officer who was seen': simple('shared/record/officers.ts', (table) => seenBy(table, 'H50.12')),
  'an officer who works elsewhere now': simple('shared/record/officers.ts', (table) => seenBy(table, 'H50.12'), {
    prepare: (table: Table) => seenBy(table, 'H50.1'),
  }),
  'a deleted draft that is removed': simple(
    'functions/documents/drafts/draft-removal.ts',
    (table) =>
      draftRemoval({ table, files: NO_FILES, logger: { info: () => undefined } as never, clock: () => new Date(AT) })(
        ID,
      ),
    { prepare: deletedDraft },
  ),
  'a session that is ended': session((store) => store.end(SESSION)),
};
