import type { Dossier } from '../../../shared/dossier/state.ts';
import type { RecordedHandOver } from '../content/case.ts';

type Stay = Dossier['completedSteps'][number] | NonNullable<Dossier['step']>;

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

/** From reception through the steps, and back to reception with the result. */
function mainLine(dossier: Dossier): readonly RecordedHandOver[] {
  const { receivingAgency, completedAt } = dossier;
  const stays = staysOf(dossier);
  const onward = stays.map((stay, index): RecordedHandOver => {
    const before = stays[index - 1];
    const from = { agencyId: before?.agencyId ?? receivingAgency };
    return { at: stay.since, from, to: { agencyId: stay.agencyId }, ...leaving(before) };
  });
  const last = stays.at(-1);
  if (completedAt === undefined || last === undefined) return onward;
  const back = { from: { agencyId: last.agencyId }, to: { agencyId: receivingAgency } };
  return [...onward, { at: completedAt, ...back, ...leaving(last) }];
}

/** To the other agency, and back to the waiting step. */
function besideIt(dossier: Dossier, notes: Readonly<Record<string, string>>): readonly RecordedHandOver[] {
  const stays = staysOf(dossier);
  return dossier.branches.flatMap((branch): readonly RecordedHandOver[] => {
    const lead = stays.findLast((stay) => stay.stepId === branch.stepId && stay.since <= branch.since);
    if (lead === undefined) return [];
    const ends = { from: { agencyId: lead.agencyId }, to: { agencyId: branch.agencyId } };
    const note = notes[branch.branchId];
    const out = { at: branch.since, ...ends, note };
    if (branch.finishedAt === undefined) return [out];
    return [out, { at: branch.finishedAt, from: ends.to, to: ends.from, timeliness: branch.timeliness, note }];
  });
}

/**
 * All hand-overs of a dossier in chronological order: the lines of the control slip.
 * @param notes Remark per branch id: the name of the branch.
 */
export function handOversOf(
  dossier: Dossier,
  notes: Readonly<Record<string, string>> = {},
): readonly RecordedHandOver[] {
  return [...mainLine(dossier), ...besideIt(dossier, notes)].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
