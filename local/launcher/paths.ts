import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Everything the local province writes to disk; ignored by git, may be deleted at any time. */
export const CACHE = join(ROOT, '.cache');

/** Holds Node 24, independent of the host: first on the PATH of everything we start, and so of the emulator's Lambdas. */
export const BIN = join(ROOT, 'node_modules', '.bin');
export const NODE = join(BIN, 'node');

/** A folder of the cache, created. */
export function cacheFolder(...parts: readonly string[]): string {
  const folder = join(CACHE, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** PATH with our Node in front. */
export function pathWithNode(path = process.env.PATH ?? ''): string {
  return `${BIN}:${path}`;
}
