import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Actor } from '../../dossier/actor.ts';
import { parseJson } from '../../text/json.ts';
import type { ProvinceKey } from '../secrets/province-key.ts';
import { CursorError, type PageKey } from '../table/page.ts';
import type { Route } from './route.ts';

/** For whom a cursor is good: one list (route and what was asked of it) and one caller. */
export type Bound = {
  readonly route: Pick<Route, 'method' | 'path'>;
  readonly actor: Pick<Actor, 'kind' | 'subject'>;
  readonly query: Readonly<Record<string, unknown>>;
};

export type Cursors = {
  seal(place: PageKey, bound: Bound): Promise<string>;
  /** @throws CursorError for a text that is none, was changed, is another list's or caller's, or too old */
  open(cursor: string, bound: Bound): Promise<PageKey>;
};

/** A working day: whoever comes back later reads the list from its start. Milliseconds. */
const GOOD_FOR_MS = 12 * 3_600_000;
const NONCE = 12;
const TAG = 16;

/**
 * Where a list goes on, sealed by AES-256-GCM: the keys of rows tell of people, and addresses end up in logs. What the
 * cursor is bound to makes its key, so that nothing but the very same list and caller opens it.
 */
export function cursors(key: ProvinceKey, clock: () => number = Date.now): Cursors {
  const keyOf = ({ route, actor, query }: Bound) => {
    const asked = Object.entries(query).filter(([name, value]) => !PAGING.includes(name) && value !== undefined);
    const list = [route.method, route.path, actor.kind, actor.subject, ...asked.toSorted().flat().map(String)];
    return key.for(`cursor ${JSON.stringify(list)}`);
  };

  return {
    async seal(place, bound) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(bound), nonce);
      const text = JSON.stringify({ until: clock() + GOOD_FOR_MS, place });
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

/** What may differ from page to page. */
const PAGING: readonly string[] = ['limit', 'cursor'];

type Sealed = { readonly until: number; readonly place: PageKey };

function read(decipher: () => string): Sealed {
  try {
    return parseJson(decipher(), 'a cursor') as Sealed;
  } catch {
    throw new CursorError('not a cursor of this list and caller');
  }
}
