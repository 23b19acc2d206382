import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IssuerUnavailableError, issuerKeys } from '../../../../shared/platform/identity/issuer-keys.ts';

type Pair = {
  readonly kid: string;
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly jwk: object;
};
const HOUR = 3_600_000;

async function pair(kid: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } };
}

const tokenOf = ({ kid, privateKey }: Pair) =>
  new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).setSubject('x').sign(privateKey);

describe('the keys of an issuer', () => {
  let [first, second]: Pair[] = [];
  let published: Pair[] = [];
  let asked = 0;
  let now = 0;
  let answer: RequestListener;
  let server: ReturnType<typeof createServer>;
  let url = '';

  const wellBehaved: RequestListener = (_, response) =>
    void response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));

  beforeAll(async () => {
    [first, second] = [await pair('k1'), await pair('k2')];
  });
  beforeEach(async () => {
    published = [first as Pair];
    asked = 0;
    now = Date.parse('2026-11-27T08:00:00Z');
    answer = wellBehaved;
    server = createServer((request, response) => {
      asked += 1;
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const keys = () => issuerKeys(url, () => now);
  const judge = async (of: ReturnType<typeof keys>, signer: Pair | undefined) =>
    jwtVerify(await tokenOf(signer as Pair), of).then(
      () => 'good',
      (error: Error) => (error instanceof IssuerUnavailableError ? 'unavailable' : error.name),
    );

  it('are fetched once for many concurrent tokens', async () => {
    const of = keys();
    expect(await Promise.all(Array.from({ length: 20 }, () => judge(of, first)))).toEqual(Array(20).fill('good'));
    expect(asked).toBe(1);
  });

  it.each<[string, RequestListener]>([
    ['is away', (request) => void request.socket.destroy()],
    ['stays silent', () => {}],
    ['answers 500', (_, response) => void response.writeHead(500).end()],
    ['answers garbage', (_, response) => void response.end('<html>')],
    ['answers an empty set', (_, response) => void response.end('{"keys":[]}')],
    ['answers keys that are none', (_, response) => void response.end('{"keys":["k1"]}')],
    [
      'leads to where keys are',
      (request, response) =>
        request.url === '/moved'
          ? wellBehaved(request, response)
          : void response.writeHead(302, { location: '/moved' }).end(JSON.stringify({ keys: [first?.jwk] })),
    ],
    [
      'announces more than keys take',
      (_, response) => response.writeHead(200, { 'content-length': '999999' }).flushHeaders(),
    ],
    [
      'sends more than keys take',
      (_, response) => void response.end(' '.repeat(300_000) + JSON.stringify({ keys: [first?.jwk] })),
    ],
    [
      'sends a byte at a time',
      (_, response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(timer));
      },
    ],
  ])('stay valid for hours while the issuer %s, with background refresh', async (_, trouble) => {
    const of = keys();
    expect(await judge(of, first)).toBe('good');
    answer = trouble;
    for (let minutes = 15; minutes <= 11 * 60; minutes += 15) {
      now += 15 * 60_000;
      expect(await judge(of, first)).toBe('good');
    }
    now += 2 * HOUR;
    expect(await judge(of, first)).toBe('unavailable');
    answer = wellBehaved;
    now += 6_000;
    expect(await judge(of, first)).toBe('good');
  });

  it('are not fetched once per request, neither for a known key nor for an unknown one', async () => {
    const of = keys();
    await judge(of, first);
    now += 11 * 60_000;
    for (let i = 0; i < 30; i += 1) expect(await judge(of, first)).toBe('good');
    await expect.poll(() => asked).toBe(2);
    for (let i = 0; i < 30; i += 1) expect(await judge(of, second)).toBe('JWKSNoMatchingKey');
    expect(asked).toBe(2);
  });

  it('are refreshed after a rotation with the first token signed by a new key', async () => {
    const of = keys();
    await judge(of, first);
    published = [second as Pair];
    now += 31_000;
    expect(await judge(of, second)).toBe('good');
    expect(await judge(of, first)).toBe('JWKSNoMatchingKey');
  });

  it('are refreshed once by concurrent callers after a rotation', async () => {
    const of = keys();
    await judge(of, first);
    published = [first as Pair, second as Pair];
    now += 31_000;
    const judged = await Promise.all([second, first, second, second].map((signer) => judge(of, signer)));
    expect(judged).toEqual(['good', 'good', 'good', 'good']);
    expect(asked).toBe(2);
  });

  it('unknown while the issuer is down are not the caller’s fault', async () => {
    const of = keys();
    await judge(of, first);
    answer = (request) => void request.socket.destroy();
    now += 31_000;
    expect(await judge(of, second)).toBe('unavailable');
    expect(await judge(of, first)).toBe('good');
  });

  it('are unavailable before the issuer’s first response', async () => {
    answer = (_, response) => void response.writeHead(503).end();
    const of = keys();
    expect(await Promise.all([judge(of, first), judge(of, first)])).toEqual(['unavailable', 'unavailable']);
    expect(asked).toBe(1);
  });
});
