import type { Actor } from '../../shared/dossier/actor.ts';
import { mayRead } from '../../shared/dossier/rights.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { RejectedError } from '../../shared/platform/http/rejected.ts';

/**
 * The dossier, for those who may read it; for others there is none.
 * @throws RejectedError `dossier-not-found`
 */
export async function readable(
  load: (dossierId: string) => Promise<Dossier | undefined>,
  dossierId: string,
  actor: Actor,
) {
  const dossier = await load(dossierId);
  if (dossier === undefined || !mayRead(dossier, actor)) throw new RejectedError({ code: 'dossier-not-found' });
  return dossier;
}

/** Who may ask at all. */
export const READERS = {
  kind: 'token',
  citizen: true,
  officer: ['reception', 'handler', 'approver', 'administrator'],
  partner: ['dossiers.read'],
} as const;
