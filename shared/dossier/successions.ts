import type { Agency } from '../procedure/schema.ts';
import { dayInVietNam } from '../time/viet-nam.ts';
import type { Actor } from './actor.ts';

/** An agency with the day of its closing, and the one that has its tasks from that day. Dated data of the province's file. */
export type Succession = { readonly agencyId: string; readonly on: string; readonly successor: string };

export const successionsOf = (agencies: readonly Pick<Agency, 'agencyId' | 'closed'>[]): readonly Succession[] =>
  agencies.flatMap(({ agencyId, closed }) => (closed === undefined ? [] : [{ agencyId, ...closed }]));

/**
 * The agencies that one acts for at that moment, itself first: those closed by then whose tasks it has, directly or through
 * another that was closed in turn. The only place that decides this; a circle in the data ends the search.
 */
export function actsFor(agencyId: string, successions: readonly Succession[], now: string): readonly string[] {
  const today = dayInVietNam(now);
  const found = [agencyId];
  // Grows while it is read.
  for (const one of found) {
    const closed = successions.filter(({ successor, on }) => successor === one && on <= today);
    found.push(...closed.map((succession) => succession.agencyId).filter((id) => !found.includes(id)));
  }
  return found;
}

/** The agency that has the tasks of one at that moment: itself while it is open, else the last of its successors. */
export function inForce(agencyId: string, successions: readonly Succession[], now: string): string {
  return lineOf(agencyId, successions, now).at(-1) ?? agencyId;
}

/** An agency, and those that had its tasks after it, up to that moment. */
function lineOf(agencyId: string, successions: readonly Succession[], now: string): readonly string[] {
  const today = dayInVietNam(now);
  const line = [agencyId];
  for (const one of line) {
    const next = successions.find((succession) => succession.agencyId === one && succession.on <= today)?.successor;
    if (next !== undefined && !line.includes(next)) line.push(next);
  }
  return line;
}

/** The agencies, and all that have their tasks at that moment. */
export const withSuccessors = (
  agencyIds: readonly string[],
  successions: readonly Succession[],
  now: string,
): readonly string[] => [...new Set(agencyIds.flatMap((agencyId) => lineOf(agencyId, successions, now)))];

/**
 * The actor with what their agency may do for agencies that were closed: an officer has the same roles there, a system acts
 * for them. Roles are at an agency itself: who is above the successor is not thereby above the closed one.
 */
export function actingFor<A extends Actor>(actor: A, successions: readonly Succession[], now: string): A {
  if (successions.length === 0) return actor;
  if (actor.kind === 'officer') {
    const roles = actor.roles.flatMap((held) =>
      actsFor(held.agencyId, successions, now).map((agencyId) => ({ ...held, agencyId })),
    );
    return { ...actor, roles };
  }
  if (actor.kind === 'partner') return { ...actor, actsFor: actsFor(actor.agencyId, successions, now).slice(1) };
  return actor;
}
