import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { abortSignalOf, dateOf } from './node/timers.ts';
import type { Scope } from './program.ts';

const hostRequire = createRequire(import.meta.url);

/** A program as its libraries see it: what tells time, draws chance or reaches out on its behalf. */
export type LibraryUser = { readonly scopeOfLibraries: Scope };

/** On whose behalf code runs: a program sets itself at its start, at each invocation, and when a timer of its rings. */
export const running = new AsyncLocalStorage<LibraryUser>();

/** Names whose meaning depends on who runs; everything else a library finds in its scope is the host's. */
const ASKED = ['process', 'console', 'crypto', 'performance'] as const;
const CALLED = [
  ...(['fetch', 'setTimeout', 'setInterval', 'setImmediate'] as const),
  ...(['clearTimeout', 'clearInterval', 'clearImmediate'] as const),
] as const;

/** Everything of the host that a library may reach out by. */
const NAMES = [
  ...[...ASKED, ...CALLED, 'Date', 'Math', 'AbortSignal', 'globalThis', 'global', 'exports', 'require', 'module'],
];

/** Built-in modules that exist in an edition for each program. */
const MODULES = ['crypto', 'http', 'https', 'fs', 'fs/promises', 'timers', 'timers/promises', 'dns', 'dns/promises'];

/**
 * The libraries that functions have in common, in one copy for a whole world: what AWS loads for each sandbox keeps
 * its compiled code here. Time, chance, network and environment are those of the running program.
 */
export class Libraries {
  readonly #script: Script;
  #run: ((...args: unknown[]) => void) | undefined;

  /** @param source CommonJS text whose exports are the libraries by name */
  constructor(source: string) {
    this.#script = new Script(`(function (${NAMES.join(', ')}) {${source}\n})`, { filename: 'libraries.js' });
  }

  /** A copy of its own for one world. @param atStart who runs while the libraries themselves start */
  load(atStart: LibraryUser): Readonly<Record<string, unknown>> {
    const user = () => running.getStore() ?? atStart;
    const scope: Record<string, unknown> = {};
    for (const name of ASKED) scope[name] = follower(hostGlobal(name), () => user().scopeOfLibraries[name] as object);
    for (const name of CALLED) {
      scope[name] = (...args: unknown[]) =>
        Reflect.apply(user().scopeOfLibraries[name] as () => unknown, undefined, args);
    }
    scope.Date = dateOf(() => (user().scopeOfLibraries.Date as DateConstructor).now());
    scope.Math = Object.assign(Object.create(Math), {
      random: () => (user().scopeOfLibraries.Math as typeof Math).random(),
    });
    scope.AbortSignal = abortSignalOf(scope.setTimeout as (run: () => void, ms?: number) => unknown);
    // Look-ups of a global by its full name find the same.
    const everything = Object.create(globalThis, Object.getOwnPropertyDescriptors({ ...scope })) as object;
    Object.assign(scope, { globalThis: everything, global: everything });
    const own = (name: string) => (user().scopeOfLibraries.require as (name: string) => object)(name);
    const modules = new Map<string, object>();
    scope.require = (given: string) => {
      const name = given.replace(/^node:/, '');
      if (name === 'process') return scope.process;
      if (name === 'console') return follower(hostRequire(name), () => own(name));
      if (!MODULES.includes(name)) return hostRequire(given);
      const known = modules.get(name);
      if (known !== undefined) return known;
      const made = calls(hostRequire(name), () => own(name));
      modules.set(name, made);
      return made;
    };
    const module = { exports: {} as Record<string, unknown> };
    Object.assign(scope, { module, exports: module.exports });
    this.#run ??= this.#script.runInThisContext() as (...args: unknown[]) => void;
    this.#run(...NAMES.map((name) => scope[name]));
    return module.exports;
  }
}

const hostGlobal = (name: string): object => (globalThis as unknown as Record<string, object>)[name] ?? {};

/** An object whose properties are those of the running program. */
const follower = (host: object, target: () => object): object =>
  new Proxy(host, { get: (_, name) => Reflect.get(target(), name) as unknown });

/** A module whose functions are those of the running program, although a library took them out of it when it started. */
function calls(host: object, target: () => object): object {
  const made: Record<string, unknown> = { ...host };
  for (const [name, value] of Object.entries(host)) {
    if (typeof value === 'function' && !/^[A-Z]/.test(name)) {
      made[name] = (...args: unknown[]) =>
        Reflect.apply((target() as Record<string, () => unknown>)[name] as () => unknown, undefined, args);
    } else if (name === 'promises' || name === 'webcrypto') {
      made[name] = follower(value as object, () => (target() as Record<string, object>)[name] as object);
    }
  }
  return made;
}
