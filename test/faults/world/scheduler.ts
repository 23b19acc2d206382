/** Something that will happen at a virtual moment unless it is taken back. */
export type Pending = { readonly at: number; readonly order: number; readonly run: () => void; cancelled: boolean };

/**
 * The world's one clock and its agenda. Virtual time stands still while anything runs and jumps to the next thing on the
 * agenda when all is quiet, so a day passes in seconds and the same agenda always unfolds the same way.
 */
export class Scheduler {
  /** Epoch milliseconds, fractions included. */
  now: number;
  readonly #agenda: Pending[] = [];
  #order = 0;
  /** Work that the host does on its own threads (signatures): time may not move on before it is done. */
  #outside = 0;
  steps = 0;

  constructor(start: number) {
    this.now = start;
  }

  after(ms: number, run: () => void): Pending {
    const pending = { at: this.now + Math.max(0, ms), order: this.#order++, run, cancelled: false };
    push(this.#agenda, pending);
    return pending;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Counts work on the host's threads while it lasts. */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work;
    } finally {
      this.#outside -= 1;
    }
  }

  get next(): number {
    this.#dropCancelled();
    return this.#agenda[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Lets things happen until `done`, the agenda is empty, or the moment `until` is reached.
   * @returns whether `done` held.
   */
  async run(done: () => boolean, until = Number.POSITIVE_INFINITY): Promise<boolean> {
    await this.#quiet();
    while (!done()) {
      if (this.next > until) {
        this.now = Math.max(this.now, Math.min(until, this.next));
        return false;
      }
      const pending = pop(this.#agenda);
      if (pending === undefined) return false;
      this.now = Math.max(this.now, pending.at);
      this.steps += 1;
      pending.run();
      await this.#quiet();
    }
    return true;
  }

  /** Everything that follows at once from what happened has happened: promises, ticks, the host's threads. */
  async #quiet(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#outside > 0);
  }

  #dropCancelled(): void {
    while (this.#agenda[0]?.cancelled) pop(this.#agenda);
  }
}

const before = (a: Pending, b: Pending) => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Pending[], pending: Pending): void {
  let at = heap.push(pending) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up] as Pending;
    if (!before(pending, parent)) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = pending;
}

function pop(heap: Pending[]): Pending | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let down = at * 2 + 1;
    if (down >= heap.length) break;
    if (down + 1 < heap.length && before(heap[down + 1] as Pending, heap[down] as Pending)) down += 1;
    const child = heap[down] as Pending;
    if (!before(child, last)) break;
    heap[at] = child;
    at = down;
  }
  heap[at] = last;
  return first;
}
