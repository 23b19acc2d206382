import { spawn } from 'node:child_process';

/** All static checks of the tree. They run in parallel; each prints only when it fails. */
const PARTS = {
  types: ['tsc'],
  'types of the portal': ['tsc', '-p', 'portal'],
  'lint and format': ['biome', 'check', '--error-on-warnings', '.'],
  'rooms and what they may know': ['node', 'local/checks/rooms/check.ts'],
  'plain words': ['node', 'local/checks/words/check.ts'],
  'dead code': ['knip'],
  'catalogues of the provinces': ['node', 'local/checks/catalogue/check.ts'],
  'generated contracts': ['node', 'local/checks/contracts/generate.ts', '--check'],
} as const;

/** Parts whose output is worth reading when nothing is wrong. */
const TELLING: ReadonlySet<string> = new Set(['rooms and what they may know', 'catalogues of the provinces']);

type Result = { readonly name: string; readonly ok: boolean; readonly seconds: number; readonly output: string };

function run(name: string, [command, ...args]: readonly string[]): Promise<Result> {
  const started = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(command as string, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const end = (ok: boolean, output: string) =>
      resolve({ name, ok, output, seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => end(false, error.message));
    child.on('close', (code) => end(code === 0, Buffer.concat(chunks).toString()));
  });
}

const results = await Promise.all(Object.entries(PARTS).map(([name, command]) => run(name, command)));
for (const { name, ok, seconds, output } of results) {
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok || TELLING.has(name)) console.log(output.trimEnd());
}
process.exitCode = results.every((result) => result.ok) ? 0 : 1;
