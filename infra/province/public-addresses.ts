import { type AddressFault, addressFault } from '../../shared/platform/partners/addresses.ts';

export type WrongAddress = { readonly path: readonly (string | number)[]; readonly says: string };

const SAYS: Readonly<Record<AddressFault, string>> = {
  'not-a-url': 'is not an address',
  'not-https': 'must begin with https://',
  credentials: 'must not carry a name or password',
  fragment: 'must not carry a part after #',
  'private-host': 'names a host that is not on the public internet',
  'private-address': 'names an address that is not on the public internet',
};

/** Hosts without a scheme, by the field that lists them. Every other address is recognised by its format. */
const HOST_LISTS: readonly string[] = ['fileHosts', 'webhookPrivateHosts'];

/**
 * Addresses of a province file that lead elsewhere than over HTTPS to the public internet: plain HTTP, the metadata
 * service, hosts of a private network. Every value that looks like an address is checked, in any field.
 * Endpoints of a test environment (`cdk -c endpoints=…`) replace the partners of a file and are not checked.
 */
export function wrongAddresses(value: unknown, path: readonly (string | number)[] = []): readonly WrongAddress[] {
  if (typeof value === 'string') return ofText(value, path);
  if (Array.isArray(value)) {
    if (HOST_LISTS.includes(String(path.at(-1)))) return value.flatMap((host, i) => ofHost(String(host), [...path, i]));
    return value.flatMap((one, i) => wrongAddresses(one, [...path, i]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => wrongAddresses(one, [...path, name]));
}

function ofText(text: string, path: WrongAddress['path']): readonly WrongAddress[] {
  if (!/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text)) return [];
  const fault = addressFault(text);
  return fault === undefined ? [] : [{ path, says: SAYS[fault] }];
}

/** Only a test environment may reach a private host, so a province file names none. */
function ofHost(host: string, path: WrongAddress['path']): readonly WrongAddress[] {
  if (path.at(-2) === 'webhookPrivateHosts') return [{ path, says: 'may be named for a test environment only' }];
  return ofText(/^[a-z]+:\/\//i.test(host) ? host : `https://${host}`, path);
}
