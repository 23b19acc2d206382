import { momentOf } from '../../shared/calendar/iso.ts';
import { openBranches } from '../../shared/dossier/state.ts';
import type { Agency, Branch, Step } from '../../shared/procedure/schema.ts';
import type { Course, Hand, Life } from './course.ts';
import { BrokenRule } from './fault.ts';
import { MANNERS } from './manners.ts';
import type { Office } from './staff.ts';

/** Share of its time another agency usually needs. */
const USUAL = 0.42;
const OPINION_HOURS = 16;

/** The step's branches go out to the other agencies at once; now and then somebody's opinion is asked for as well. */
export function* openAll(course: Course, step: Step, officer: Hand, office: Office): Life {
  const { chance, world } = course;
  for (const branch of step.branches ?? []) {
    if (branch.optional === true && !chance.happens(MANNERS.optionalBranch)) continue;
    const agency = agencyOf(course, branch, office.agency);
    const { branchId } = branch;
    const at = course.inOffice(office, chance.int(2, 20));
    yield { at, ...officer, agency, command: { type: 'open-branch', branchId, agencyId: agency.agencyId } };
  }
  if (course.procedure.immediate !== true && chance.happens(MANNERS.opinion)) {
    const others = world.places.of('department', 'province').filter((d) => d.agencyId !== office.agency.agencyId);
    const agency = chance.pick(others.length > 0 ? others : [world.places.centre]);
    const question = 'Đề nghị cho ý kiến về hồ sơ';
    const asked = { type: 'ask-opinion', agencyId: agency.agencyId, question, workingHours: OPINION_HOURS } as const;
    yield { at: course.inOffice(office, chance.int(10, 60)), ...officer, agency, command: asked };
  }
}

/** Each agency finishes in its own time; the step waits for the slowest. */
export function* finishBranches(course: Course): Life {
  const { chance, world, procedure } = course;
  const answers = openBranches(course.dossier).map(({ branchId, kind, agencyId, since }) => {
    const office = world.office(world.agency(agencyId));
    const branch = procedure.steps.flatMap((s) => s.branches ?? []).find((b) => b.branchId === branchId);
    const hours = branch?.workingHours ?? OPINION_HOURS;
    const minutes = hours * 60 * chance.around(USUAL * office.pace, 0.36);
    const disagrees = kind === 'opinion' && chance.happens(MANNERS.disagrees);
    const result = kind === 'branch' ? 'done' : disagrees ? 'disagreed' : 'agreed';
    return { branchId, office, result, at: course.inOffice(office, minutes, momentOf(since)) } as const;
  });
  for (const { branchId, office, result, at } of answers.sort((a, b) => a.at - b.at)) {
    const finished = at >= course.now ? at : course.inOffice(office, 10);
    const actor = chance.pick(office.people.handler);
    yield { at: finished, actor, command: { type: 'finish-branch', branchId, result } };
  }
}

/** Where a branch goes: up to the province, down to the commune, or to a neighbour on the same level. */
function agencyOf(course: Course, branch: Branch, holder: Agency): Agency {
  const { place, procedure, world, chance } = course;
  const level = branch.relation === 'same-level' ? holder.level : branch.relation === 'up' ? 'province' : 'commune';
  if (branch.relation === 'same-level' && branch.agencyKind === holder.kind) {
    const others = world.places.of(branch.agencyKind, level).filter((a) => a.agencyId !== holder.agencyId);
    if (others.length > 0) return chance.pick(others);
  }
  const agency = world.places.agencyFor(branch.agencyKind, level, place, procedure.field.code);
  if (agency !== undefined) return agency;
  throw new BrokenRule('every branch has an agency', `${procedure.procedureCode} ${branch.branchId} has none here`);
}
