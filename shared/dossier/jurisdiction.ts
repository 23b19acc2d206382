import type { DirectoryEntry } from '../procedure/directory.ts';
import type { Agency, AgencyKind, Procedure } from '../procedure/schema.ts';
import { dayInVietNam } from '../time/viet-nam.ts';
import type { Draft } from './commands.ts';
import { type Decision, reject } from './decision.ts';
import type { DossierEvent } from './events.ts';
import type { Sought } from './rejections.ts';
import type { Given } from './rule.ts';
import { inForce } from './successions.ts';

/** Kinds whose level is that of the procedures they decide; offices of ministries serve areas of their own making. */
const OF_THEIR_LEVEL: readonly AgencyKind[] = ['reception', 'commune', 'department'];

/** Whether another agency has its tasks at that moment. */
export const isClosed = ({ closed }: Pick<Agency, 'closed'>, now: string): boolean =>
  closed !== undefined && closed.on <= dayInVietNam(now);

export type Now = Pick<Given<'successions'>, 'now' | 'successions'>;
/** What a dossier is, as far as it decides which agencies may have it. */
type Matter = Now & { readonly procedure: Procedure; readonly place: string | undefined };

/** Who has the tasks of a closed agency now: its successor, or the successor of that one. */
export const heirOf = ({ successor }: NonNullable<Agency['closed']>, { now, successions = [] }: Now): string =>
  inForce(successor, successions, now);

/** A closed agency gets no new work; the rejection says who does instead. */
export function refuseClosed({ agencyId, closed }: Agency, given: Now, field: string): Decision | undefined {
  if (closed === undefined || !isClosed({ closed }, given.now)) return undefined;
  const successor = heirOf(closed, given);
  return reject('agency-closed', {
    fields: [field],
    details: { successor, on: closed.on },
    agencies: [agencyId, successor],
  });
}

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
  given: Now,
): Decision | undefined {
  const matter = { procedure, place, ...given };
  const refused = refuseDesk(receiving, given, 'receivingAgency');
  if (refused !== undefined) return refused;
  if (competent === undefined) return refuseCompetence(receiving, matter, 'receivingAgency');
  const ended = refuseClosed(competent, given, 'competentAgency');
  if (ended !== undefined) return ended;
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
  return refuseDesk(to, matter, 'agencyId') ?? refuseCompetence(to, matter, 'agencyId');
}

function refuseDesk(agency: Agency, given: Now, field: string): Decision | undefined {
  if (agency.kind !== 'reception') return reject('not-a-reception', { fields: [field] });
  return refuseClosed(agency, given, field);
}

function refuseCompetence({ agencyId, kind, level, area }: Agency, { procedure, place }: Matter, field: string) {
  const ofLevel = OF_THEIR_LEVEL.includes(kind);
  const sought = { kind, level: ofLevel ? procedure.level : level, place };
  if (level !== procedure.level && ofLevel) {
    return reject('wrong-level', { fields: [field], details: { level: procedure.level }, sought });
  }
  if (place === undefined || area === undefined || area.includes(place)) return undefined;
  return reject('outside-jurisdiction', { fields: [field], details: { place }, agencies: [agencyId], sought });
}

/**
 * The agencies that would have done. One without an area serves everybody only where it is the province's own desk: of others the
 * file does not say whom they serve.
 */
export const servingAgencies = (
  agencies: readonly DirectoryEntry[],
  { kind, level, place }: Sought,
  now: string,
): readonly DirectoryEntry[] =>
  agencies.filter((agency) => {
    if (agency.kind !== kind || agency.level !== level || isClosed(agency, now)) return false;
    if (agency.area === undefined) return kind === 'reception' && level === 'province';
    return place !== undefined && agency.area.includes(place);
  });

/**
 * Filing is the applicant's and stands: what is addressed to a closed agency goes on to the one that has its tasks, in the same
 * transaction. The code it got names the agency it was addressed to.
 */
export function toSuccessors(given: Given<'agency' | 'competent' | 'successions'>): readonly DossierEvent[] {
  return [given.agency, given.competent].flatMap((addressed): readonly DossierEvent[] => {
    if (addressed?.closed === undefined || !isClosed(addressed, given.now)) return [];
    const { agencyId: fromAgency, closed } = addressed;
    return [{ type: 'transferred', cause: 'succession', fromAgency, agencyId: heirOf(closed, given) }];
  });
}
