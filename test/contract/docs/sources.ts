import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Comments vouch for nothing: they are prose like the pages that are checked. */
const withoutComments = (code: string) =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$|(?<=\s)\/\/ .*$/gm, '');

const FOLDERS = '{functions,shared,events,infra,operate,local,portal}';

/** Every file of the project that is no page, by path, as the program sees it. */
export const CODE: ReadonlyMap<string, string> = new Map(
  globSync([`${FOLDERS}/**/*.{ts,tsx,json}`, '*.json'], { cwd: ROOT, exclude: ['package-lock.json'] }).map((path) => [
    path,
    withoutComments(readFileSync(join(ROOT, path), 'utf8')),
  ]),
);

const WORDS: ReadonlySet<string> = new Set([...CODE.values()].flatMap((code) => code.match(/[A-Za-z_][\w-]*/g) ?? []));
const PARTS: ReadonlySet<string> = new Set([...WORDS].flatMap((word) => word.split('-')));

/** Whether the program knows a word: as a name, or as (part of) a text it writes. */
export const isWord = (word: string): boolean => WORDS.has(word) || PARTS.has(word);

export const codeOf = (folder: string): string =>
  [...CODE].flatMap(([path, code]) => (path.startsWith(`${folder}/`) ? [code] : [])).join('\n');

/** Whether a path of the project exists; `*` and `<…>` stand for anything. A bare file name may lie anywhere. */
export function isPath(path: string): boolean {
  const pattern = path.replace(/<[^>]+>/g, '*').replace(/\/$/, '');
  if (existsSync(join(ROOT, pattern))) return true;
  return globSync(pattern.includes('/') ? pattern : `${FOLDERS}/**/${pattern}`, { cwd: ROOT }).length > 0;
}
