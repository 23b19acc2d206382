import { type Code, Program, type World } from '../world/program.ts';

export type FunctionShape = {
  readonly name: string;
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string>>;
  readonly code: Code;
  readonly folder: string;
  readonly concurrency: number;
  /** Names of the places where its code waits. */
  readonly sites: readonly string[];
  /** What runs until the first deploy, where that is another version. */
  readonly before?: { readonly code: Code; readonly folder: string; readonly sites: readonly string[] };
};

/** One run of a function, from its event to its end. */
export type Invocation = {
  readonly id: number;
  readonly function: string;
  /** Outgoing calls so far: the points at which it may crash. */
  calls: number;
  /** The name of each call so far, for reports. */
  readonly trace: string[];
};

export type Ended =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  /** Killed in the middle, or timed out: its progress is unknown. */
  | { readonly kind: 'died'; readonly at: string };

type Sandbox = {
  readonly program: Program;
  /** Number of the deploy it was made by. */
  readonly deploy: number;
  readonly handler: (event: unknown, context: object) => Promise<unknown>;
  runs: number;
};

export type LambdaAround = {
  readonly world: World;
  readonly unitFor: (name: string) => () => number;
  readonly log: (name: string, line: string) => void;
  /** Milliseconds a new sandbox takes to come up. */
  readonly coldStart: () => number;
  /** Whether a sandbox is thrown away after a run that went well. */
  readonly recycles: () => boolean;
  /** Milliseconds by which a new sandbox's clock is fast. */
  readonly skew: () => number;
  /** Whether a function crashes at an await. */
  readonly diesAt: (site: string) => string | undefined;
  /** Libraries that all sandboxes share, where they do. */
  readonly libraries: Readonly<Record<string, unknown>>;
};

/** Functions in sandboxes: each its own program, one invocation at a time, kept warm until it crashes. */
export class Lambda {
  readonly functions: ReadonlyMap<string, FunctionShape>;
  readonly counts = { invocations: 0, deaths: 0, errors: 0, sandboxes: 0 };
  readonly #around: LambdaAround;
  readonly #idle = new Map<string, Sandbox[]>();
  readonly #deploys = new Map<string, number>();
  readonly #running = new Map<string, { readonly invocation: Invocation; readonly die: (at: string) => void }>();
  #next = 1;

  constructor(functions: ReadonlyMap<string, FunctionShape>, around: LambdaAround) {
    this.functions = functions;
    this.#around = around;
  }

  /** The invocation on whose behalf a program calls. */
  running(caller: string) {
    return this.#running.get(caller);
  }

  get active(): number {
    return this.#running.size;
  }

  async invoke(name: string, event: unknown): Promise<Ended> {
    const shape = this.functions.get(name);
    if (shape === undefined) throw new Error(`no function ${name}`);
    const { scheduler } = this.#around.world;
    this.counts.invocations += 1;
    const id = this.#next++;
    const caller = `${name} ${id}`;
    const warm = this.#idle.get(name)?.pop();
    const sandbox = warm ?? (await this.#sandbox(shape, caller));
    sandbox.program.caller = caller;
    sandbox.runs += 1;
    const until = scheduler.now + shape.timeoutMs;
    const context = {
      functionName: name,
      awsRequestId: caller,
      getRemainingTimeInMillis: () => Math.max(0, until - scheduler.now),
    };
    const ended = await new Promise<Ended>((resolve) => {
      const die = (at: string) => {
        sandbox.program.kill();
        resolve({ kind: 'died', at });
      };
      this.#running.set(caller, { invocation: { id, function: name, calls: 0, trace: [] }, die });
      const limit = scheduler.after(shape.timeoutMs, () => die('time-out'));
      const settle = (end: Ended) => {
        limit.cancelled = true;
        resolve(end);
      };
      // The event crosses the wire: what the handler gets is its own copy.
      const own = JSON.parse(JSON.stringify(event)) as unknown;
      sandbox.program
        .within(() => sandbox.handler(own, context))
        .then(
          (value) =>
            settle({ kind: 'answer', value: value === undefined ? undefined : JSON.parse(JSON.stringify(value)) }),
          (error: unknown) => settle({ kind: 'error', error }),
        );
    });
    this.#running.delete(caller);
    if (ended.kind === 'died') this.counts.deaths += 1;
    else if (this.#around.recycles() || sandbox.deploy !== this.#deployOf(name)) sandbox.program.kill();
    else this.#idle.set(name, [...(this.#idle.get(name) ?? []), sandbox]);
    if (ended.kind === 'error') {
      this.counts.errors += 1;
      this.#around.log(name, `ERROR ${ended.error instanceof Error ? ended.error.stack : String(ended.error)}`);
    }
    return ended;
  }

  async #sandbox(shape: FunctionShape, caller: string): Promise<Sandbox> {
    const { world, unitFor, log, coldStart, skew, libraries } = this.#around;
    const deploy = this.#deployOf(shape.name);
    const { code, folder, sites } = deploy === 0 && shape.before !== undefined ? shape.before : shape;
    await world.scheduler.sleep(coldStart());
    this.counts.sandboxes += 1;
    const program = new Program(world, {
      name: shape.name,
      env: shape.env,
      folder,
      unit: unitFor(`${shape.name} ${this.counts.sandboxes}`),
      unitOfLibraries: unitFor(`libraries of ${shape.name} ${this.counts.sandboxes}`),
      log: (line) => log(shape.name, line),
      skewMs: skew(),
      libraries,
      goesOn: (site) => this.#goesOn(program, sites[site] ?? ''),
    });
    program.caller = caller;
    const { handler } = await program.start(code);
    return { program, deploy, handler: handler as Sandbox['handler'], runs: 0 };
  }

  /** Whether a program continues after an await. Awaits during its start belong to no invocation. */
  #goesOn(program: Program, site: string): boolean {
    const running = this.#running.get(program.caller);
    if (running === undefined || !program.alive) return program.alive;
    const at = this.#around.diesAt(site);
    if (at !== undefined) running.die(at);
    return at === undefined;
  }

  #deployOf(name: string): number {
    return this.#deploys.get(name) ?? 0;
  }

  /** Deploys what still runs in an older version. */
  deployRest(): void {
    for (const [name, { before }] of this.functions) {
      if (before !== undefined && this.#deployOf(name) === 0) this.deploy(name);
    }
  }

  /** From now on new sandboxes answer; what runs in old ones runs on. */
  deploy(name: string): void {
    this.#deploys.set(name, this.#deployOf(name) + 1);
    for (const { program } of this.#idle.get(name) ?? []) program.kill();
    this.#idle.delete(name);
  }
}
