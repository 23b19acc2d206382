import { fileURLToPath } from 'node:url';
import type { PythonTools } from '../../python/install.ts';

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Its last open core. Its metadata says 3.10, but nine of its modules use syntax of 3.12. */
export const LOCALSTACK_TOOLS: PythonTools = {
  name: 'localstack',
  requirements: file('requirements.txt'),
  builders: file('builders.txt'),
  oldest: [3, 12],
};

/** Our package for it, with the entry points by which it is found. */
export const PACKAGE = file('python').replace(/\/$/, '');

export const LOCALSTACK_VERSION = '2026.3.0';
