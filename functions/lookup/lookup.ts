import { createHash, timingSafeEqual } from 'node:crypto';
import type { Dossier } from '../../shared/dossier/state.ts';
import { STATUSES } from '../../shared/dossier/status.ts';
import type { Handlers } from '../../shared/http/api.ts';
import { HttpProblem, RejectedError } from '../../shared/http/problem.ts';
import type { OwnerKeys } from '../../shared/identity/owner-key.ts';
import { completionOf } from './completion.ts';
import { type CounterNames, callerOf, type Limit, type RateLimiter } from './rate-limit.ts';
import type { routes } from './routes.ts';

export type Lookup = {
  readonly limiter: RateLimiter;
  readonly counterName: CounterNames;
  readonly ownerKeys: OwnerKeys;
  /** The dossier a code leads to. */
  readonly findCode: (dossierCode: string) => Promise<string | undefined>;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  readonly stepsOf: (procedureCode: string, version: number) => Promise<readonly string[]>;
};

/** A household or an office behind one address looks a few dossiers up; a program that tries identifiers does more. */
export const PER_CALLER: Limit = { most: 30, seconds: 60 };
/** Against trying identifiers on one code from many addresses. The owner may be kept out that long, no longer. */
export const PER_CODE: Limit = { most: 10, seconds: 600 };

/** Stands in for the dossier of a code that does not exist, so that both cases cost the same reads. */
const NOBODYS_DOSSIER = '00000000-0000-8000-8000-000000000000';

/**
 * Looks a dossier up without sign-in. Whoever does not know both code and identifier learns nothing, not even whether
 * the code exists: the answer, the reads and the comparison are the same.
 */
export function lookup(deps: Lookup): Handlers<typeof routes> {
  const { limiter, counterName, ownerKeys, findCode, loadDossier, stepsOf } = deps;

  async function admit(sourceIp: string, dossierCode: string): Promise<void> {
    const wait =
      (await limiter.take(await counterName('lookup-caller', callerOf(sourceIp)), PER_CALLER)) ??
      (await limiter.take(await counterName('lookup-code', dossierCode), PER_CODE));
    if (wait !== undefined) throw new HttpProblem('too-many-requests', [], { 'Retry-After': String(wait) });
  }

  return {
    lookUp: async ({ body, sourceIp, language }) => {
      await admit(sourceIp, body.dossierCode);
      const { personalId, taxCode = '' } = body;
      const claimed = await ownerKeys(
        personalId === undefined
          ? { kind: 'organisation', identifier: taxCode }
          : { kind: 'citizen', identifier: personalId },
      );
      const dossier = await loadDossier((await findCode(body.dossierCode)) ?? NOBODYS_DOSSIER);
      const owned = sameKey(claimed, dossier?.ownerKey ?? '');
      if (dossier === undefined || !owned) throw new RejectedError({ code: 'dossier-not-found' });
      const steps = await stepsOf(dossier.procedureCode, dossier.procedureVersion);
      const answer = {
        dossierCode: body.dossierCode,
        statusName: STATUSES[dossier.status].name[language],
        completion: completionOf(dossier, steps),
      };
      return { status: 200, body: answer };
    },
  };
}

/** Compares in constant time; both sides are hashed first so that their lengths are equal whatever they are. */
function sameKey(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
