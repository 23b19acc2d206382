import type { Actor } from '../dossier/actor.ts';
import type { Command } from '../dossier/commands.ts';
import { openCorrection } from '../dossier/correction-request.ts';
import type { RecordedEvent } from '../dossier/events.ts';
import { summarise } from '../dossier/evolve.ts';
import type { Recorded } from '../dossier/record.ts';
import type { Rejection } from '../dossier/rejections.ts';
import type { Dossier } from '../dossier/state.ts';
import type { DossierStatus } from '../dossier/status.ts';
import { StoreBusyError } from '../platform/table/busy.ts';
import { type Idempotency, idempotencyRow, replayOf } from '../platform/table/idempotency.ts';
import { type DossierSummary, dueAt, filerRowOf, indexKeys, type Key, keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { once, puts, transactOnce } from '../platform/table/write.ts';
import { branchChanges } from './branch-rows.ts';
import { declarationRow, type KeptAnswers } from './declaration-rows.ts';
import { draftChanges, draftShare, quotaReached } from './quotas.ts';
import { timerChanges } from './timer-rows.ts';

/** Result of a command for its caller; stored with the idempotency row, so without personal data. */
export type Answer = {
  readonly dossierId: string;
  readonly version: number;
  readonly status: DossierStatus;
  readonly dossierCode?: string | undefined;
};

export type Request<C extends Command = Command> = {
  readonly dossierId: string;
  readonly command: C;
  readonly actor: Actor;
  readonly idempotency: Idempotency;
  /** Version the caller saw (`If-Match`); the command is rejected when the dossier has changed. */
  readonly expectedVersion?: number | undefined;
};

export type CommandOutcome =
  | {
      readonly ok: true;
      readonly answer: Answer;
      readonly replayed: boolean;
      readonly events: readonly RecordedEvent[];
    }
  | { readonly ok: false; readonly rejection: Rejection };

export function answerOf({ dossierId, version, status, dossierCode }: Dossier): Answer {
  return { dossierId, version, status, dossierCode };
}

export function summaryRow(dossier: Dossier): DossierSummary {
  const { dossierId, version, createdAt, updatedAt, submittedAt } = dossier;
  const asked = openCorrection(dossier) === undefined ? {} : { correctionAsked: true as const };
  const moments = { createdAt, updatedAt, submittedAt, dueAt: dueAt(dossier) };
  const { returnReason } = dossier;
  const ended = returnReason === undefined || returnReason === 'result' ? {} : { ended: returnReason };
  return { ...summarise(dossier), dossierId, version, ...moments, ...asked, ...ended };
}

/** The row of the current dossier: its replayed state, summary, and index keys. */
export function snapshotRow(dossier: Dossier) {
  const { dossierId, version, deletedAt } = dossier;
  // Nothing is left of a deleted draft but that it was deleted, until its rows are removed.
  if (deletedAt !== undefined) return { ...keys.snapshot(dossierId), version, deletedAt };
  return { ...keys.snapshot(dossierId), ...indexKeys(dossier), version, summary: summaryRow(dossier), dossier };
}

/**
 * The single write of a transition: snapshot under the version that was read, event rows that must be new, the idempotency
 * row, the dossier code's uniqueness row, the rows of timers and branches that start or end, and the draft counter of the
 * owner. All or nothing.
 * @throws StoreBusyError on a conflict with a concurrent write of the dossier
 */
export async function commit(
  table: Table,
  { dossier, events }: Recorded,
  before: Dossier | undefined,
  { idempotency }: Request,
  now: string,
  kept?: KeptAnswers,
): Promise<CommandOutcome> {
  const answer = answerOf(dossier);
  const row = snapshotRow(dossier);
  const put = (one: Parameters<typeof once>[1]) => once(table, one);
  const snapshot = {
    Put: {
      TableName: table.name,
      Item: row,
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':read': before.version },
          }),
    },
  };
  const timers = timerChanges(before, dossier);
  const summary = summaryRow(dossier);
  const branches = branchChanges(before, dossier, summary);
  const filer = filerRowOf(dossier);
  const hadFiler = before !== undefined && filerRowOf(before) !== undefined;
  const drafts = draftChanges(table, before, dossier, now);
  // Derived from the two states alone, and covered by the snapshot's condition: no condition of their own.
  const drop = ({ pk, sk }: Key) => ({ Delete: { TableName: table.name, Key: { pk, sk } } });
  const items = [
    put(idempotencyRow(idempotency, answer, now)),
    snapshot,
    ...events.map((event) => put({ ...keys.event(event.dossierId, event.version), event })),
    ...events.filter(issuesCode).map((event) => put({ ...keys.code(event.dossierCode), dossierId: event.dossierId })),
    ...[...timers.put, ...branches.put].map((row) => puts(table, row)),
    ...(filer === undefined ? [] : [puts(table, { ...filer, summary })]),
    // Without its index keys it is in no list. It is not deleted: the right to would reach the log, which has the same partition.
    ...(filer === undefined && hadFiler ? [puts(table, keys.filer(dossier.dossierId))] : []),
    // Under the snapshot's condition, as timers: what is filed has a number that no later command writes.
    ...(kept === undefined ? [] : [puts(table, declarationRow(dossier.dossierId, kept))]),
    ...[...timers.drop, ...branches.drop].map(drop),
    ...drafts,
  ];
  const written = await transactOnce(table, items);
  if (written.done) return { ok: true, answer, replayed: false, events };
  const earlier = written.failed.get(0);
  const [draft] = drafts;
  if (earlier === undefined && draft !== undefined && written.failed.has(items.indexOf(draft))) {
    return { ok: false, rejection: quotaReached(table, draftShare(dossier)) };
  }
  if (earlier === undefined) throw new StoreBusyError('lost-race');
  const replay = replayOf<Answer>(earlier, idempotency);
  return replay.found === 'same'
    ? { ok: true, answer: replay.answer, replayed: true, events: [] }
    : { ok: false, rejection: { code: 'idempotency-key-reused' } };
}

function issuesCode(event: RecordedEvent): event is RecordedEvent & { dossierCode: string } {
  return event.type === 'submitted' || event.type === 'imported';
}
