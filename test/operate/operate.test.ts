import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { operate as command } from '../../operate/command.ts';
import { VERBS } from '../../operate/verbs.ts';
import { ROOT } from '../infra/support.ts';

const run = promisify(execFile);
const operate = (...args: string[]) =>
  run(join(ROOT, 'node_modules', '.bin', 'node'), [join(ROOT, 'operate', 'run.ts'), ...args], {
    // Calls that reach AWS find no credentials and no metadata service.
    env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'ap-southeast-1' },
  });
const QUANG_TRI = ['--province', 'quang-tri', '--table', 'motcua-quang-tri-stateful-Table-1'];

describe('the operator’s command', () => {
  it('helps, naming every verb', async () => {
    const { stdout } = await operate('--help');
    for (const { usage } of Object.values(VERBS)) expect(stdout).toContain(usage);
    await expect(operate()).rejects.toMatchObject({ code: 2, stdout });
  });

  it.each<[string[], RegExp]>([
    [['destroy', ...QUANG_TRI], /There is no verb destroy/],
    [['status'], /Name the province/],
    [['status', '--province', 'atlantis'], /There is no province "atlantis"/],
    [['status', '--province', 'quang-tri', '--table', 'motcua-quang-ninh-x'], /is not a table of Quảng Trị/],
    [['status', ...QUANG_TRI, '--dry-run'], /no --dry-run/],
    [['status', ...QUANG_TRI, '--force'], /--force/],
    [['log', ...QUANG_TRI], /Name one dossier/],
    [['log', 'a', 'b', ...QUANG_TRI], /Name one dossier/],
    [['log', 'a', '--with-personal-data', ...QUANG_TRI], /needs both/],
    [['log', 'a', '--reason', 'incident number 12', ...QUANG_TRI], /needs both/],
    [['log', 'a', '--with-personal-data', '--reason', 'because', ...QUANG_TRI], /10 to 200/],
    [['dead-letters', ...QUANG_TRI], /Say list, show, redrive, drop/],
    [['dead-letters', 'burn', 'forms', ...QUANG_TRI], /Say list, show, redrive, drop/],
    [['dead-letters', 'redrive', ...QUANG_TRI], /Name the queue/],
    [['dead-letters', 'drop', 'forms', ...QUANG_TRI], /--message/],
    [['dead-letters', 'redrive', 'forms', ...QUANG_TRI], /--dry-run first/],
    [['dead-letters', 'drop', 'forms', '--cause', 'x', ...QUANG_TRI], /--dry-run first/],
    [['dead-letters', 'drop', 'forms', '--cause', 'x', '--at-most', 'all', ...QUANG_TRI], /at-most is a number/],
    [['dead-letters', 'redrive', 'forms', '--dry-run', '--per-second', '0', ...QUANG_TRI], /above 0/],
    [['republish', ...QUANG_TRI], /--since/],
    [['republish', '--dossier', 'd', '--from', '0', ...QUANG_TRI], /--since/],
    [['republish', '--dossier', 'd', '--since', '2026-11-27T08:00:00Z', ...QUANG_TRI], /--since/],
    [['republish', '--since', 'yesterday', ...QUANG_TRI], /--since/],
    [['figures', ...QUANG_TRI], /Say figures rebuild/],
    [['figures', 'destroy', ...QUANG_TRI], /Say figures rebuild/],
    [['search', ...QUANG_TRI], /Say search rebuild/],
    [['calendar', ...QUANG_TRI], /Name the --file/],
    [['rewind', 'post', '--dossier', 'd', '--to', '0', ...QUANG_TRI], /The destination is/],
    [['rewind', 'national-portal', '--to', '0', ...QUANG_TRI], /--dossier/],
    [['rewind', 'national-portal', '--dossier', 'd', '--to', '-1', ...QUANG_TRI], /--to/],
    [['seed', 'all', ...QUANG_TRI], /takes nothing/],
    [['snapshot', ...QUANG_TRI], /Say snapshot rebuild/],
    [['snapshot', 'rebuild', ...QUANG_TRI], /--dossier with an id, or --all/],
    [['snapshot', 'rebuild', '--all', '--dossier', 'd', ...QUANG_TRI], /--dossier with an id, or --all/],
  ])('%j says what is wrong, and reaches for nothing', async (args, said) => {
    await expect(command(args)).rejects.toThrow(said);
  });

  it('reports wrong usage by its exit code', async () => {
    await expect(operate('status')).rejects.toMatchObject({ code: 2 });
    await expect(operate('calendar', '--file', '/nowhere.json', ...QUANG_TRI)).rejects.toMatchObject({ code: 1 });
  });
});
