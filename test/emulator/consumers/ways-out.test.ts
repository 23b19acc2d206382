import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLog } from '../../../shared/platform/delivery/event-log.ts';
import { eventually, table } from '../kit.ts';
import { AtAnotherTime, COMMUNE, DESK, officer, poll } from './another-time.ts';
import { changeNotification, put } from './kit.ts';
import { operate } from './operate-kit.ts';

/** Another desk than those of the other tests: a suspension is about all dossiers of an agency. */
const FLOODED = { desk: 'H50.45.1', commune: 'H50.45' };

const daysAgo = (days: number) => new AtAnotherTime(new Date(Date.now() - days * 86_400_000));

const folder = mkdtempSync(join(tmpdir(), 'suspension-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: unknown) => {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

describe('a dossier that nobody leads on', () => {
  it('whose applicant never answers is reminded, closed with form 5, and its timers are gone', async () => {
    const past = await daysAgo(90).accepted();
    await past.forward(officer(DESK, 'reception'), 'examination');
    const item = { content: 'Thiếu giấy', reason: 'Chưa nộp', guidance: 'Nộp bản chính' };
    await past.ask(officer(COMMUNE, 'handler'), { type: 'request-supplement', items: [item] });
    await poll();
    await eventually('closed', async () => (await past.state()).status === 'stopped');
    const log = await readLog(table, past.dossierId);
    expect(log.map(({ type }) => type)).toContain('applicant-reminded');
    const stopped = log.find(({ type }) => type === 'stopped');
    expect(stopped).toMatchObject({ closing: 'supplement-not-supplied' });
    expect(await past.rows()).toEqual([]);
    // The bus does not feed the forms here (`test/emulator/setup.ts`).
    await put('forms', changeNotification(past.dossierId, stopped?.version ?? 0, 'stopped'));
    await eventually('form 5', async () => (await past.state()).forms.some(({ form }) => form === 'stop-notice'));
  });

  it('under force majeure stands by one recorded decision, and goes on with new dates when it is lifted', async () => {
    const past = await daysAgo(1).accepted(FLOODED.desk);
    const { appointmentAt = '' } = await past.state();
    const decision = {
      decision: '12/QĐ-UBND',
      signedBy: 'Chủ tịch Ủy ban nhân dân tỉnh',
      signedAt: past.now.toISOString(),
    };
    const suspensionId = `bao-so-12-${past.dossierId.slice(0, 8)}`;
    const file = fileOf('flood', { ...decision, suspensionId, reason: 'Bão số 12', agencies: [FLOODED.commune] });
    const first = await operate<{ changed: number; before: number }>('suspension', '--file', file);
    expect([first.code, first.data.changed >= 1], first.stderr).toEqual([0, true]);
    expect((await past.state()).suspension).toMatchObject({ suspensionId });
    expect(await past.rows()).toEqual([]);
    const again = await operate<{ changed: number; before: number }>('suspension', '--file', file);
    expect(again.data.changed).toBe(0);
    const lifting = fileOf('lifting', { ...decision, decision: '15/QĐ-UBND' });
    const lifted = await operate<{ changed: number }>('suspension', '--lift', suspensionId, '--file', lifting);
    expect([lifted.code, lifted.data.changed >= 1], lifted.stderr).toEqual([0, true]);
    const after = await past.state();
    expect(after.suspension).toBeUndefined();
    expect(after.pausedAt).toBeUndefined();
    expect(after.appointments.at(-1)?.previousAt).toBe(appointmentAt);
    expect((await past.rows()).length).toBeGreaterThan(0);
  });
});
