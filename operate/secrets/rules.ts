import * as z from 'zod/mini';
import { signerSecret } from '../../functions/forms/issuing/signing.ts';
import { PORTAL_CONTRACTS, PORTAL_SECRET } from '../../functions/national-portal/contracts/registry.ts';
import { channelSecret, NOTICE_CHANNELS } from '../../functions/notifications/channels/registry.ts';
import { PROVIDERS, providerSecret } from '../../functions/payments/providers/registry.ts';
import { CARRIERS, carrierSecret } from '../../functions/postal/carriers/registry.ts';
import { CLIENT_SECRET, clientSecretSchema } from '../../functions/sessions/client-config.ts';
import type { PartnerSecret } from '../../infra/constructs/partner-secrets.ts';

/** Schema of each secret's value, as the functions read it. */
export const SECRET_VALUES: Readonly<Record<PartnerSecret, z.ZodMiniType>> = {
  [PORTAL_SECRET]: z.union(Object.values(PORTAL_CONTRACTS).map(({ secret }) => secret)),
  ...named(PROVIDERS, providerSecret),
  ...named(CARRIERS, carrierSecret),
  ...named(NOTICE_CHANNELS, channelSecret),
  [CLIENT_SECRET]: clientSecretSchema,
  'form-signing': signerSecret,
};

function named<N extends string, S extends string>(
  adapters: Readonly<Record<N, { readonly secret: unknown }>>,
  nameOf: (name: N) => S,
) {
  const entries = (Object.keys(adapters) as N[]).flatMap((name) => {
    const { secret } = adapters[name];
    return secret === undefined ? [] : [[nameOf(name), secret]];
  });
  return Object.fromEntries(entries) as Record<S, z.ZodMiniType>;
}

/** Values in force: `previous` verifies signatures during a rotation. */
export const storedSecret = z.object({ current: z.unknown(), previous: z.optional(z.unknown()) });
export type StoredSecret = z.infer<typeof storedSecret>;

/** Sandboxes cache a secret for two minutes; one that cached a value just then must have read the new one. Milliseconds. */
export const SHORTEST_OVERLAP_MS = 5 * 60_000;

/** Why a step is not possible; undefined when it is. Pure. */
export function obstacle(step: 'begin' | 'finish', { previous }: StoredSecret, sinceMs: number): string | undefined {
  if (step === 'begin') {
    return previous === undefined
      ? undefined
      : 'A rotation is under way: finish it first (--finish), or its partner loses the value it still uses.';
  }
  if (previous === undefined) return 'No rotation is under way.';
  const left = Math.ceil((SHORTEST_OVERLAP_MS - sinceMs) / 1000);
  return left > 0 ? `Functions may still use the former value: finish in ${left} seconds.` : undefined;
}

/**
 * A new value for what the province generates itself: a key, or the token in a secret issued by a partner. Pure except for
 * `key`.
 */
export function withNewKey(current: unknown, key: string): unknown {
  if (typeof current === 'string') return key;
  const held = z.object({ token: z.string() }).safeParse(current);
  return held.success ? { ...(current as object), token: key } : undefined;
}
