import * as z from 'zod/mini';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { NationalPortal } from '../port.ts';
import { classic } from './classic/adapter.ts';
import type { RegisteredContract } from './contract.ts';

/** Every contract of the national portal. A new one is a folder beside this file and a line here. */
export const PORTAL_CONTRACTS = { classic } as const satisfies Record<string, RegisteredContract>;
type ContractName = keyof typeof PORTAL_CONTRACTS;

const CONTRACT_NAMES = Object.keys(PORTAL_CONTRACTS) as [ContractName, ...ContractName[]];

const contracts = Object.fromEntries(
  CONTRACT_NAMES.map((name) => [name, z.optional(PORTAL_CONTRACTS[name].config)] as const),
) as { [N in ContractName]: z.ZodMiniOptional<(typeof PORTAL_CONTRACTS)[N]['config']> };

/** Environment variable `NATIONAL_PORTAL` (JSON): how the province reaches the portal, and by which of its contracts. */
export const nationalPortalConfig = z
  .object({
    /** Which of `contracts` is spoken. */
    contract: z.enum(CONTRACT_NAMES),
    contracts: z.strictObject(contracts),
  })
  .check(
    z.refine((portal) => portal.contracts[portal.contract] !== undefined, {
      path: ['contract'],
      error: 'must have its entry below contracts',
    }),
  );
type NationalPortalConfig = z.infer<typeof nationalPortalConfig>;

/** Name of the portal's secret below the province's prefix, whichever contract is spoken. */
export const PORTAL_SECRET = 'national-portal';

/** The portal by the contract that the province speaks. */
export function openPortal({ contract, contracts }: NationalPortalConfig, secrets: Secrets): NationalPortal {
  const { open, secret }: RegisteredContract = PORTAL_CONTRACTS[contract];
  const config = contracts[contract];
  if (config === undefined) throw new Error(`no entry of ${contract}`);
  return open({ config, secrets: () => secrets.get(PORTAL_SECRET, secret) });
}
