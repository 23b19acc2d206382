import { randomUUID } from 'node:crypto';
import type { Actor } from '../dossier/actor.ts';
import type { Command, CommandType } from '../dossier/commands.ts';
import { decideBy } from '../dossier/decide.ts';
import { SUSPENSION_RULES } from '../dossier/decide-suspension.ts';
import type { Context, Decision } from '../dossier/decision.ts';
import type { EventMeta } from '../dossier/events.ts';
import { type Now, servingAgencies } from '../dossier/jurisdiction.ts';
import { type Recorded, record } from '../dossier/record.ts';
import type { Rejection } from '../dossier/rejections.ts';
import type { CommandOf, Needs } from '../dossier/rule.ts';
import { awaitedBy, needsOf, type RuleBook } from '../dossier/rule-book.ts';
import type { Dossier } from '../dossier/state.ts';
import { type Reached, type RecordedSuspension, suspensionDue } from '../dossier/suspension-due.ts';
import type { DossierCodePattern } from '../identifiers/dossier-code.ts';
import { type OwnerKeys, ownerOf } from '../platform/identity/owner-key.ts';
import { correlationId } from '../platform/observability/correlation.ts';
import { patiently } from '../platform/table/busy.ts';
import { findReplay } from '../platform/table/idempotency.ts';
import type { Table } from '../platform/table/table.ts';
import { type Catalogue, catalogue } from './catalogue.ts';
import { fingerprintOf } from './declaration-rows.ts';
import { delegatorsOf } from './delegations.ts';
import type { DocumentRow } from './document-rows.ts';
import { issueCode } from './dossier-code.ts';
import { awaitedAmong, loadWithDocuments } from './dossier-files.ts';
import { otherDossierOf } from './other-dossier.ts';
import { readSnapshot } from './snapshot.ts';
import { type Answer, answerOf, type CommandOutcome, commit, type Request } from './transaction.ts';

/** @typeParam C the commands it decides */
export type DossierStore<C extends Command = Command> = {
  load(dossierId: string): Promise<Dossier | undefined>;
  /**
   * Decides a command and writes its events in one transaction. Two requests without a conflict, one more for pending
   * files. After a conflict the command is decided again on the new state.
   * @throws StoreBusyError when conflicts persist
   */
  readonly execute: (request: Request<C>) => Promise<CommandOutcome>;
};

/** Whether the caller's version includes all relevant events. Rejects versions newer than the snapshot. */
const hasSeen = ({ version, changedVersion }: Dossier, expected: number) =>
  changedVersion <= expected && expected <= version;

type SuspensionCommand = NonNullable<ReturnType<typeof suspensionDue>>;

/** Who suspends a dossier by a recorded decision, at its next command. */
const FORCE_MAJEURE = { kind: 'system', subject: 'force-majeure' } as const satisfies Actor;
/** Suspensions that begin or end before one command: of a dossier to which nothing happened while some came and went. */
const MOST_OVERTAKEN = 8;

/** What a command brought under a decision that is in force (submitted, forwarded to a flooded agency) is suspended in the same write. */
function suspendedOnArrival(
  recorded: Recorded,
  suspensions: readonly RecordedSuspension[],
  context: Context & Now,
  meta: Omit<EventMeta, 'version'>,
): Recorded {
  const due = suspensionDue(recorded.dossier, suspensions, context.procedure, context);
  if (due?.type !== 'suspend') return recorded;
  const decision = decideBy(SUSPENSION_RULES)(recorded.dossier, due, { ...context, actor: FORCE_MAJEURE });
  const more = decision.ok && record(recorded.dossier, decision.events, { ...meta, actor: FORCE_MAJEURE });
  return more ? { dossier: more.dossier, events: [...recorded.events, ...more.events] } : recorded;
}

/** Owner keys of a function that opens no dossiers and therefore has no access to the secret. */
const nobodyOpens: OwnerKeys = () => Promise.reject(new Error('this function opens no dossiers'));

/**
 * @param rules of the commands that it is to decide; those of suspensions, which precede any command, it has itself
 * @param ownerKeys of functions that open dossiers
 */
export function dossierStore<T extends CommandType>(
  table: Table,
  rules: RuleBook<T>,
  codePattern: DossierCodePattern,
  clock: () => Date = () => new Date(),
  procedures: Catalogue = catalogue(table),
  ownerKeys: OwnerKeys = nobodyOpens,
): DossierStore<CommandOf<T>> {
  // What it is asked to execute has its rule here: the type of a request says so.
  const all = { ...SUSPENSION_RULES, ...(rules as Partial<RuleBook<CommandType>>) } as RuleBook<CommandType>;
  const decide = decideBy(all);
  const load = (dossierId: string) => readSnapshot(table, dossierId);

  /** The dossier, and its pending files if the command waits for them. */
  async function loadFor({ dossierId, command, actor }: Request) {
    // System commands are already queued in order.
    const waits = actor.kind !== 'system' && awaitedBy(all, command.type) !== undefined;
    if (!waits) return { dossier: await load(dossierId), files: [] };
    return (await loadWithDocuments(table, dossierId)) ?? { dossier: undefined, files: [] };
  }

  const agencyOf = (agencyId: string | undefined) => (agencyId === undefined ? undefined : procedures.agency(agencyId));

  async function contextOf(
    dossier: Dossier | undefined,
    files: readonly DocumentRow[],
    needs: Needs,
    actor: Actor,
  ): Promise<Context> {
    const [
      applicantKey,
      filerKey,
      procedure,
      agency,
      competent,
      holder,
      successions,
      calendar,
      standsInFor,
      otherDossier,
    ] = await Promise.all([
      needs.applicantKey && ownerKeys(ownerOf(needs.applicantKey)),
      needs.filerKey && ownerKeys(ownerOf(needs.filerKey)),
      dossier !== undefined
        ? procedures.procedure(dossier.procedureCode, dossier.procedureVersion)
        : needs.procedure === undefined
          ? undefined
          : procedures.newestProcedure(needs.procedure),
      agencyOf(needs.agency),
      agencyOf(needs.competent),
      agencyOf(needs.holder),
      needs.successions && procedures.successions(),
      needs.calendar && procedures.calendar(),
      needs.standsInFor && delegatorsOf(table, needs.standsInFor, actor, { procedures, now: clock() }),
      needs.otherDossier && otherDossierOf(table, needs.otherDossier),
    ]);
    const now = clock().toISOString();
    const newId = randomUUID();
    const awaited = dossier && awaitedAmong(files, dossier, now);
    return {
      now,
      actor,
      newId,
      procedure,
      agency,
      competent,
      holder,
      successions,
      calendar,
      standsInFor,
      awaited,
      otherDossier: otherDossier || undefined,
      fingerprint: needs.fingerprint && fingerprintOf,
      applicantKey,
      filerKey,
    };
  }

  /** Draws a dossier code only for an accepted decision, so that rejected submissions use no number. */
  async function settle(
    dossier: Dossier | undefined,
    command: Command,
    context: Context,
    issuer: Needs['dossierCode'],
  ): Promise<Decision> {
    const dryRun = decide(dossier, command, context);
    if (!dryRun.ok || issuer === undefined) return dryRun;
    const dossierCode = await issueCode(table, codePattern, issuer, context.now);
    return decide(dossier, command, { ...context, dossierCode });
  }

  /** A rejected command may be a retry of one that succeeded and changed the state. */
  async function refusal(request: Request, rejection: Rejection): Promise<CommandOutcome> {
    const replay = await findReplay<Answer>(table, request.idempotency);
    if (replay?.found === 'same') return { ok: true, answer: replay.answer, replayed: true, events: [] };
    return { ok: false, rejection: replay === undefined ? await named(rejection) : { code: 'idempotency-key-reused' } };
  }

  /** With the names of the agencies that it speaks of, and of those that would have done. */
  async function named({ agencies = [], sought, ...rejection }: Rejection): Promise<Rejection> {
    const serving = sought ? servingAgencies(await procedures.directory(), sought, clock().toISOString()) : [];
    const known = [...(await Promise.all([...new Set(agencies)].map(procedures.agency))), ...serving];
    const names = known.flatMap((agency) => (agency ? [{ agencyId: agency.agencyId, name: agency.name }] : []));
    if (names.length === 0) return rejection;
    const details = { ...rejection.details, ...(serving.length > 0 && { serving: serving.map((s) => s.agencyId) }) };
    return { ...rejection, details: { ...details, agencies: names } };
  }

  /**
   * Applies what recorded decisions on force majeure demand before anything else happens to the dossier: in a transition of its own, and
   * only for a dossier that has not been reached yet.
   */
  async function overtake({ dossierId, idempotency }: Request, due: SuspensionCommand): Promise<void> {
    const key = `${due.type}:${due.suspensionId}:${dossierId}`;
    await attempt({
      ...{ dossierId, command: due, actor: FORCE_MAJEURE },
      idempotency: { scope: idempotency.scope, key, bodyHash: key },
    });
  }

  async function attempt(request: Request, overtaken = 0, before?: Reached): Promise<CommandOutcome> {
    const { dossierId, command, actor, expectedVersion } = request;
    const { dossier, files } = await loadFor(request);
    // One after the other: the decisions are in memory but once a minute.
    const suspensions = await procedures.suspensions();
    const decided = command.type !== 'suspend' && command.type !== 'lift-suspension' ? suspensions : [];
    const successions = decided.length > 0 ? await procedures.successions() : [];
    const closings = { successions, now: clock().toISOString() };
    if (dossier !== undefined && decided.length > 0 && overtaken < MOST_OVERTAKEN) {
      const procedure = await procedures.procedure(dossier.procedureCode, dossier.procedureVersion);
      const reached = before ?? { quietSince: dossier.updatedAt, by: [] };
      const due = suspensionDue(dossier, decided, procedure, closings, reached);
      if (due !== undefined) {
        await overtake(request, due);
        return attempt(request, overtaken + 1, { ...reached, by: [...reached.by, due.suspensionId] });
      }
    }
    const needs = needsOf(all, dossier, command);
    const context = await contextOf(dossier, files, needs, actor);
    const decision = await settle(dossier, command, context, needs.dossierCode);
    if (!decision.ok) return refusal(request, decision.rejection);
    if (expectedVersion !== undefined && dossier !== undefined && !hasSeen(dossier, expectedVersion)) {
      return refusal(request, { code: 'version-conflict', details: { version: dossier.version } });
    }
    const meta = {
      dossierId,
      occurredAt: context.now,
      actor: {
        kind: actor.kind,
        subject: actor.subject,
        ...(actor.kind === 'officer' && actor.official !== undefined && { official: actor.official }),
      },
      correlationId: correlationId(),
    };
    const recorded = record(dossier, decision.events, meta);
    if (recorded === undefined) throw new Error('a decision about nothing');
    if (recorded.events.length === 0) {
      return { ok: true, answer: answerOf(recorded.dossier), replayed: true, events: [] };
    }
    const whole = suspendedOnArrival(recorded, decided, { ...context, successions }, meta);
    return commit(table, whole, dossier, request, context.now, decision.kept);
  }

  return {
    load,
    execute: (request) => patiently(() => attempt(request)),
  };
}
