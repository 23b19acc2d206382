import { randomBytes } from 'node:crypto';
import { BadRequest, type Call, json, type Reply } from '../kit/http.ts';

const LIFETIME_S = 3600;

/** OAuth2 client credentials of the bus, opaque tokens. */
export class Tokens {
  readonly #ends = new Map<string, number>();

  /** `POST …/token`. */
  issue(call: Call, clientId: string, clientSecret: string): Reply {
    const form = new URLSearchParams(call.text);
    const [, basic = ''] = /^Basic (.+)$/.exec(call.headers.authorization ?? '') ?? [];
    const [user, password] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s).map(decodeURIComponent);
    const id = form.get('client_id') ?? user;
    const secret = form.get('client_secret') ?? password;
    if (form.get('grant_type') !== 'client_credentials') return json({ error: 'unsupported_grant_type' }, 400);
    if (id !== clientId || secret !== clientSecret) return json({ error: 'invalid_client' }, 401);
    const token = randomBytes(24).toString('base64url');
    this.#ends.set(token, performance.now() + LIFETIME_S * 1000);
    return json({ access_token: token, token_type: 'Bearer', expires_in: LIFETIME_S });
  }

  /** @throws BadRequest 401 without a live token. */
  check(call: Call): void {
    const [, token = ''] = /^Bearer (.+)$/.exec(call.headers.authorization ?? '') ?? [];
    if ((this.#ends.get(token) ?? 0) < performance.now()) throw new BadRequest('Invalid or expired token.', 401);
  }

  expireAll(): void {
    this.#ends.clear();
  }
}
