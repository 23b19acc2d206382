import { momentOf } from '../../shared/calendar/iso.ts';
import { openBranches } from '../../shared/dossier/state.ts';
import type { Agency, Branch, Step } from '../../shared/procedure/schema.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { BrokenRule } from './fault.ts';
import { leaderOf } from './interruptions.ts';
import type { ActingOfficer, Scenario, SimulatedDossier } from './simulated-dossier.ts';
import type { Office } from './staff.ts';

/** Share of its time another agency usually needs. */
const USUAL = 0.42;
const OPINION_HOURS = 16;

/** The step's branches are opened at other agencies at once; now and then an opinion is requested as well. */
export function* openAll(simulated: SimulatedDossier, step: Step, officer: ActingOfficer, office: Office): Scenario {
  const { chance, world } = simulated;
  for (const branch of step.branches ?? []) {
    if (branch.optional === true && !chance.happens(BEHAVIOUR_RATES.optionalBranch)) continue;
    const agency = agencyOf(simulated, branch, office.agency);
    const { branchId } = branch;
    const at = simulated.inOffice(office, chance.int(2, 20));
    yield { at, ...officer, agency, command: { type: 'open-branch', branchId, agencyId: agency.agencyId } };
  }
  if (simulated.procedure.immediate !== true && chance.happens(BEHAVIOUR_RATES.opinion)) {
    const others = world.places.of('department', 'province').filter((d) => d.agencyId !== office.agency.agencyId);
    const agency = chance.pick(others.length > 0 ? others : [world.places.centre]);
    const question = 'Đề nghị cho ý kiến về hồ sơ';
    const asked = { type: 'ask-opinion', agencyId: agency.agencyId, question, workingHours: OPINION_HOURS } as const;
    yield { at: simulated.inOffice(office, chance.int(10, 60)), ...officer, agency, command: asked };
  }
}

/** Each agency finishes in its own time; the step waits for the slowest. */
export function* finishBranches(simulated: SimulatedDossier): Scenario {
  const { chance, world, procedure } = simulated;
  const answers = openBranches(simulated.dossier).map(({ branchId, kind, agencyId, since, dueAt }) => {
    const office = world.office(world.agency(agencyId));
    const branch = procedure.steps.flatMap((s) => s.branches ?? []).find((b) => b.branchId === branchId);
    const hours = branch?.workingHours ?? OPINION_HOURS;
    const minutes = hours * 60 * chance.around(USUAL * office.pace, 0.36);
    const disagrees = kind === 'opinion' && chance.happens(BEHAVIOUR_RATES.disagrees);
    const result = kind === 'branch' ? 'done' : disagrees ? 'disagreed' : 'agreed';
    const due = momentOf(dueAt);
    const agrees = (branch?.whenSilent ?? (kind === 'opinion' ? procedure.silentOpinion : undefined)) !== undefined;
    const silent = chance.happens(BEHAVIOUR_RATES.agencySilent) && branch?.whenSilent !== 'awaited';
    const at = simulated.inOffice(office, minutes, momentOf(since));
    // An agency whose silence counts as consent answers in time, or never.
    return { branchId, office, result, silent, agrees, due, at: agrees ? Math.min(at, due - 60_000) : at } as const;
  });
  for (const { branchId, office, result, at, silent } of answers.sort((a, b) => a.at - b.at)) {
    if (silent) continue;
    const finished = at >= simulated.now ? at : simulated.inOffice(office, 10);
    const actor = chance.pick(office.people.handler);
    yield { at: finished, actor, command: { type: 'finish-branch', branchId, result } };
  }
  for (const { branchId, due, agrees } of answers.filter(({ silent }) => silent)) {
    yield* goOnWithout(simulated, branchId, due, agrees);
  }
}

/** The agency keeps silent: its time passes, and the head goes on without it unless the procedure takes that for consent. */
function* goOnWithout(simulated: SimulatedDossier, branchId: string, due: number, agrees: boolean): Scenario {
  const leader = leaderOf(simulated);
  const at = Math.max(simulated.now, due) + 3_600_000;
  const reason = 'Cơ quan được lấy ý kiến không trả lời trong thời hạn';
  const command = agrees
    ? ({ type: 'send-reminder', message: 'Đã quá thời hạn trả lời' } as const)
    : ({ type: 'cancel-branch', branchId, reason } as const);
  yield { at: leader.minutes((at - simulated.now) / 60_000), actor: leader.actor, command };
}

/** The agency of a branch: up to the province, down to the commune, or on the same level. */
export function agencyOf(simulated: SimulatedDossier, branch: Branch, holder: Agency): Agency {
  const { place, procedure, world, chance } = simulated;
  const level = branch.relation === 'same-level' ? holder.level : branch.relation === 'up' ? 'province' : 'commune';
  if (branch.relation === 'same-level' && branch.agencyKind === holder.kind) {
    const others = world.places.of(branch.agencyKind, level).filter((a) => a.agencyId !== holder.agencyId);
    if (others.length > 0) return chance.pick(others);
  }
  const agency = world.places.agencyFor(branch.agencyKind, level, place, procedure.field.code);
  if (agency !== undefined) return agency;
  throw new BrokenRule('every branch has an agency', `${procedure.procedureCode} ${branch.branchId} has none here`);
}
