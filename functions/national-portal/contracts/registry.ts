import * as z from 'zod/mini';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { NationalPortal } from '../port.ts';
import { classic } from './classic/adapter.ts';
import type { RegisteredContract } from './contract.ts';

/** Every contract of the national portal. To add one: a folder beside this file and a line here. */
export const PORTAL_CONTRACTS = { classic } as const satisfies Record<string, RegisteredContract>;
type ContractName = keyof typeof PORTAL_CONTRACTS;

const CONTRACT_NAMES = Object.keys(PORTAL_CONTRACTS) as [ContractName, ...ContractName[]];

const contracts = Object.fromEntries(
  CONTRACT_NAMES.map((name) => [name, z.optional(PORTAL_CONTRACTS[name].config)] as const),
) as { [N in ContractName]: z.ZodMiniOptional<(typeof PORTAL_CONTRACTS)[N]['config']> };

/** Environment variable `NATIONAL_PORTAL` (JSON): the connection to the portal, and the contract in use. */
export const nationalPortalConfig = z
  .object({
    /** The entry of `contracts` in use. */
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

/** Name of the portal's secret under the province's prefix, the same for every contract. */
export const PORTAL_SECRET = 'national-portal';

/** Opens the portal by the contract that the province uses. */
export function openPortal({ contract, contracts }: NationalPortalConfig, secrets: Secrets): NationalPortal {
  const { open, secret }: RegisteredContract = PORTAL_CONTRACTS[contract];
  const config = contracts[contract];
  if (config === undefined) throw new Error(`no entry of ${contract}`);
  return open({ config, secrets: () => secrets.get(PORTAL_SECRET, secret) });
}
