import { TransientError } from '../../../../shared/platform/delivery/errors.ts';
import type { Exchange } from '../../../../shared/platform/partners/exchange.ts';
import type { ClassicConfig, ClassicCredentials } from './config.ts';
import { exchange, NotSignedInError } from './exchange.ts';
import { replyOf } from './reply.ts';

export type Sessions = {
  /** @throws TransientError when login fails */
  get(timeoutMs: number): Promise<string>;
  /** Drops an invalid session, unless a newer one already replaced it. */
  drop(value: string): void;
};

/**
 * Keeps one session per sandbox; concurrent calls share one login. A rejected login is not caused by the dossier (a password
 * being rotated, a blocked account), so it is transient: the circuit breaker opens and messages wait in the queue.
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
      // No dossier data was sent yet, so the outcome is not unknown.
      throw error instanceof TransientError ? error : new TransientError(loginCause(error));
    });
    if (replyOf(answer).kind !== 'success' || typeof answer.session !== 'string' || answer.session === '') {
      throw new TransientError('portal-login-refused');
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
