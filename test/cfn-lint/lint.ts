import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../local/launcher/paths.ts';
import { installTools } from '../../local/launcher/python/install.ts';

const TOOLS = { name: 'cfn-lint', requirements: join(import.meta.dirname, 'requirements.txt') };
const START = 'from cfnlint.runner.cli import main; main()';

/** Rules that are not asked, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  W3005: 'The CDK writes out that a function depends on its role, which its reference to the role says already.',
};

type Match = {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
};

/**
 * What cfn-lint finds wrong in templates, warnings included, one sentence each. A template it found nothing in is not
 * read again as long as it, the region and cfn-lint itself stay the same.
 */
export async function lint(files: readonly string[], region: string): Promise<readonly string[]> {
  const passed = cacheFolder('cfn-lint-passed');
  const tools = readFileSync(TOOLS.requirements);
  const stampOf = (file: string) =>
    join(passed, createHash('sha256').update(tools).update(region).update(readFileSync(file)).digest('hex'));
  const unknown = files.filter((file) => !existsSync(stampOf(file)));
  if (unknown.length === 0) return [];

  const options = ['--format', 'json', '--regions', region, '--ignore-checks', ...Object.keys(LEFT_OUT)];
  const python = await installTools(TOOLS);
  const run = promisify(execFile)(python, ['-c', START, ...options, '--template', ...unknown], { maxBuffer: 2 ** 26 });
  // It ends with a code other than 0 for findings, too: what it printed says which it was.
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  const matches = parse(stdout, stderr);
  const bad = new Set(matches.map(({ Filename }) => Filename));
  for (const file of unknown.filter((one) => !bad.has(one))) writeFileSync(stampOf(file), '');
  return matches.map(({ Filename, Rule, Message, Location }) =>
    [Filename.split('/').at(-1), Rule.Id, Location.Path?.join('/'), Message].join(' '),
  );
}

function parse(stdout: string, stderr: string): readonly Match[] {
  try {
    return JSON.parse(stdout) as Match[];
  } catch {
    throw new Error(`cfn-lint did not run: ${stderr.slice(-2000)}${stdout.slice(-2000)}`);
  }
}
