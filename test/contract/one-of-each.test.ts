import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** What exists once, by the text that a second one could not do without, and the only file that may hold it. */
const ONE_OF_EACH: Readonly<Record<string, { readonly text: RegExp; readonly home: string }>> = {
  'parse of JSON': { text: /\bJSON\.parse\b/, home: 'shared/text/json.ts' },
  'reading of conditions that do not hold': {
    text: /ConditionalCheckFailed|TransactionCanceled|CancellationReasons/,
    home: 'shared/platform/table/write.ts',
  },
  // The operator's verbs also write whole batches, which the store takes without a condition alone.
  'writing of a row': {
    text: /\b(?:Put|Update|Delete|TransactWrite)Command\b/,
    home: 'shared/platform/table/write.ts',
  },
  'query of a log': { text: /keys\.event\([^)]*\)\.sk/, home: 'shared/platform/delivery/event-log.ts' },
  'HTTP request': {
    text: /\bfetch\(|\brequest\b[^}]*\} from 'node:https?'/,
    home: 'shared/platform/partners/exchange.ts',
  },
};

/** Simulators and the launcher are no part of the product, and the CDK app reads files of its own. */
const SOURCES = ['shared', 'functions', 'events', 'operate'].flatMap((room) =>
  globSync(`${room}/**/*.ts`, { cwd: ROOT, exclude: (path) => path.endsWith('.d.ts') }),
);

describe('one of each', () => {
  it.each(Object.entries(ONE_OF_EACH))('%s', (_, { text, home }) => {
    const holders = SOURCES.filter((file) => text.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(holders).toEqual([home]);
  });
});
