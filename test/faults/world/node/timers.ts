import type { Pending, Scheduler } from '../scheduler.ts';

/** Whether what was planned may still happen: a program that was killed plans nothing any more. */
export type Alive = () => boolean;

type Handle = { ref(): Handle; unref(): Handle; hasRef(): boolean; refresh(): Handle; close(): void };

/**
 * Timers of one program on the world's clock.
 * @param within runs what a timer calls as the program it belongs to
 */
export function timersOf(scheduler: Scheduler, alive: Alive, within: (run: () => void) => void) {
  const pendings = new WeakMap<object, Pending>();

  const plan = (ms: unknown, run: () => void, every = false): Handle => {
    const delay = Math.max(1, Number(ms ?? 1) || 1);
    const handle: Handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => {
        clear(handle);
        start();
        return handle;
      },
      close: () => clear(handle),
    };
    const start = () => {
      const pending = scheduler.after(delay, () => {
        if (!alive()) return;
        if (every) start();
        within(run);
      });
      pendings.set(handle, pending);
    };
    start();
    return handle;
  };
  const clear = (handle: unknown) => {
    const pending = typeof handle === 'object' && handle !== null ? pendings.get(handle) : undefined;
    if (pending !== undefined) pending.cancelled = true;
  };
  type Callback = (...args: unknown[]) => void;

  const setTimeout = (run: Callback, ms?: number, ...args: unknown[]) => plan(ms, () => run(...args));
  const setInterval = (run: Callback, ms?: number, ...args: unknown[]) => plan(ms, () => run(...args), true);
  const setImmediate = (run: Callback, ...args: unknown[]) => plan(0, () => run(...args));
  const promises = {
    setTimeout: (ms?: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const handle = plan(ms, () => resolve(value));
        signal?.addEventListener('abort', () => {
          clear(handle);
          reject(signal.reason);
        });
      }),
    setImmediate: (value?: unknown) => new Promise((resolve) => plan(0, () => resolve(value))),
  };
  return {
    setTimeout,
    setInterval,
    setImmediate,
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    promises,
  };
}

/**
 * The world's date. What another program or the host made is a date all the same.
 * @param now epoch milliseconds, whole ones
 */
export function dateOf(now: () => number): DateConstructor {
  const Host = Date;
  class WorldDate extends Host {
    constructor(...args: unknown[]) {
      // @ts-expect-error the host's constructor takes any of its forms
      super(...(args.length === 0 ? [now()] : args));
    }
    static override now(): number {
      return now();
    }
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Host;
    }
  }
  return WorldDate as unknown as DateConstructor;
}

/** `AbortSignal` whose time-outs run on the world's clock. */
export function abortSignalOf(setTimeout: (run: () => void, ms?: number) => unknown): typeof AbortSignal {
  const timeout = (ms: number) => {
    const controller = new AbortController();
    const reason = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    setTimeout(() => controller.abort(reason()), ms);
    return controller.signal;
  };
  return new Proxy(AbortSignal, {
    get: (target, name) => (name === 'timeout' ? timeout : Reflect.get(target, name)),
  });
}
