import type { OfficerRole } from '../../../shared/dossier/actor.ts';
import type { KnownOfficer } from '../../../shared/record/officers.ts';
import type { At, Choices } from './choices.ts';

/** Officers of the agency who may do the step, whom the dossier was with there, and the caller. */
export function officersFor({ dossier, procedure, given, officers = [] }: At): Choices {
  const { assignee, stepId, agencyId } = dossier.step ?? {};
  const roles: readonly OfficerRole[] = procedure.steps.find((step) => step.stepId === stepId)?.roles ?? [];
  const fitting = officers.filter((one) => one.roles.some((role) => roles.includes(role)));
  const here = dossier.completedSteps.filter((step) => step.agencyId === agencyId);
  const known = [...here.map(({ handedBy }) => handedBy), given.actor.subject];
  const others = known.filter((subject) => !fitting.some(({ officer }) => officer === subject));
  const offered = [...fitting.map(({ officer }) => officer), ...new Set(others)];
  return {
    officers: offered.filter((officer) => officer !== assignee).map((officer) => choiceOf(officer, officers)),
    ...(assignee !== undefined && { required: ['reason'] }),
  };
}

function choiceOf(subject: string, officers: readonly KnownOfficer[]): NonNullable<Choices['officers']>[number] {
  const { name, title } = officers.find(({ officer }) => officer === subject) ?? {};
  return { officer: subject, ...(name !== undefined && { name }), ...(title !== undefined && { title }) };
}
