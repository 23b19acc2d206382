import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Files of the project and their imports from the project, types included. Paths are relative to the project. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const FOLDERS = '{events,shared,functions,infra,operate,portal,local,test}/**/*.{ts,tsx}';
/** `import … from './x.ts'`, `export … from`, `import('./x.ts')`, types too. */
const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+\.tsx?)'/g;

/** Reads what every file imports. @param root folder of the project */
export function readImports(root: string): Imports {
  const files = globSync(FOLDERS, { cwd: root });
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]));
}

/** Project imports in a file's text. */
export function importsOf(file: string, text: string): readonly string[] {
  const found = [...text.matchAll(SPECIFIER)].map(([, specifier = '']) => normalize(join(dirname(file), specifier)));
  return [...new Set(found)];
}
