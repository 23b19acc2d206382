import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Actor } from '../../dossier/actor.ts';
import { parseJson } from '../../text/json.ts';
import type { ProvinceKey } from '../secrets/province-key.ts';
import { CursorError, type PageKey } from '../table/page.ts';
import type { Route } from './route.ts';

/** Binding of a cursor: one list (route and query) and one caller. */
export type Bound = {
  readonly route: Pick<Route, 'method' | 'path'>;
  readonly actor: Pick<Actor, 'kind' | 'subject'> | typeof ANYBODY;
  readonly query: Readonly<Record<string, unknown>>;
};

/** Stands for the callers of a public list, who share its cursors. */
export const ANYBODY = { kind: 'public', subject: '' } as const;

export type Cursors = {
  seal(place: PageKey, bound: Bound): Promise<string>;
  /** @throws CursorError for a malformed or modified cursor, another list's or caller's, or an expired one */
  open(cursor: string, bound: Bound): Promise<PageKey>;
};

const HOUR_MS = 3_600_000;
/** A working day and up to an hour: after that, a caller starts the list again. Milliseconds. */
const GOOD_FOR_MS = 12 * HOUR_MS;
const NONCE = 12;
const TAG = 16;

/**
 * Page cursor, encrypted by AES-256-GCM: row keys contain personal references, and URLs end up in logs. The key is derived
 * from the binding, so that only the same list and caller can use the cursor. The nonce is derived from what is encrypted (as in
 * RFC 5297), and the end of its life is a whole hour: within an hour the same page has the same cursor, and therefore one ETag.
 */
export function cursors(key: ProvinceKey, clock: () => number = Date.now): Cursors {
  const keyOf = (bound: Bound) => key.for(`cursor ${listOf(bound)}`);
  const nonceKey = () => key.for('cursor nonce');

  return {
    async seal(place, bound) {
      const until = Math.ceil((clock() + GOOD_FOR_MS) / HOUR_MS) * HOUR_MS;
      const text = JSON.stringify({ until, place });
      const nonce = createHmac('sha256', await nonceKey())
        .update(listOf(bound))
        .update(text)
        .digest()
        .subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(bound), nonce);
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },
    async open(cursor, bound) {
      const bytes = Buffer.from(cursor, 'base64url');
      const secret = await keyOf(bound);
      const { until, place } = read(() => {
        const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, NONCE), { authTagLength: TAG });
        decipher.setAuthTag(bytes.subarray(-TAG));
        return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
      });
      if (until <= clock()) throw new CursorError('too old');
      return place;
    },
  };
}

function listOf({ route, actor, query }: Bound): string {
  const asked = Object.entries(query).filter(([name, value]) => !PAGING.includes(name) && value !== undefined);
  return JSON.stringify([route.method, route.path, actor.kind, actor.subject, ...asked.toSorted().flat().map(String)]);
}

/** Parameters that may differ from page to page. */
const PAGING: readonly string[] = ['limit', 'cursor', 'since'];

type Sealed = { readonly until: number; readonly place: PageKey };

function read(decipher: () => string): Sealed {
  try {
    return parseJson(decipher(), 'a cursor') as Sealed;
  } catch {
    throw new CursorError('not a cursor of this list and caller');
  }
}
