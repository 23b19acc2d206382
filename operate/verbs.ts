import { agencies } from './agencies/verb.ts';
import { deadLetters } from './dead-letters/verb.ts';
import { endpoints } from './endpoints/verb.ts';
import { republish } from './events/verb.ts';
import { figures } from './figures/verb.ts';
import { log } from './log/verb.ts';
import { portal } from './portal/verb.ts';
import { procedures } from './procedures/verb.ts';
import { rewind } from './rewind/verb.ts';
import { search } from './search/verb.ts';
import { secret } from './secrets/verb.ts';
import { calendar, seed } from './seed/verbs.ts';
import { snapshot } from './snapshot/verb.ts';
import { status } from './status/verb.ts';
import { suspension } from './suspension/verb.ts';
import type { FileVerb, Verb } from './verb.ts';

/** All operator commands, by their first word. */
export const VERBS = {
  status,
  log,
  'dead-letters': deadLetters,
  republish,
  rewind,
  endpoints,
  seed,
  calendar,
  procedures,
  portal,
  figures,
  search,
  snapshot,
  secret,
  suspension,
  agencies,
} as const satisfies Readonly<Record<string, Verb | FileVerb>>;
export type VerbName = keyof typeof VERBS;

export const HELP = [
  'npm run operate -- <verb> --province <slug> [--table <name>] [--endpoint <address of an emulator>] [--dry-run] [--json]',
  '',
  ...Object.values(VERBS).flatMap(({ usage, does, dryRun }) => [
    `  ${usage}${dryRun ? ' [--dry-run]' : ''}`,
    `      ${does}`,
  ]),
  '',
  'Exit codes: 0 done, 1 something is not as it should be or failed, 2 asked wrongly.',
].join('\n');
