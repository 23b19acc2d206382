import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { Script } from 'node:vm';
import { type LibraryUser, running } from './libraries.ts';
import type { Names } from './names.ts';
import type { Network } from './network.ts';
import { cryptoOf } from './node/crypto.ts';
import { carryOf, fetchOf, httpOf } from './node/http.ts';
import { abortSignalOf, dateOf, timersOf } from './node/timers.ts';
import type { Scheduler } from './scheduler.ts';

const hostRequire = createRequire(import.meta.url);

export type World = {
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly names: Names;
};

export type ProgramOptions = {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder that the program takes for its own. */
  readonly folder: string;
  readonly unit: () => number;
  /**
   * What libraries draw from, where it shares them: they may draw in the order of what they were asked at one moment, and what
   * the program itself draws does not hang on that.
   */
  readonly unitOfLibraries?: () => number;
  readonly log: (line: string) => void;
  /** Milliseconds by which its clock is fast. */
  readonly skewMs?: number;
  /** Libraries that it shares with other programs, by name. */
  readonly libraries?: Readonly<Record<string, unknown>>;
  /** Whether it continues after an await, by the await's number (`app/awaits.ts`); if not, it was killed there. */
  readonly goesOn?: (site: number) => boolean;
};

/** Code that was read and compiled once and may be started any number of times, each time with a state of its own. */
export class Code {
  readonly #script: Script;
  #run: ((...args: unknown[]) => Promise<unknown>) | undefined;
  constructor(file: string, source: string) {
    this.#script = new Script(`(async function (${SCOPE.join(', ')}) {${source}\n})`, { filename: file });
  }

  start(scope: Scope): Promise<unknown> {
    // One function for all starts: what the engine has learnt about the functions inside it holds for the next ones.
    this.#run ??= this.#script.runInThisContext() as (...args: unknown[]) => Promise<unknown>;
    return this.#run(...SCOPE.map((name) => scope[name]));
  }
}

/** Everything of the host that tells time, draws chance or reaches out, in a program's own edition. */
const SCOPE = [
  ...[
    'exports',
    'require',
    'module',
    '__filename',
    '__dirname',
    'process',
    'console',
    'crypto',
    'fetch',
    'Date',
    'Math',
  ],
  ...[
    'performance',
    'AbortSignal',
    'globalThis',
    'global',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
  ],
  '$wait',
] as const;
export type Scope = Readonly<Record<(typeof SCOPE)[number], unknown>>;

/** One running program (a function's sandbox, a partner, the people) in the world. */
export class Program implements LibraryUser {
  readonly name: string;
  readonly exports: Record<string, unknown> = {};
  #alive = true;
  readonly scope: Scope;
  readonly scopeOfLibraries: Scope;

  constructor(world: World, options: ProgramOptions) {
    this.name = options.name;
    const alive = () => this.#alive;
    const { scheduler, network } = world;
    const from = () => this.caller;
    const timers = timersOf(scheduler, alive, (run) => this.within(run));
    const { module: crypto, webcrypto } = cryptoOf(scheduler, options.unit);
    const { http, https } = httpOf(network, from, alive, world.names);
    const output = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _, done) => {
        options.log(String(chunk));
        done();
      },
    });
    const process = Object.create(globalThis.process, {
      env: { value: { ...options.env } },
      stdout: { value: output },
      stderr: { value: output },
      on: { value: () => process },
      once: { value: () => process },
      exit: { value: () => undefined },
      ppid: { value: 1 },
    });
    const console = new Console({ stdout: output, stderr: output });
    const performance = { now: () => scheduler.now, timeOrigin: 0, mark: () => undefined, measure: () => undefined };
    const resolve = async (host: string, options: { all?: boolean } = {}) =>
      options.all ? world.names.addressesOf(host, from()) : world.names.addressesOf(host, from())[0];
    class Resolver {
      setServers() {}
      resolve4 = async (host: string) => world.names.addressesOf(host, from()).map(({ address }) => address);
      resolve6 = async () => [];
    }
    const dns = { promises: { lookup: resolve, Resolver }, lookup: resolve };
    const files = counted(hostRequire('node:fs/promises'), scheduler);
    const own: Readonly<Record<string, unknown>> = {
      fs: { ...hostRequire('node:fs'), promises: files },
      'fs/promises': files,
      crypto,
      http,
      https,
      timers: { ...timers },
      'timers/promises': timers.promises,
      'dns/promises': dns.promises,
      dns,
      process,
      console: { ...console, Console },
      perf_hooks: { ...hostRequire('node:perf_hooks'), performance },
    };
    const module = { exports: this.exports };
    const globals = {
      process,
      console,
      crypto: webcrypto,
      fetch: fetchOf(network, from, alive),
      $carry: carryOf(network, from, alive),
      Date: dateOf(() => Math.floor(scheduler.now + (options.skewMs ?? 0))),
      Math: Object.assign(Object.create(Math), { random: options.unit }),
      performance,
      AbortSignal: abortSignalOf(timers.setTimeout),
      ...{ setTimeout: timers.setTimeout, setInterval: timers.setInterval, setImmediate: timers.setImmediate },
      ...{
        clearTimeout: timers.clearTimeout,
        clearInterval: timers.clearInterval,
        clearImmediate: timers.clearImmediate,
      },
    };
    // Look-ups of a global by its full name find the program's own as well.
    const everything = Object.create(globalThis, Object.getOwnPropertyDescriptors(globals)) as object;
    this.scope = {
      exports: this.exports,
      require: (name: string) => options.libraries?.[name] ?? own[name.replace(/^node:/, '')] ?? hostRequire(name),
      module,
      __filename: `${options.folder}/${options.name}.js`,
      __dirname: options.folder,
      ...globals,
      globalThis: everything,
      global: everything,
      $wait: waits(options.goesOn ?? (() => true)),
    };
    const { unitOfLibraries = options.unit } = options;
    const drawing = cryptoOf(scheduler, unitOfLibraries);
    this.scopeOfLibraries = {
      ...this.scope,
      crypto: drawing.webcrypto,
      Math: Object.assign(Object.create(Math), { random: unitOfLibraries }),
      require: (name: string) => (/^(?:node:)?crypto$/.test(name) ? drawing.module : own[name.replace(/^node:/, '')]),
    };
    this.#module = module;
  }

  readonly #module: { exports: Record<string, unknown> };
  /** On whose behalf the program calls now, as the faults see it. */
  caller = '';

  async start(code: Code): Promise<Record<string, unknown>> {
    await this.within(() => code.start(this.scope));
    return this.#module.exports;
  }

  /** Runs something as this program: libraries that it shares see its time, its chance and its network. */
  within<T>(run: () => T): T {
    return running.run(this, run);
  }

  /** Ends it as a machine that loses its power: nothing it waits for ever comes. */
  kill(): void {
    this.#alive = false;
  }

  get alive(): boolean {
    return this.#alive;
  }
}

/** Wraps every awaited value: the value itself, or for a killed program a promise that never settles. */
function waits(goesOn: (site: number) => boolean) {
  const never = new Promise<never>(() => {});
  async function* each(site: number, values: AsyncIterable<unknown>) {
    for await (const value of values) yield goesOn(site) ? value : await never;
  }
  return (site: number, value: unknown, many = false) => {
    if (many) return each(site, value as AsyncIterable<unknown>);
    if (goesOn(site)) return value;
    // Its outcome is dropped.
    Promise.resolve(value).catch(() => {});
    return never;
  };
}

/** A module whose functions work on the host's threads: the world's time stands still meanwhile. */
function counted<T extends object>(module: T, scheduler: Scheduler): T {
  const wrapped = Object.entries(module).map(([name, value]) => [
    name,
    typeof value !== 'function'
      ? value
      : (...args: unknown[]) => scheduler.outside(Promise.resolve(Reflect.apply(value, module, args))),
  ]);
  return Object.fromEntries(wrapped) as T;
}
