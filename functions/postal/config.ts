import * as z from 'zod/mini';
import { senderSchema, stateTableSchema } from './carriers/carrier.ts';
import { CARRIER_NAMES, CARRIERS, type CarrierName } from './carriers/registry.ts';

/** Entries of the carriers that the province has a contract with, each as the carrier's own schema has it. */
const contracts = Object.fromEntries(
  CARRIER_NAMES.map((name) => [name, z.optional(CARRIERS[name].config)] as const),
) as { [N in CarrierName]: z.ZodMiniOptional<(typeof CARRIERS)[N]['config']> };

/** What `POST` holds: the carrier that takes the province's results, and who hands them over. No secrets. */
export const postConfigSchema = z
  .object({
    /** Who takes results to applicants: one of `carriers`, that takes orders. */
    carrier: z.enum(CARRIER_NAMES),
    sender: senderSchema,
    carriers: z.strictObject(contracts),
    /** Codes that this province's contracts have otherwise than the carriers' `states.json`. */
    states: z.optional(z.partialRecord(z.enum(CARRIER_NAMES), stateTableSchema)),
  })
  .check(
    z.refine(({ carrier, carriers }) => carriers[carrier] !== undefined, {
      path: ['carrier'],
      error: 'must have its contract below carriers',
    }),
    z.refine(({ carrier }) => CARRIERS[carrier].open !== undefined, {
      path: ['carrier'],
      error: 'takes no orders',
    }),
  );
export type PostConfig = z.infer<typeof postConfigSchema>;

/** Carriers that the province has a contract with: whose reports are taken, whose secrets are read. */
export const contractedCarriers = ({ carriers }: Pick<PostConfig, 'carriers'>): readonly CarrierName[] =>
  CARRIER_NAMES.filter((name) => carriers[name] !== undefined);
