import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PythonTools } from '../../python/install.ts';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

/** The emulator, as an argument of `installTools`. */
export const MINISTACK_TOOLS: PythonTools = { name: 'emulator', requirements };

/** Pure: the exact version of the emulator in the requirements. */
export function pinnedVersion(requirements: string): string {
  const version = /^ministack==(\S+)/m.exec(requirements)?.[1];
  if (!version) throw new Error('requirements.txt does not pin ministack');
  return version;
}

export const MINISTACK_VERSION = pinnedVersion(readFileSync(requirements, 'utf8'));
