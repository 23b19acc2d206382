import type { Appointment, Schedule } from './appointment.ts';
import type { Dossier, DossierBranch } from './state.ts';
import { statusIs } from './status.ts';

/** Every appointment stays in the list; the last one counts. */
export function promised(dossier: Dossier, appointment: Appointment): Partial<Dossier> {
  return { appointmentAt: appointment.appointmentAt, appointments: [...dossier.appointments, appointment] };
}

/** Pausing has an effect only while the clock runs; a second reason to pause does not change the time of the pause. */
export function pause(dossier: Dossier, at: string): Partial<Dossier> {
  return dossier.acceptedAt === undefined || dossier.pausedAt !== undefined ? {} : { pausedAt: at };
}

/** While the dossier is suspended, nothing lets its clock run. */
export function standing(dossier: Dossier, at: string): Dossier {
  const { suspension, acceptedAt, pausedAt, status } = dossier;
  if (suspension === undefined || acceptedAt === undefined || pausedAt !== undefined) return dossier;
  if (!statusIs(status, 'hasDeadlines')) return dossier;
  return { ...dossier, pausedAt: at, suspension: { ...suspension, stood: false } };
}

/** The clock resumes with new due dates. */
export function goOn(dossier: Dossier, { appointment, step, branches = [] }: Schedule): Partial<Dossier> {
  const due = step && dossier.step && { ...dossier.step, dueAt: step.dueAt, warnAt: step.warnAt };
  const moved = (branch: DossierBranch): DossierBranch => {
    const to = branch.finishedAt === undefined && branches.find((b) => b.branchId === branch.branchId);
    return to ? { ...branch, dueAt: to.dueAt, warnAt: to.warnAt } : branch;
  };
  return {
    pausedAt: undefined,
    ...(branches.length > 0 && { branches: dossier.branches.map(moved) }),
    ...(appointment !== undefined && promised(dossier, appointment)),
    ...(due !== undefined && { step: due }),
  };
}
