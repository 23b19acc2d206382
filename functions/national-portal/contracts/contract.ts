import type * as z from 'zod/mini';
import type { NationalPortal } from '../port.ts';

/** What a contract is opened with. */
export type Opening<C, S> = {
  readonly config: C;
  /** Asks for the values of the portal's secret, newest first. */
  readonly secrets: () => Promise<readonly [S, ...S[]]>;
};

/**
 * Everything that one contract of the national portal brings: its folder holds it, and `registry.ts` names it. What depends
 * on contracts (the province's file, the secret, the environment, the local set-up) follows from the registry.
 */
export type PortalContract<C extends object, S extends object> = {
  /** Its entry in the province's file below `nationalPortal.contracts`: addresses and public identifiers, no secrets. */
  readonly config: z.ZodMiniType<C>;
  /** What the secret `national-portal` holds. */
  readonly secret: z.ZodMiniType<S>;
  /** The simulator of `local/simulators` that plays it, and its entry with the simulator's address; undefined: none does. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Maps dossiers and events to its own records, and tells them. */
  readonly open: (opening: Opening<C, S>) => NationalPortal;
};

/** A contract as the registry holds it: what its own configuration and secret look like is its own affair. */
export type RegisteredContract = PortalContract<object, object>;

/** The one place where its own types are let go: it gets only what its own schemas let through. */
export const registered = <C extends object, S extends object>(
  contract: PortalContract<C, S>,
): RegisteredContract & { readonly config: z.ZodMiniType<C> } =>
  contract as unknown as RegisteredContract & { readonly config: z.ZodMiniType<C> };
