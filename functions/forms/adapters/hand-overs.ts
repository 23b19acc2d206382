import type { EventForApplicant } from '../../../shared/dossier/audiences.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Case, RecordedHandOver } from '../content/case.ts';

type Stay = Dossier['completedSteps'][number] | NonNullable<Dossier['step']>;

type Transfer = Extract<EventForApplicant, { readonly type: 'transferred' }>;

/**
 * The agency that a part of the dossier had at a moment. The dossier names the one that has it now, or had it when it was done.
 * @param until when the part was done; later transfers are of other parts
 */
function agencyAt(now: string, at: string, transfers: readonly Transfer[], until?: string): string {
  const since = transfers.filter(({ occurredAt }) => occurredAt > at && (until === undefined || occurredAt <= until));
  return since.toReversed().reduce((one, { agencyId, fromAgency }) => (one === agencyId ? fromAgency : one), now);
}

/** What an event adds to a hand-over: who handed over, and whether the dossier went back. */
type Told = { readonly officer?: string | undefined; readonly sentBack?: true };

const HANDS_OVER = ['forwarded', 'sent-back', 'completed'] as const;
const isHandOver = ({ type }: EventForApplicant) => (HANDS_OVER as readonly string[]).includes(type);

const toldBy = ({ type, actor }: EventForApplicant): Told => ({
  officer: actor.official?.name ?? actor.official?.title,
  ...(type === 'sent-back' && { sentBack: true }),
});

/** By the moment of the hand-over on the main line, and by id and type for branches. */
function toldOf(log: readonly EventForApplicant[]): ReadonlyMap<string, Told> {
  const told = new Map<string, Told>();
  for (const event of log) {
    if (isHandOver(event)) told.set(event.occurredAt, toldBy(event));
    if (event.type === 'branch-opened' || event.type === 'branch-finished') {
      told.set(`${event.branchId} ${event.type}`, toldBy(event));
    }
  }
  return told;
}

/** Whether the sender kept its due moment; an open step has not handed over yet. */
function leaving(stay: Stay | undefined): Pick<RecordedHandOver, 'timeliness'> {
  return { timeliness: stay !== undefined && 'timeliness' in stay ? stay.timeliness : undefined };
}

/** Every step the dossier was at. A completed dossier keeps its last step, which counts as left. */
function staysOf({ completedSteps, step }: Dossier): readonly Stay[] {
  const last = completedSteps.at(-1);
  const left = last?.stepId === step?.stepId && last?.since === step?.since;
  return step === undefined || left ? completedSteps : [...completedSteps, step];
}

const SENT_BACK = 'Trả lại bước trước';
const RECEPTION = 'Tiếp nhận hồ sơ';
const RETURN = 'Trả kết quả';
const OUTCOMES = { granted: 'Kết quả: đã giải quyết', denied: 'Kết quả: không giải quyết' } as const;
const OPINION = 'Lấy ý kiến';
const CAUSES = { competence: 'Chuyển đến nơi có thẩm quyền', succession: 'Cơ quan kế thừa nhận' } as const;

/** Names of the steps and branches of a procedure; of an opinion that was asked for, what it is. */
function namesIn({ dossier, procedure }: Pick<Case, 'dossier' | 'procedure'>) {
  const steps = new Map(procedure.steps.map(({ stepId, name }) => [stepId, name.vi]));
  const branches = new Map(
    procedure.steps.flatMap(({ branches = [] }) => branches.map((b) => [b.branchId, b.name.vi])),
  );
  for (const { branchId, kind } of dossier.branches) if (kind === 'opinion') branches.set(branchId, OPINION);
  return { step: (stepId: string) => steps.get(stepId), branch: (branchId: string) => branches.get(branchId) };
}
type NamesIn = ReturnType<typeof namesIn>;

/** From reception through the steps, and back to reception with the result. */
function mainLine(
  { receivingAgency, completedAt, outcome, ...dossier }: Dossier,
  names: NamesIn,
  told: ReadonlyMap<string, Told>,
  transfers: readonly Transfer[],
): readonly RecordedHandOver[] {
  const stays = staysOf({ receivingAgency, ...dossier });
  const onward = stays.map((stay, index): RecordedHandOver => {
    const before = stays[index - 1];
    const { officer, sentBack } = told.get(stay.since) ?? {};
    const giver =
      before === undefined
        ? { agencyId: agencyAt(receivingAgency, stay.since, transfers), step: RECEPTION }
        : { agencyId: before.agencyId, step: names.step(before.stepId) };
    const until = stays[index + 1]?.since;
    return {
      at: stay.since,
      from: { ...giver, officer },
      to: { agencyId: agencyAt(stay.agencyId, stay.since, transfers, until), step: names.step(stay.stepId) },
      ...leaving(before),
      note: sentBack && SENT_BACK,
    };
  });
  const last = stays.at(-1);
  if (completedAt === undefined || last === undefined) return onward;
  const { officer } = told.get(completedAt) ?? {};
  const from = { agencyId: last.agencyId, step: names.step(last.stepId), officer };
  const note = outcome && OUTCOMES[outcome];
  return [
    ...onward,
    { at: completedAt, from, to: { agencyId: receivingAgency, step: RETURN }, ...leaving(last), note },
  ];
}

/** From one agency to the one that took its place: of reception, or of the step that the dossier was at. */
function betweenAgencies(
  dossier: Dossier,
  names: NamesIn,
  transfers: readonly Transfer[],
): readonly RecordedHandOver[] {
  const stays = staysOf(dossier);
  return transfers.flatMap((transfer): readonly RecordedHandOver[] => {
    const { occurredAt: at, cause, fromAgency, agencyId, actor } = transfer;
    const current = stays.findLastIndex(({ since }) => since <= at);
    const stay = stays[current];
    const ofStep = stay && agencyAt(stay.agencyId, at, transfers, stays[current + 1]?.since) === agencyId;
    const ofReception = agencyAt(dossier.receivingAgency, at, transfers) === agencyId;
    if (!ofStep && !ofReception) return [];
    const step = ofStep ? names.step(stay.stepId) : RECEPTION;
    const from = { agencyId: fromAgency, step, officer: actor.official?.name ?? actor.official?.title };
    return [{ at, from, to: { agencyId, step }, note: CAUSES[cause] }];
  });
}

/** To the other agency, and back to the waiting step. */
function besideIt(dossier: Dossier, names: NamesIn, told: ReadonlyMap<string, Told>): readonly RecordedHandOver[] {
  const stays = staysOf(dossier);
  return dossier.branches.flatMap((branch): readonly RecordedHandOver[] => {
    const { branchId, stepId, agencyId, since, finishedAt, timeliness } = branch;
    const lead = stays.findLast((stay) => stay.stepId === stepId && stay.since <= since);
    if (lead === undefined) return [];
    const waiting = { agencyId: lead.agencyId, step: names.step(stepId) };
    const asked = { agencyId, step: names.branch(branchId) };
    const opened = { ...waiting, officer: told.get(`${branchId} branch-opened`)?.officer };
    const out = { at: since, from: opened, to: asked };
    if (finishedAt === undefined) return [out];
    const finished = { ...asked, officer: told.get(`${branchId} branch-finished`)?.officer };
    return [out, { at: finishedAt, from: finished, to: waiting, timeliness }];
  });
}

/**
 * All hand-overs of a dossier in chronological order: the lines of the control slip.
 * @param log Its events: who handed over, and what was sent back.
 */
export function handOversOf(
  of: Pick<Case, 'dossier' | 'procedure'>,
  log: readonly EventForApplicant[] = [],
): readonly RecordedHandOver[] {
  const names = namesIn(of);
  const told = toldOf(log);
  const transfers = log.filter((event) => event.type === 'transferred');
  return [
    ...mainLine(of.dossier, names, told, transfers),
    ...betweenAgencies(of.dossier, names, transfers),
    ...besideIt(of.dossier, names, told),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
