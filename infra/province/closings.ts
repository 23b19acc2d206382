import type { Agency } from '../../shared/procedure/schema.ts';
import { communesOf } from './generated-agencies.ts';
import type { ProvinceFile } from './schema.ts';

/** What is wrong in the list of agencies: where, and which rule. */
export type AgencyFault = { readonly path: readonly (string | number)[]; readonly says: string };

/**
 * Faults of closings and areas. The tasks of a closed agency pass to one that can have them: an agency of the file, of the same
 * kind and level, which still exists on that day. Closings that lead back to their beginning leave the tasks with no agency. An open
 * agency serves communes that the province has; a closed one may name former ones.
 */
export function wrongAgencies({ agencies, code }: Pick<ProvinceFile, 'agencies' | 'code'>): readonly AgencyFault[] {
  const known = new Map(agencies.map((agency) => [agency.agencyId, agency]));
  const communes = new Set(communesOf(code).map(([commune]) => commune));
  return agencies.flatMap((agency, index) => {
    const { closed, area = [] } = agency;
    const at = (field: string, says: string): AgencyFault => ({ path: ['agencies', index, ...field.split('.')], says });
    if (closed === undefined) {
      const unknown = area.filter((commune) => !communes.has(commune));
      if (unknown.length === 0) return [];
      return [at('area', `${agency.agencyId} serves communes that the province has not: ${unknown.join(', ')}`)];
    }
    const says = wrongSuccessor(agency, closed, known);
    return says === undefined ? [] : [at('closed.successor', says)];
  });
}

function wrongSuccessor(
  { agencyId, kind, level }: Agency,
  { on, successor: successorId }: NonNullable<Agency['closed']>,
  known: ReadonlyMap<string, Agency>,
): string | undefined {
  const successor = known.get(successorId);
  if (successor === undefined)
    return `the successor of ${agencyId} must be an agency of this file, and ${successorId} is none`;
  if (comesBack(agencyId, known)) return `the closings that begin with ${agencyId} lead back to it`;
  if (successor.kind !== kind) {
    return `the successor of ${agencyId} must be of its kind, ${kind}, and ${successorId} is of kind ${successor.kind}`;
  }
  if (successor.level !== level) {
    return `the successor of ${agencyId} must be of its level, ${level}, and ${successorId} is of level ${successor.level}`;
  }
  if (successor.closed !== undefined && successor.closed.on <= on) {
    return `the successor of ${agencyId} must exist on ${on}, and ${successorId} is closed on ${successor.closed.on}`;
  }
  return undefined;
}

function comesBack(agencyId: string, known: ReadonlyMap<string, Agency>): boolean {
  const seen = new Set<string>();
  let next = known.get(agencyId)?.closed?.successor;
  while (next !== undefined && !seen.has(next)) {
    if (next === agencyId) return true;
    seen.add(next);
    next = known.get(next)?.closed?.successor;
  }
  return false;
}
