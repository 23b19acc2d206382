import * as z from 'zod/mini';
import { senderSchema, stateTableSchema } from './carriers/carrier.ts';
import { CARRIER_NAMES, CARRIERS, type CarrierName } from './carriers/registry.ts';

/** Entries of the carriers under contract, validated by the carriers' own schemas. */
const contracts = Object.fromEntries(
  CARRIER_NAMES.map((name) => [name, z.optional(CARRIERS[name].config)] as const),
) as { [N in CarrierName]: z.ZodMiniOptional<(typeof CARRIERS)[N]['config']> };

/** Content of `POST`: the carrier for the province's results, and the sender. No secrets. */
export const postConfigSchema = z
  .object({
    /** Carrier for results: one of `carriers` that supports orders. */
    carrier: z.enum(CARRIER_NAMES),
    sender: senderSchema,
    carriers: z.strictObject(contracts),
    /** Codes for which this province's contracts differ from the carriers' `states.json`. */
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

/** Carriers under contract: their reports are accepted and their secrets read. */
export const contractedCarriers = ({ carriers }: Pick<PostConfig, 'carriers'>): readonly CarrierName[] =>
  CARRIER_NAMES.filter((name) => carriers[name] !== undefined);
