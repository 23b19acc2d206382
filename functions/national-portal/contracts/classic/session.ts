import type { Exchange } from '../../../../shared/platform/partners/exchange.ts';
import { PartnerUnavailableError } from '../../../../shared/platform/partners/outcomes.ts';
import { PORTAL } from '../../port.ts';
import type { ClassicConfig, ClassicCredentials } from './config.ts';
import { exchange, NotSignedInError } from './exchange.ts';
import { replyOf } from './reply.ts';

export type Sessions = {
  /** @throws PartnerUnavailableError when the portal does not let us in. */
  get(timeoutMs: number): Promise<string>;
  /** Drops an invalid session, unless a newer one already replaced it. */
  drop(value: string): void;
};

/**
 * Keeps one session per sandbox; calls at the same time share one login. A refused login is no fault of the dossier
 * that waits (a password being rotated, an account being blocked), so the portal counts as unavailable: the breaker opens and the
 * queue waits.
 */
export function sessions(
  config: ClassicConfig,
  credentials: () => Promise<ClassicCredentials>,
  send: Exchange | undefined,
  clock: () => number,
): Sessions {
  let held: { readonly login: Promise<string>; readonly until: number; value?: string } | undefined;

  async function login(timeoutMs: number): Promise<string> {
    const { username, password } = await credentials();
    const headers: Record<string, string> =
      config.destinationCode === undefined ? {} : { dstcode: config.destinationCode };
    const url = config.url + config.endpoints.login;
    const answer = await exchange(send, url, { username, password }, headers, timeoutMs).catch((error: unknown) => {
      // Nothing of a dossier was sent yet, so no outcome is unknown.
      throw error instanceof PartnerUnavailableError ? error : new PartnerUnavailableError(PORTAL, loginCause(error));
    });
    if (replyOf(answer).kind !== 'success' || typeof answer.session !== 'string' || answer.session === '') {
      throw new PartnerUnavailableError(PORTAL, 'portal-login-refused');
    }
    return answer.session;
  }

  return {
    async get(timeoutMs) {
      if (held === undefined || clock() >= held.until) {
        const mine: NonNullable<typeof held> = { login: login(timeoutMs), until: clock() + config.sessionMs };
        held = mine;
        mine.login.then(
          (value) => {
            mine.value = value;
          },
          () => {
            if (held === mine) held = undefined;
          },
        );
      }
      return held.login;
    },
    drop(value) {
      if (held?.value === value) held = undefined;
    },
  };
}

function loginCause(error: unknown): string {
  return error instanceof NotSignedInError ? 'portal-login-refused' : 'portal-login-failed';
}
