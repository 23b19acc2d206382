import { createHash, timingSafeEqual } from 'node:crypto';
import { optional } from '../../../shared/dossier/decision.ts';
import { missedPromise } from '../../../shared/dossier/overdue.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { statusName } from '../../../shared/dossier/status.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import type { CallerAddress } from '../../../shared/platform/http/caller-address.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import { type OwnerKeys, ownerOf } from '../../../shared/platform/identity/owner-key.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { Language } from '../../../shared/text/text.ts';
import { allowedActions } from '../allowed/allowed-actions.ts';
import { nextFor } from '../next/next.ts';
import { completionOf } from './completion.ts';
import { allowances, type Kiosks } from './kiosks.ts';
import { type CounterNames, callerOf, type Limit, type RateLimiter } from './rate-limit.ts';
import type { routes } from './routes.ts';

export type Lookup = {
  readonly limiter: RateLimiter;
  readonly counterName: CounterNames;
  readonly callerAddress: CallerAddress;
  /** The kiosks of the province's halls. */
  readonly kiosks: Kiosks;
  readonly ownerKeys: OwnerKeys;
  /** The dossier with a given code. */
  readonly findCode: (dossierCode: string) => Promise<string | undefined>;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  readonly procedures: Pick<Catalogue, 'procedure' | 'calendar' | 'directory'>;
  readonly count: Count;
  readonly clock: () => Date;
};

/** Limit per IP address: enough for a household or an office, too little for a program that enumerates identifiers. */
export const PER_CALLER: Limit = { most: 30, seconds: 60 };
/** Limit per code, against guessing identifiers from many addresses. Locks the owner out for at most this window. */
export const PER_CODE: Limit = { most: 10, seconds: 600 };

/** Limit per identifier, against guessing codes from many addresses: more than one person needs at a time. */
export const PER_IDENTIFIER: Limit = { most: 40, seconds: 600 };

/** Placeholder for a code that does not exist, so that both cases cost the same reads. */
const NOBODYS_DOSSIER = '00000000-0000-8000-8000-000000000000';

/**
 * Looks a dossier up without sign-in. A caller who does not know both code and identifier learns nothing, not even whether the
 * code exists: response, reads and comparison are the same.
 */
export function lookup(deps: Lookup): Handlers<typeof routes> {
  const { limiter, counterName, callerAddress, ownerKeys, findCode, loadDossier, procedures, count, clock } = deps;
  const limitOf = allowances(deps.kiosks, PER_CALLER);

  const take = async (kind: string, value: string, limit: Limit) => limiter.take(await counterName(kind, value), limit);

  /** The caller's own limit first: a rate-limited call must not consume the limit of the code or the person. */
  async function admit(address: string, dossierCode: string, claimed: string): Promise<void> {
    const caller = callerOf(address);
    const own = await take('lookup-caller', caller, limitOf(caller));
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

  /** How far it is, and what its owner has to do: as the owner's own account is told, with nothing personal in it. */
  async function progressOf(dossier: Dossier, ownerKey: string, now: string, language: Language) {
    const [procedure, calendar, agencies] = await Promise.all([
      procedures.procedure(dossier.procedureCode, dossier.procedureVersion),
      procedures.calendar(),
      procedures.directory(),
    ]);
    const actor = { kind: 'citizen', subject: 'lookup', ownerKey } as const;
    const context = { now, actor, newId: '', procedure, calendar };
    const about = { agencies, language };
    const { reader: _, ...next } = nextFor(dossier, context, about, allowedActions(dossier, context, about));
    const steps = procedure?.steps.map(({ stepId }) => stepId) ?? [];
    return { completion: completionOf(dossier, steps), next };
  }

  return {
    lookUp: async (call) => {
      const { body, language } = call;
      const claimed = await ownerKeys(ownerOf({ name: '', identity: body.identity }));
      await admit(await callerAddress(call), body.dossierCode, claimed);
      const dossier = await loadDossier((await findCode(body.dossierCode)) ?? NOBODYS_DOSSIER);
      const owned = [dossier?.ownerKey, dossier?.filerKey].map((key) => sameKey(claimed, key ?? '')).includes(true);
      if (dossier === undefined || !owned) {
        count('LookupUnknown');
        throw new RejectedError({ code: 'dossier-not-found' });
      }
      const now = clock().toISOString();
      const answer = {
        dossierCode: body.dossierCode,
        status: dossier.status,
        statusName: statusName(dossier.status, dossier.returnReason, language),
        late: missedPromise(dossier, now) !== undefined,
        ...optional('appointmentAt', dossier.appointmentAt),
        ...(await progressOf(dossier, claimed, now, language)),
      };
      return { status: 200, body: answer };
    },
  };
}

/** Constant-time comparison; both sides are hashed first so that their lengths are equal. */
function sameKey(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
