import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** IPv4 ranges outside the public internet. Source: IANA IPv4 Special-Purpose Address Registry, RFC 6890. */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, including the metadata services of the clouds (169.254.169.254) and of Lambda and ECS.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Special ranges inside the global unicast block: protocol assignments and Teredo, documentation, 6to4. */
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

function blockList(type: 'ipv4' | 'ipv6', ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, type);
  return list;
}

const notPublicV4 = blockList('ipv4', NOT_PUBLIC_V4);
const notPublicV6 = blockList('ipv6', NOT_PUBLIC_V6);
/** The only allocated IANA block; everything else (loopback, mapped IPv4, NAT64, local, multicast) is refused. */
const globalUnicast = blockList('ipv6', [['2000::', 3]]);

/** Names reserved for internal networks, regardless of what they resolve to. */
const PRIVATE_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|arpa)$/;

/** Whether an IP address belongs to the public internet. False for anything that is not an address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublicV4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalUnicast.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
}

/** Host name without the brackets of IPv6 and the dot of a fully qualified name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Why a URL does not lead to the public internet over HTTPS, judged by its text. */
export type AddressFault = 'not-a-url' | 'not-https' | 'credentials' | 'fragment' | 'private-host' | 'private-address';

/**
 * The single check of external URLs: agencies' webhooks, province files, files of the portal. The URL parser has already
 * normalised numeric spellings (decimal, octal, hexadecimal, mapped into IPv6, full-width).
 * @param plain hosts (`URL.host`) allowed over HTTP and in private networks
 */
export function addressFault(text: string, plain: readonly string[] = []): AddressFault | undefined {
  const url = URL.parse(text);
  if (url === null) return 'not-a-url';
  if (!/^https?:$/.test(url.protocol)) return 'not-https';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.hash !== '') return 'fragment';
  if (plain.includes(url.host)) return undefined;
  if (url.protocol !== 'https:') return 'not-https';
  const host = hostOf(url);
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : 'private-address';
  return !host.includes('.') || PRIVATE_NAME.test(host) ? 'private-host' : undefined;
}
