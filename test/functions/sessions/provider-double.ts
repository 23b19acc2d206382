import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

type Grant = { readonly nonce: string; readonly challenge: string; readonly person: Record<string, unknown> };
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** Claims in which a token differs from a right one, and when it was issued. Seconds from now. */
export type Wrong = { readonly claims?: Record<string, unknown>; readonly issuedIn?: number };

const CLIENT = 'motcua-test';
const AUDIENCE = 'motcua';
const LIVES = 300;

/** An identity provider that does as it is told, also what no provider should. */
export class ProviderDouble {
  url = '';
  secret = 'the-secret-of-the-portal-as-a-client';
  /** What the token endpoint answers instead of tokens. */
  answers: { readonly status: number; readonly body: string } | 'cut' | undefined;
  wrongIdToken: Wrong = {};
  wrongAccessToken: Wrong = {};
  /** Client secrets that were presented, in order. */
  readonly presented: string[] = [];
  #keys: { readonly kid: string; readonly keys: Keys } | undefined;
  readonly #codes = new Map<string, Grant>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<this> {
    await this.rotate();
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** New keys; the former ones are gone. */
  async rotate(): Promise<void> {
    this.#keys = { kid: randomUUID(), keys: await generateKeyPair('RS256') };
  }

  settings = () => ({
    client: {
      clientId: CLIENT,
      authorizationUrl: `${this.url}/auth`,
      tokenUrl: `${this.url}/token`,
      endSessionUrl: `${this.url}/session/end`,
    },
    identity: {
      OIDC_ISSUER: this.url,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_JWKS_URL: `${this.url}/jwks`,
      PROVINCE_AGENCY: 'H50',
    },
  });

  /** A person signs in on the provider's page. @returns the query of the answer */
  approve(authorizationUrl: string, person: Record<string, unknown>): Record<string, string> {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomUUID();
    this.#codes.set(code, {
      nonce: asked.get('nonce') ?? '',
      challenge: asked.get('code_challenge') ?? '',
      person,
    });
    return { code, state: asked.get('state') ?? '', iss: this.url };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const held = this.#keys;
    if (held === undefined) throw new Error('it has not started');
    const { kid, keys } = held;
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/jwks') {
      json(200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg: 'RS256' }] });
      return;
    }
    if (this.answers === 'cut') {
      request.socket.destroy();
      return;
    }
    if (this.answers !== undefined) {
      response.writeHead(this.answers.status, { 'content-type': 'application/json' }).end(this.answers.body);
      return;
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    this.presented.push(form.get('client_secret') ?? '');
    if (form.get('client_secret') !== this.secret) {
      json(401, { error: 'invalid_client' });
      return;
    }
    const grant = this.#codes.get(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    if (grant === undefined || createHash('sha256').update(verifier).digest('base64url') !== grant.challenge) {
      json(400, { error: 'invalid_grant' });
      return;
    }
    this.#codes.delete(form.get('code') ?? '');
    const sign = (audience: string, claims: Record<string, unknown>, { claims: wrong, issuedIn = 0 }: Wrong) => {
      const now = Math.floor(Date.now() / 1000) + issuedIn;
      const all = { iss: this.url, aud: audience, iat: now, exp: now + LIVES, ...grant.person, ...claims, ...wrong };
      return new SignJWT(all).setProtectedHeader({ alg: 'RS256', kid }).sign(keys.privateKey);
    };
    json(200, {
      token_type: 'Bearer',
      access_token: await sign(AUDIENCE, {}, this.wrongAccessToken),
      id_token: await sign(CLIENT, { nonce: grant.nonce }, this.wrongIdToken),
    });
  }
}
