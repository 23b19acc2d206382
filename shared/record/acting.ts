import { actingFor } from '../dossier/successions.ts';
import type { Acting } from '../platform/http/access.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * Gives officers and systems of a successor what the closed agency could do, from the day of its closing and for every dossier,
 * moved or not, open or ended. One cached read; none for applicants.
 */
export function actingBy({ successions }: Pick<Catalogue, 'successions'>, clock = () => new Date()): Acting {
  return async (caller) =>
    caller.kind === 'citizen' ? caller : actingFor(caller, await successions(), clock().toISOString());
}
