import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cleanup } from '../../../local/launcher/cleanup.ts';
import { NODE } from '../../../local/launcher/paths.ts';
import { start } from '../../../local/launcher/processes/managed.ts';
import { parseProportional } from '../../../local/launcher/processes/memory.ts';
import { type ProcessRow, parseStat, rootOf, treeOf } from '../../../local/launcher/processes/table.ts';
import { until } from '../../../local/launcher/wait.ts';
import { alive } from './alive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-processes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('start', () => {
  it('leaves nothing of a group behind, not even what ignores SIGTERM', async () => {
    const lines: string[] = [];
    const stubborn = start({
      command: '/bin/sh',
      args: ['-c', `trap '' TERM; sh -c "trap '' TERM; echo \\$\\$; sleep 600" & wait; sleep 600`],
      env: process.env,
      logFile: join(folder, 'stubborn.log'),
      onLine: (line) => lines.push(line),
    });
    expect(await until(() => lines.length === 1, { timeoutMs: 5000, everyMs: 5 })).toBe(true);
    const grandchild = Number(lines[0]);
    expect(alive(grandchild)).toBe(true);

    await stubborn.stop(100);

    expect(alive(grandchild)).toBe(false);
    expect(alive(stubborn.pid ?? 0)).toBe(false);
  });

  it('ends the rest of a group whose leader ended by itself', async () => {
    const leader = start({
      command: '/bin/sh',
      args: ['-c', 'sleep 600 & echo $!; exit 7'],
      env: process.env,
      logFile: join(folder, 'leader.log'),
    });
    expect((await leader.exited).code).toBe(7);
    const left = Number(await readFile(join(folder, 'leader.log'), 'utf8'));
    expect(await until(() => !alive(left), { timeoutMs: 2000, everyMs: 5 })).toBe(true);
  });

  it('takes its processes along when the parent is killed outright', async () => {
    const parent = join(folder, 'parent.mjs');
    const managed = new URL('../../../local/launcher/processes/managed.ts', import.meta.url).pathname;
    await writeFile(
      parent,
      `import { start } from ${JSON.stringify(managed)};
       const child = start({ command: '/bin/sh', args: ['-c', 'sleep 600 & wait'], env: process.env, logFile: ${JSON.stringify(join(folder, 'orphan.log'))} });
       console.log(child.pid);
       setInterval(() => {}, 1000);`,
    );
    const run = spawn(NODE, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: run.stdout }), 'line')) as [string];
    const child = Number(line);
    expect(alive(child)).toBe(true);

    run.kill('SIGKILL');

    expect(await until(() => !alive(child), { timeoutMs: 5000, everyMs: 10 })).toBe(true);
  });
});

describe('process table', () => {
  const row = (pid: number, parent: number, command = 'node'): ProcessRow => ({
    pid,
    parent,
    group: pid,
    state: 'S',
    command,
    residentBytes: 1,
  });
  const table = [row(1, 0, 'init'), row(10, 1, 'npm start'), row(11, 10, 'sh'), row(12, 11), row(13, 12), row(99, 1)];

  it('reads a stat line whose command has spaces and brackets', () => {
    const stat = `42 (a (b) c) S 7 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 100 200000 300 18446744073709551615`;
    expect(parseStat(stat)).toEqual({
      pid: 42,
      parent: 7,
      group: 42,
      state: 'S',
      command: 'a (b) c',
      residentBytes: 300 * 4096,
    });
    expect(parseStat('rubbish')).toBeUndefined();
  });
  it('counts npm and its shell with what they run, and nothing else', () => {
    expect(rootOf(12, table)).toBe(10);
    expect(treeOf(10, table).map(({ pid }) => pid)).toEqual([10, 11, 12, 13]);
    expect(rootOf(99, table)).toBe(99);
  });
});

describe('Cleanup', () => {
  it('runs every step once, last first, even if some fail', async () => {
    const ran: number[] = [];
    const cleanup = new Cleanup();
    cleanup.add(() => void ran.push(1));
    cleanup.add(() => Promise.reject(new Error('second')));
    cleanup.add(() => void ran.push(3));
    expect(await cleanup.run()).toHaveLength(1);
    expect(await cleanup.run()).toEqual([]);
    expect(ran).toEqual([3, 1]);
  });
});

describe('proportional memory', () => {
  it('reads the share of a process from what the kernel says', () => {
    const rollup = 'Rss:               79272 kB\nPss:               27945 kB\nPss_Anon: 1 kB\n';
    expect(parseProportional(rollup)).toBe(27_945 * 1024);
    expect(parseProportional('Rss: 1 kB\n')).toBeUndefined();
  });
});
