import { isIP } from 'node:net';
import * as z from 'zod/mini';
import { agencyId } from '../../../shared/values.ts';
import { callerOf, type Limit } from './rate-limit.ts';

/** The kiosks of a hall call from one address. Data of the province: which address that is, and how many stand behind it. */
export const kiosksSchema = z.array(
  z.strictObject({
    /** The one-stop shop whose hall it is. */
    agencyId,
    /** Its public address as the internet sees it; an IPv6 one stands for its /64. */
    address: z.string().check(z.refine((text) => isIP(text) !== 0, { error: 'must be an IPv4 or IPv6 address' })),
    devices: z.int().check(z.minimum(1), z.maximum(20)),
  }),
);
export type Kiosks = z.infer<typeof kiosksSchema>;

/**
 * The limit of a caller's address: each kiosk adds the allowance of one caller to its hall's address. All other addresses have
 * one. The limits per code and per identifier stay the same for everyone.
 */
export function allowances(kiosks: Kiosks, perCaller: Limit): (caller: string) => Limit {
  const devices = new Map(kiosks.map((kiosk) => [callerOf(kiosk.address), kiosk.devices]));
  return (caller) => ({ ...perCaller, most: perCaller.most * (1 + (devices.get(caller) ?? 0)) });
}
