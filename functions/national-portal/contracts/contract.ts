import type * as z from 'zod/mini';
import type { NationalPortal } from '../port.ts';

/** Dependencies for opening a contract. */
export type Opening<C, S> = {
  readonly config: C;
  /** Returns the values of the portal's secret, newest first. */
  readonly secrets: () => Promise<readonly [S, ...S[]]>;
};

/**
 * One contract version of the national portal: its code is in its folder, and `registry.ts` lists it. Everything that depends
 * on the set of contracts (the province file, the secret, the environment, the local set-up) is derived from the registry.
 */
export type PortalContract<C extends object, S extends object> = {
  /**
   * Schema of its entry in the province file under `nationalPortal.contracts`: addresses and public identifiers, no secrets.
   */
  readonly config: z.ZodMiniType<C>;
  /** Schema of the secret `national-portal`. */
  readonly secret: z.ZodMiniType<S>;
  /** Its simulator in `local/simulators`, and the entry with the simulator's address; undefined: no simulator. */
  readonly simulator: { readonly name: string; readonly at: (config: C, url: string) => C } | undefined;
  /** Opens the portal: maps dossiers and events to the contract's records and sends them. */
  readonly open: (opening: Opening<C, S>) => NationalPortal;
};

/** A contract in the registry, with the types of its configuration and secret erased. */
export type RegisteredContract = PortalContract<object, object>;

/**
 * The only type cast: erases the contract's own types. Safe, because it receives only values that its own schemas validated.
 */
export const registered = <C extends object, S extends object>(
  contract: PortalContract<C, S>,
): RegisteredContract & { readonly config: z.ZodMiniType<C> } =>
  contract as unknown as RegisteredContract & { readonly config: z.ZodMiniType<C> };
