import { statfs } from 'node:fs/promises';
import { DiskFull } from './errors.ts';
import { cacheFolder } from './paths.ts';

const MIB = 1024 * 1024;
/** Emulator, bundles, cloud assemblies and logs stay below half of it. */
export const NEEDED_MIB = 1024;

/** Pure part: free space from `statfs`, in whole MiB. */
export function freeMiB(stats: { readonly bavail: number; readonly bsize: number }): number {
  return Math.floor((stats.bavail * stats.bsize) / MIB);
}

type Look = (folder: string) => Promise<{ readonly bavail: number; readonly bsize: number }>;

/** @throws DiskFull when less than 1 GiB is free for the cache. */
export async function checkDiskSpace(look: Look = statfs, folder = cacheFolder()): Promise<void> {
  const free = freeMiB(await look(folder));
  if (free < NEEDED_MIB) throw new DiskFull(folder, free, NEEDED_MIB);
}
