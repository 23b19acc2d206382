import { createHash, timingSafeEqual } from 'node:crypto';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { STATUSES } from '../../../shared/dossier/status.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem, RejectedError } from '../../../shared/platform/http/problem.ts';
import type { OwnerKeys } from '../../../shared/platform/identity/owner-key.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
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
  readonly count: Count;
};

/** A household or an office behind one address looks a few dossiers up; a program that tries identifiers does more. */
export const PER_CALLER: Limit = { most: 30, seconds: 60 };
/** Against trying identifiers on one code from many addresses. The owner may be kept out that long, no longer. */
export const PER_CODE: Limit = { most: 10, seconds: 600 };

/** Against trying codes with one identifier from many addresses: more than anybody has dossiers to ask about at once. */
export const PER_IDENTIFIER: Limit = { most: 40, seconds: 600 };

/** Stands in for the dossier of a code that does not exist, so that both cases cost the same reads. */
const NOBODYS_DOSSIER = '00000000-0000-8000-8000-000000000000';

/**
 * Looks a dossier up without sign-in. Whoever does not know both code and identifier learns nothing, not even whether
 * the code exists: the answer, the reads and the comparison are the same.
 */
export function lookup(deps: Lookup): Handlers<typeof routes> {
  const { limiter, counterName, ownerKeys, findCode, loadDossier, stepsOf, count } = deps;

  const take = async (kind: string, value: string, limit: Limit) => limiter.take(await counterName(kind, value), limit);

  /** The caller's own limit first: a call that meets it must not use up what others have for the code or the person. */
  async function admit(sourceIp: string, dossierCode: string, claimed: string): Promise<void> {
    const own = await take('lookup-caller', callerOf(sourceIp), PER_CALLER);
    const waits =
      own !== undefined
        ? [own]
        : await Promise.all([
            take('lookup-code', dossierCode, PER_CODE),
            take('lookup-identifier', claimed, PER_IDENTIFIER),
          ]);
    const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
    if (wait === 0) return;
    count('LookupRefused');
    throw new HttpProblem('too-many-requests', [], { 'Retry-After': String(wait) });
  }

  return {
    lookUp: async ({ body, sourceIp, language }) => {
      const { personalId, taxCode = '' } = body;
      const claimed = await ownerKeys(
        personalId === undefined
          ? { kind: 'organisation', identifier: taxCode }
          : { kind: 'citizen', identifier: personalId },
      );
      await admit(sourceIp, body.dossierCode, claimed);
      const dossier = await loadDossier((await findCode(body.dossierCode)) ?? NOBODYS_DOSSIER);
      const owned = sameKey(claimed, dossier?.ownerKey ?? '');
      if (dossier === undefined || !owned) {
        count('LookupUnknown');
        throw new RejectedError({ code: 'dossier-not-found' });
      }
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
