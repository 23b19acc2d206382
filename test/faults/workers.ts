import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Plan, Report } from './run-world.ts';

/** Megabytes of a worker: a world keeps everything that ever happened in it. */
const LIMITS = { maxOldGenerationSizeMb: 6_000, maxYoungGenerationSizeMb: 128 };

/** What a worker says when it is ready: the places where functions wait, come to or not. */
export type Ready = { readonly waits: readonly string[] };
type Answer = { readonly report: Report } | { readonly error: string } | Ready;

/** What is made before worlds begin: the functions' bundles, whether those are what runs, and where an older version lies. */
export type Made = { readonly bundles: string; readonly deployed: boolean; readonly before?: string | undefined };

/** Worlds on all processors: each worker runs one at a time. */
export class Workers {
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #all: Worker[] = [];
  #waits: readonly string[] = [];

  static async start(made: Made, count = availableParallelism()): Promise<Workers> {
    const workers = new Workers();
    const started = Array.from({ length: count }, () => {
      const worker = new Worker(new URL('worker.ts', import.meta.url), {
        workerData: made,
        resourceLimits: LIMITS,
      });
      workers.#all.push(worker);
      return answered(worker).then((answer) => {
        if ('waits' in answer) workers.#waits = answer.waits;
        workers.#free(worker);
      });
    });
    await Promise.all(started);
    return workers;
  }

  /** Every place where a function's own code waits. */
  get waits(): readonly string[] {
    return this.#waits;
  }

  get count(): number {
    return this.#all.length;
  }

  async live(plan: Plan): Promise<Report> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    worker.postMessage(plan);
    const answer = await answered(worker);
    this.#free(worker);
    if ('report' in answer) return answer.report;
    throw new Error('error' in answer ? answer.error : 'no report');
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #free(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }
}

function answered(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: Answer) => done(() => resolve(answer));
    const onError = (error: unknown) => done(() => reject(error));
    const onExit = () => done(() => reject(new Error('a worker ended')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
