import { paperDueAt } from '../calendar/deadline.ts';
import type { Calendar } from '../calendar/schema.ts';
import { type WorkingTime, workingTime } from '../calendar/working-time.ts';
import type { Agency, Procedure } from '../procedure/schema.ts';
import { type Actor, administers, holdsRole } from './actor.ts';
import type { Appointment } from './appointment.ts';
import { accept, type Decision, reject, wrongStatus } from './decision.ts';
import { heirOf, isClosed, type Now, refuseTransferTo } from './jurisdiction.ts';
import { receptionDue } from './reception-deadline.ts';
import { WHENEVER } from './refuse-now.ts';
import { atReception } from './rights.ts';
import { ANYWHERE, type CommandOf, type Given, HERE, rule } from './rule.ts';
import { wholeTimeFrom } from './schedule.ts';
import { agenciesAtWork, type Dossier } from './state.ts';
import { isFinal } from './status.ts';

/** Another agency takes the place of one: the competent reception, or the successor of an agency that was closed. */
export const TRANSFER_RULES = {
  transfer: rule<'transfer'>()({
    needs: ({ agencyId }) => ({ calendar: true, agency: agencyId, successions: true }),
    may: atReception,
    refuseNow(dossier, { calendar }) {
      const waitsAtReception = dossier.status === 'submitted' || dossier.status === 'accepted';
      if (!waitsAtReception || dossier.step !== undefined) return wrongStatus(dossier);
      return isPromised(dossier) && calendar === undefined ? reject('no-calendar') : undefined;
    },
    ...HERE,
    decide: transfer,
  }),
  'move-to-successor': rule<'move-to-successor'>()({
    needs: ({ agencyId }) => ({ agency: agencyId, successions: true }),
    // Whether at this agency or its successor, which the command names, is for the decision.
    may: (_, { actor }) => actor.kind !== 'citizen',
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide: moveToSuccessor,
  }),
};

const isPromised = ({ appointmentAt, pausedAt }: Dossier) => appointmentAt !== undefined && pausedAt === undefined;

/** Only before the first step: afterwards the agencies of the steps have it, and a wrong one sends it back. */
function transfer(
  dossier: Dossier,
  { agencyId, reason }: CommandOf<'transfer'>,
  { agency, calendar, now, successions }: Given<'agency' | 'calendar' | 'successions'>,
  procedure: Procedure,
): Decision {
  if (agency?.agencyId !== agencyId) return reject('unknown-agency', { fields: ['agencyId'] });
  if (agencyId === dossier.receivingAgency) return reject('no-change', { fields: ['agencyId'] });
  const refused = refuseTransferTo(agency, { procedure, place: dossier.place, now, successions });
  if (refused !== undefined) return refused;
  const promised = isPromised(dossier);
  if (promised && calendar === undefined) return reject('no-calendar');
  const arrives = calendar === undefined ? now : arrivalOf(dossier, workingTime(calendar, agencyId), now);
  return accept({
    type: 'transferred',
    cause: 'competence',
    fromAgency: dossier.receivingAgency,
    agencyId,
    reason,
    ...(promised &&
      calendar !== undefined && { appointment: onArrival(dossier, agencyId, calendar, arrives, procedure) }),
    ...(dossier.status === 'submitted' && receptionDue(agencyId, calendar, arrives, procedure)),
  });
}

/**
 * The clock starts when the competent agency gets the dossier: paper when it must be there (the 15:00 rule), else at once.
 * Source: Decree 309/2026/NĐ-CP, second-hand.
 */
const arrivalOf = ({ channel }: Dossier, wt: WorkingTime, now: string): string =>
  channel === 'online' ? now : paperDueAt(wt, now);

const onArrival = (
  { appointmentAt }: Dossier,
  agencyId: string,
  calendar: Calendar,
  arrives: string,
  procedure: Procedure,
): Appointment =>
  wholeTimeFrom(workingTime(calendar, agencyId), calendar, 'received', arrives, procedure, appointmentAt);

/** Whether the actor may have the successor of an agency take its place. */
export const maySucceed = (actor: Actor, { agencyId, closed }: Agency, given: Now): boolean =>
  actor.kind === 'system' ||
  administers(actor, agencyId) ||
  (closed !== undefined && holdsRole(actor, heirOf(closed, given), ['reception', 'approver']));

function moveToSuccessor(
  dossier: Dossier,
  { agencyId }: CommandOf<'move-to-successor'>,
  given: Given<'agency' | 'successions'>,
): Decision {
  const { agency, actor, now } = given;
  if (agency === undefined || !maySucceed(actor, agency, given)) return reject('not-allowed');
  // A draft goes to the successor when it is submitted.
  if (dossier.status === 'draft' || isFinal(dossier.status)) return wrongStatus(dossier);
  if (agency.closed === undefined || !isClosed(agency, now)) {
    return reject('agency-not-closed', { fields: ['agencyId'] });
  }
  if (!agenciesAtWork(dossier).includes(agencyId)) return reject('no-change', { fields: ['agencyId'] });
  return accept({
    type: 'transferred',
    cause: 'succession',
    fromAgency: agencyId,
    agencyId: heirOf(agency.closed, given),
  });
}
