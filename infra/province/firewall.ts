import { isIPv4 } from 'node:net';
import * as z from 'zod/mini';
import { isPublicAddress } from '../../shared/platform/partners/addresses.ts';

/** A rule that counts lets everything through; what it would have stopped rings all the same. */
const mode = z.enum(['count', 'block']);
export type FirewallMode = z.infer<typeof mode>;

/** Bits that an address block of the exempt list has to fix at least: what is wider is no office and no partner. */
const NARROWEST = { 4: 20, 6: 48 } as const;

/** `address/bits` of the public internet: the firewall sees no other, so a private block would exempt nobody. */
const publicBlock = z.string().check(
  z.refine((text) => z.union([z.cidrv4(), z.cidrv6()]).safeParse(text).success, {
    error: 'must be an IP address with the bits of its network, such as 203.0.113.7/32',
    abort: true,
  }),
  z.refine(
    (text) => {
      const [address = '', bits] = text.split('/');
      return Number(bits) >= NARROWEST[isIPv4(address) ? 4 : 6];
    },
    { error: `must be no wider than /${NARROWEST[4]} (IPv6: /${NARROWEST[6]})` },
  ),
  z.refine((text) => isPublicAddress(text.split('/')[0] ?? ''), {
    error: 'must be of the public internet: it is there that the firewall sees callers',
  }),
);

/** What a province says of the firewall before its API. */
export const firewallSchema = z.strictObject({
  /** The limit per address. */
  rate: mode,
  /** Requests that AWS knows as attacks. */
  knownBadInputs: mode,
  /** Addresses without a limit: offices that share one, and partners that call from few (portal, payment, post). */
  exempt: z.array(publicBlock).check(z.maxLength(1000)),
});

/** Of a province that says nothing: everything is let through and counted. */
export const NO_FIREWALL_SETTINGS: z.infer<typeof firewallSchema> = {
  rate: 'count',
  knownBadInputs: 'count',
  exempt: [],
};
