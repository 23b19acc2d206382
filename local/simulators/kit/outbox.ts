import type { Faults } from './faults.ts';

export type Attempt = {
  readonly at: string;
  readonly status?: number;
  readonly reply?: string;
  readonly error?: string;
};

export type Callback = {
  /** Identifies the message: a repeat has the same id. */
  readonly id: string;
  /** Kind, for the `only` of faults. */
  readonly subject: string;
  /** Callbacks of one key are sent in order, unless faults reorder them. */
  readonly key: string;
  request(): Promise<{ url: string; init: RequestInit }> | { url: string; init: RequestInit };
  /** Whether the answer is final; otherwise the callback is sent again. */
  accepted(status: number, reply: string): boolean;
};

export type Delivery = {
  readonly id: string;
  readonly subject: string;
  readonly key: string;
  readonly attempts: Attempt[];
  state: 'held' | 'sending' | 'waiting' | 'done' | 'given-up';
};

export type RetryRule = { retryMs: number; maxAttempts: number };

/** How long a held-back callback waits for another one to overtake it. Milliseconds. */
const HOLD_MS = 2000;

/** Sends a simulator's callbacks to the province, with retries, and keeps every answer. */
export class Outbox {
  readonly deliveries: Delivery[] = [];
  readonly rule: RetryRule;
  readonly #faults: Faults;
  readonly #firstAttempts = new Map<string, Promise<void>>();
  #held: { callback: Callback; delivery: Delivery; timer: NodeJS.Timeout } | undefined;
  #generation = 0;

  constructor(faults: Faults, rule: RetryRule) {
    this.#faults = faults;
    this.rule = rule;
  }

  /** Forgets everything; a callback in flight is not retried. */
  reset(): void {
    this.#generation += 1;
    this.deliveries.length = 0;
    this.#firstAttempts.clear();
    clearTimeout(this.#held?.timer);
    this.#held = undefined;
  }

  /** Queues `callback` as often as the faults say, and returns the state of each copy, which is updated. */
  send(callback: Callback): Delivery[] {
    const copies = this.#faults.copies(callback.subject);
    return Array.from({ length: copies }, () => this.#enqueue(callback));
  }

  #enqueue(callback: Callback): Delivery {
    const { id, subject, key } = callback;
    const delivery: Delivery = { id, subject, key, attempts: [], state: 'sending' };
    this.deliveries.push(delivery);
    if (!this.#faults.reorders(subject)) {
      this.#start(callback, delivery);
    } else if (this.#held) {
      const earlier = this.#held;
      clearTimeout(earlier.timer);
      this.#held = undefined;
      const overtaken = this.#start(callback, delivery);
      this.#start(earlier.callback, earlier.delivery, overtaken);
    } else {
      delivery.state = 'held';
      const timer = setTimeout(() => {
        this.#held = undefined;
        this.#start(callback, delivery);
      }, HOLD_MS);
      this.#held = { callback, delivery, timer };
    }
    return delivery;
  }

  /** Makes the first attempt after the previous callback of the same key, and after `after`. */
  #start(callback: Callback, delivery: Delivery, after?: Promise<void>): Promise<void> {
    const generation = this.#generation;
    const first = Promise.all([this.#firstAttempts.get(callback.key), after]).then(() =>
      this.#attempt(callback, delivery, generation),
    );
    this.#firstAttempts.set(callback.key, first);
    return first;
  }

  async #attempt(callback: Callback, delivery: Delivery, generation: number): Promise<void> {
    if (generation !== this.#generation) return;
    delivery.state = 'sending';
    const attempt = await once(callback);
    delivery.attempts.push(attempt);
    if (attempt.status !== undefined && callback.accepted(attempt.status, attempt.reply ?? '')) delivery.state = 'done';
    else if (delivery.attempts.length >= this.rule.maxAttempts) delivery.state = 'given-up';
    else {
      delivery.state = 'waiting';
      setTimeout(() => void this.#attempt(callback, delivery, generation), this.rule.retryMs);
    }
  }
}

async function once(callback: Callback): Promise<Attempt> {
  const at = new Date().toISOString();
  try {
    const { url, init } = await callback.request();
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
    return { at, status: response.status, reply: (await response.text()).slice(0, 4000) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    return { at, error: `${error instanceof Error ? error.message : String(error)} ${cause}`.trim() };
  }
}
