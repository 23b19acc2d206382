import { describe, expect, it } from 'vitest';
import { callerAddress, FRONT_KEY } from '../../../../shared/platform/http/caller-address.ts';
import type { Secrets } from '../../../../shared/platform/secrets/secrets.ts';

const KEY = 'k'.repeat(40);
const FORMER = 'f'.repeat(40);
const EDGE = '130.176.0.1';
const PERSON = '113.160.1.10';

function world() {
  const read: string[] = [];
  const secrets = {
    get: async (name: string) => {
      read.push(name);
      return [KEY, FORMER];
    },
  } as unknown as Secrets;
  return { read, of: (headers: Record<string, string>) => callerAddress(secrets)({ headers, sourceIp: EDGE }) };
}

describe('the address of a caller', () => {
  it('is the one that the distribution tells, with the key in force or the one before', async () => {
    const { of, read } = world();
    expect(await of({ 'x-front-key': KEY, 'x-viewer-address': PERSON })).toBe(PERSON);
    expect(await of({ 'x-front-key': FORMER, 'x-viewer-address': '2405:4800::1' })).toBe('2405:4800::1');
    expect(read).toEqual([FRONT_KEY, FRONT_KEY]);
  });

  it.each([
    ['without the key', { 'x-viewer-address': PERSON }],
    ['with another key', { 'x-front-key': 'x'.repeat(40), 'x-viewer-address': PERSON }],
    ['with a part of the key', { 'x-front-key': KEY.slice(1), 'x-viewer-address': PERSON }],
    ['without an address', { 'x-front-key': KEY }],
    ['with something else for an address', { 'x-front-key': KEY, 'x-viewer-address': `${PERSON}, 1.1.1.1` }],
  ])('is the connection’s own %s', async (_, headers) => {
    expect(await world().of(headers)).toBe(EDGE);
  });

  it('costs no request for the secret where nobody shows a key', async () => {
    const { of, read } = world();
    await of({ 'x-viewer-address': PERSON });
    expect(read).toEqual([]);
  });
});
