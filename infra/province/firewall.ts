import { isIPv4 } from 'node:net';
import * as z from 'zod/mini';
import { isPublicAddress } from '../../shared/platform/partners/addresses.ts';

/** A counting rule lets everything through; it raises alarms for what it would have blocked. */
const mode = z.enum(['count', 'block']);
export type FirewallMode = z.infer<typeof mode>;

/** Minimum prefix length of an exempt block: a wider block is neither an office nor a partner. */
const NARROWEST = { 4: 20, 6: 48 } as const;

/** `address/bits` of the public internet: the firewall sees no other addresses, so a private block would have no effect. */
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

/** Firewall settings of a province. */
export const firewallSchema = z.strictObject({
  /** The limit per address. */
  rate: mode,
  /** Requests that match AWS's list of known bad inputs. */
  knownBadInputs: mode,
  /** Addresses without a limit: offices that share one, and partners that call from few (portal, payment, post). */
  exempt: z.array(publicBlock).check(z.maxLength(1000)),
});

/** Default: everything is counted and let through. */
export const NO_FIREWALL_SETTINGS: z.infer<typeof firewallSchema> = {
  rate: 'count',
  knownBadInputs: 'count',
  exempt: [],
};
