import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { waitsForFiles } from '../dossier/awaited.ts';
import type { Command } from '../dossier/commands.ts';
import { decide } from '../dossier/decide.ts';
import type { Context, Decision } from '../dossier/decision.ts';
import { record } from '../dossier/record.ts';
import type { Rejection } from '../dossier/rejections.ts';
import type { Dossier } from '../dossier/state.ts';
import type { DossierCodePattern } from '../identifiers/dossier-code.ts';
import { type OwnerKeys, ownerOf } from '../platform/identity/owner-key.ts';
import { correlationId } from '../platform/observability/correlation.ts';
import { patiently } from '../platform/table/busy.ts';
import { findReplay } from '../platform/table/idempotency.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { type Catalogue, catalogue } from './catalogue.ts';
import { delegatorsOf } from './delegations.ts';
import type { DocumentRow } from './document-rows.ts';
import { issueCode } from './dossier-code.ts';
import { awaitedAmong, loadWithDocuments } from './dossier-files.ts';
import { type Answer, answerOf, commit, type Outcome, type Request } from './transaction.ts';

export type DossierStore = {
  load(dossierId: string): Promise<Dossier | undefined>;
  /**
   * Decides a command and writes its events in one transaction. Two requests when nobody else is in the way, and one more
   * where files are waited for; else it is decided again by what the others have written.
   * @throws StoreBusyError when others go on being in the way
   */
  execute(request: Request): Promise<Outcome>;
};

/** Whether a caller who saw that version saw all that matters; a version there never was is nobody's. */
const hasSeen = ({ version, changedVersion }: Dossier, expected: number) =>
  changedVersion <= expected && expected <= version;

/** Stands in for the owner keys of a function that opens no dossiers, and so is not given the secret behind them. */
const nobodyOpens: OwnerKeys = () => Promise.reject(new Error('this function opens no dossiers'));

/** @param ownerKeys of functions that open dossiers */
export function dossierStore(
  table: Table,
  codePattern: DossierCodePattern,
  clock: () => Date = () => new Date(),
  procedures: Catalogue = catalogue(table),
  ownerKeys: OwnerKeys = nobodyOpens,
): DossierStore {
  async function load(dossierId: string): Promise<Dossier | undefined> {
    const Key = keys.snapshot(dossierId);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item?.dossier as Dossier | undefined;
  }

  /** The dossier, and the files on their way to it if the command waits for them. */
  async function loadFor({ dossierId, command, actor }: Request) {
    if (!waitsForFiles(command.type, actor)) return { dossier: await load(dossierId), files: [] };
    return (await loadWithDocuments(table, dossierId)) ?? { dossier: undefined, files: [] };
  }

  async function contextOf(
    dossier: Dossier | undefined,
    files: readonly DocumentRow[],
    { command, actor }: Request,
  ): Promise<Context> {
    const draft = 'draft' in command ? command.draft : undefined;
    const agencyId = draft?.receivingAgency ?? ('agencyId' in command ? command.agencyId : undefined);
    const holderId = command.type === 'open-branch' ? dossier?.step?.agencyId : undefined;
    const [applicantKey, procedure, agency, competent, holder, calendar, standsInFor] = await Promise.all([
      draft && ownerKeys(ownerOf(draft.applicant)),
      dossier !== undefined
        ? procedures.procedure(dossier.procedureCode, dossier.procedureVersion)
        : draft && procedures.newestProcedure(draft.procedureCode),
      agencyId === undefined ? undefined : procedures.agency(agencyId),
      draft?.competentAgency === undefined ? undefined : procedures.agency(draft.competentAgency),
      holderId === undefined ? undefined : procedures.agency(holderId),
      dossier === undefined ? undefined : procedures.calendar(),
      dossier?.step === undefined ? undefined : delegatorsOf(table, dossier.step, actor, clock()),
    ]);
    const now = clock().toISOString();
    const newId = randomUUID();
    const awaited = dossier && awaitedAmong(files, dossier, now);
    return { now, actor, newId, procedure, agency, competent, holder, calendar, standsInFor, awaited, applicantKey };
  }

  /** Draws a dossier code only for a decision that stands, so that refused submissions waste no number. */
  async function settle(dossier: Dossier | undefined, command: Command, context: Context): Promise<Decision> {
    const dryRun = decide(dossier, command, context);
    if (!dryRun.ok || !(command.type === 'submit' || command.type === 'import-dossier')) return dryRun;
    const agencyId = command.type === 'submit' ? dossier?.receivingAgency : command.draft.receivingAgency;
    const dossierCode = await issueCode(table, codePattern, agencyId ?? '', context.now);
    return decide(dossier, command, { ...context, dossierCode });
  }

  /** A refused command may be the repetition of one that succeeded and changed what the second one saw. */
  async function refusal(request: Request, rejection: Rejection): Promise<Outcome> {
    const replay = await findReplay<Answer>(table, request.idempotency);
    if (replay?.found === 'same') return { ok: true, answer: replay.answer, replayed: true, events: [] };
    return { ok: false, rejection: replay === undefined ? rejection : { code: 'idempotency-key-reused' } };
  }

  async function attempt(request: Request): Promise<Outcome> {
    const { dossierId, command, actor, expectedVersion } = request;
    const { dossier, files } = await loadFor(request);
    const context = await contextOf(dossier, files, request);
    const decision = await settle(dossier, command, context);
    if (!decision.ok) return refusal(request, decision.rejection);
    if (expectedVersion !== undefined && dossier !== undefined && !hasSeen(dossier, expectedVersion)) {
      return refusal(request, { code: 'version-conflict', details: { version: dossier.version } });
    }
    const meta = {
      dossierId,
      occurredAt: context.now,
      actor: { kind: actor.kind, subject: actor.subject },
      correlationId: correlationId(),
    };
    const recorded = record(dossier, decision.events, meta);
    if (recorded === undefined) throw new Error('a decision about nothing');
    if (recorded.events.length === 0) {
      return { ok: true, answer: answerOf(recorded.dossier), replayed: true, events: [] };
    }
    return commit(table, recorded, dossier, request, context.now);
  }

  return {
    load,
    execute: (request) => patiently(() => attempt(request)),
  };
}
