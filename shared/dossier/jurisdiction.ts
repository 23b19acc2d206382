import type { Agency, AgencyKind, Procedure } from '../procedure/schema.ts';
import { dayInVietNam } from '../time/viet-nam.ts';
import type { Draft } from './commands.ts';
import { type Decision, reject } from './decision.ts';

/** Kinds whose level is that of the procedures they decide; offices of ministries serve areas of their own making. */
const OF_THEIR_LEVEL: readonly AgencyKind[] = ['reception', 'commune', 'department'];

/** Whether another agency has its tasks at that moment. */
export const isClosed = ({ closed }: Agency, now: string): boolean =>
  closed !== undefined && closed.on <= dayInVietNam(now);

/** What a dossier is, as far as it decides which agencies may have it. */
type Matter = { readonly procedure: Procedure; readonly place: string | undefined; readonly now: string };

/**
 * The agencies of a new dossier: the receiving one is a one-stop shop. Reception does not depend on boundaries inside the
 * province, so it may be any; one that is not competent itself names the agency that is.
 * Source: Decree 309/2026/NĐ-CP, second-hand.
 */
export function refuseAgencies(
  { place }: Pick<Draft, 'place'>,
  procedure: Procedure,
  receiving: Agency,
  competent: Agency | undefined,
  now: string,
): Decision | undefined {
  const matter = { procedure, place, now };
  const refused = refuseDesk(receiving, now, 'receivingAgency');
  if (refused !== undefined) return refused;
  if (competent === undefined) return refuseCompetence(receiving, matter, 'receivingAgency');
  if (isClosed(competent, now)) return closed(competent, 'competentAgency');
  const deciding = new Set<AgencyKind>(['reception', ...procedure.steps.map((step) => step.agencyKind)]);
  if (!deciding.has(competent.kind)) {
    return reject('not-competent', { fields: ['competentAgency'], details: { kinds: [...deciding] } });
  }
  return refuseCompetence(competent, matter, 'competentAgency');
}

/**
 * The addressee of an imported dossier. Its applicant cannot be asked to choose again: a reception of the wrong level or place
 * takes it and transfers it, the successor of a closed one gets it, and only what is no reception is refused to the sender.
 */
export const refuseAddressee = ({ kind }: Agency): Decision | undefined =>
  kind === 'reception' ? undefined : reject('not-a-reception', { fields: ['receivingAgency'] });

/** A reception to which a dossier is transferred is competent itself. */
export function refuseTransferTo(to: Agency, matter: Matter): Decision | undefined {
  return refuseDesk(to, matter.now, 'agencyId') ?? refuseCompetence(to, matter, 'agencyId');
}

function refuseDesk(agency: Agency, now: string, field: string): Decision | undefined {
  if (agency.kind !== 'reception') return reject('not-a-reception', { fields: [field] });
  return isClosed(agency, now) ? closed(agency, field) : undefined;
}

function refuseCompetence({ kind, level, area }: Agency, { procedure, place }: Matter, field: string) {
  if (level !== procedure.level && OF_THEIR_LEVEL.includes(kind)) {
    return reject('wrong-level', { fields: [field], details: { level: procedure.level } });
  }
  if (place === undefined || area === undefined || area.includes(place)) return undefined;
  return reject('outside-jurisdiction', { fields: [field], details: { place } });
}

const closed = ({ closed: end }: Agency, field: string) =>
  reject('agency-closed', { fields: [field], ...(end && { details: { successor: end.successor, on: end.on } }) });
