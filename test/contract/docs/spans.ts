import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

/** Pages that operators and developers act by. */
export const PAGES: readonly string[] = globSync(
  ['README.md', 'CONTRIBUTING.md', 'docs/design.md', 'docs/runbook.md', 'docs/guides/*.md', 'functions/**/README.md'],
  { cwd: ROOT },
).toSorted();

export const page = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a page says in code style: between backticks, and lines of fenced or indented blocks. */
export function spansOf(markdown: string): readonly string[] {
  const blocks: string[] = [];
  const prose = markdown
    // Their names are read by schemas, their values are people's: `guides.test.ts`.
    .replace(/^```json .*\n[\s\S]*?^```$/gm, '')
    .replace(/^```\w*\n([\s\S]*?)^```$/gm, (_, block: string) => {
      blocks.push(block);
      return '';
    })
    .replace(/(?<=\n\n)(?: {4}(?! *-).*\n)+/g, (block) => {
      blocks.push(block);
      return '';
    });
  const inline = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replace(/\s+/g, ' '));
  const lines = blocks.flatMap((block) => block.split('\n').map((line) => line.trim()));
  return [...new Set([...inline, ...lines])].filter((span) => span !== '');
}
