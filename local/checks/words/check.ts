import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORDS, wordsIn } from './words.ts';

/** Fails on words that a reader would not search for, in code, comments and pages of the product. */
const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Records of decisions and of changes keep the words of their day. */
const FILES = ['{events,shared,functions,infra,operate,local,portal}/**/*.{ts,tsx,md}', 'docs/{guides/,}*.md', '*.md'];
const ALLOWED = new Set(['local/checks/words/words.ts', 'CHANGELOG.md']);

const files = FILES.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((file) => !ALLOWED.has(file));
const found = files.flatMap((file) =>
  wordsIn(readFileSync(join(root, file), 'utf8')).map(
    ({ line, word }) => `${file}:${line} ${word}: write "${WORDS[word]}"`,
  ),
);
console.log(`${files.length} files, ${found.length} words to replace`);
for (const one of found) console.log(`  ${one}`);
if (found.length > 0) process.exitCode = 1;
