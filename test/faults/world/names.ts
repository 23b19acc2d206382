export type Address = { readonly address: string; readonly family: 4 | 6 };
/** As Node's connections look names up; it answers at once. */
export type LookUp = (
  host: string,
  options: { readonly all: true },
  found: (error: null, addresses: readonly Address[]) => void,
) => void;

const HERE = '127.0.0.1';
/** Any address on the public internet. */
const HOME = '45.124.84.10';
/** Where a machine at AWS asks for its own credentials. */
const INSIDE = '169.254.169.254';

/**
 * The world's name service. Names lead where they say, but for those of somebody hostile: whoever asks for the second time in one
 * run is told an address inside, so that who checks a name and then connects to it, and not to what was checked, is led there.
 */
export class Names {
  readonly #moving: ReadonlySet<string>;
  /** Who has asked before, and for what. */
  readonly #asked = new Set<string>();

  /** @param moving names whose address moves */
  constructor(moving: readonly string[] = []) {
    this.#moving = new Set(moving);
  }

  /** @param who a run of a function, or a program */
  addressesOf(host: string, who: string): readonly Address[] {
    if (!this.#moving.has(host)) return [{ address: HERE, family: 4 }];
    const asks = `${who} ${host}`;
    const before = this.#asked.has(asks);
    this.#asked.add(asks);
    return [{ address: before ? INSIDE : HOME, family: 4 }];
  }

  /** Where a connection goes that somebody opens to a name: to its host, or to the address inside. */
  reached(host: string, who: string, lookUp?: LookUp): string {
    if (!this.#moving.has(host)) return host;
    let [to] = lookUp === undefined ? this.addressesOf(host, who) : [];
    lookUp?.(host, { all: true }, (_, addresses) => {
      to = addresses[0];
    });
    return to?.address === HOME ? host : (to?.address ?? host);
  }
}
