import { randomUUID } from 'node:crypto';
import { badSession } from './errors.ts';

/** Login sessions. They expire `lifetimeMs` after login, used or not. */
export class Sessions {
  /** Milliseconds; the real portal gives about ten minutes. */
  lifetimeMs = 600_000;
  readonly #ends = new Map<string, number>();

  open(): string {
    const session = randomUUID();
    this.#ends.set(session, performance.now() + this.lifetimeMs);
    return session;
  }

  /** @throws PortalError when the session is unknown or expired. */
  check(session: unknown): void {
    const end = typeof session === 'string' ? this.#ends.get(session) : undefined;
    if (end === undefined || end <= performance.now()) throw badSession();
  }

  expireAll(): void {
    this.#ends.clear();
  }

  live(): number {
    const now = performance.now();
    return [...this.#ends.values()].filter((end) => end > now).length;
  }
}
