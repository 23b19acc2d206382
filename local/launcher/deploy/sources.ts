import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../paths.ts';

/** Sources of a cloud assembly. */
const SOURCES = ['infra', 'functions', 'shared', 'events', 'cdk.json', 'package-lock.json', 'tsconfig.json'];

async function filesOf(root: string, sources: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const source of sources) {
    const below = await readdir(join(root, source), { recursive: true, withFileTypes: true }).catch(() => undefined);
    if (!below) found.push(source);
    else
      for (const entry of below) {
        if (entry.isFile()) found.push(join(entry.parentPath, entry.name).slice(root.length + 1));
      }
  }
  return found.sort();
}

/** Fingerprint of the sources and of the synth's other inputs; the same fingerprint gives the same assembly. */
export async function fingerprint(told: readonly string[], root = ROOT, sources = SOURCES): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(told));
  for (const file of await filesOf(root, sources)) {
    const content = await readFile(join(root, file)).catch(() => Buffer.alloc(0));
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
