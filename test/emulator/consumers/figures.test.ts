import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figures } from '../../../functions/figures/counting/figures.ts';
import { readGenerations } from '../../../functions/figures/generation.ts';
import { XLSX } from '../../../functions/figures/reading/files.ts';
import { rebuildFigures } from '../../../operate/figures/rebuild.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { eventually, stage, table } from '../kit.ts';
import { AtAnotherTime, COMMUNE, DESK, officer, poll } from './another-time.ts';
import { causeOf, changeNotification, handled, put } from './kit.ts';

/** A month without dossiers of other tests. */
const MARCH = 'from=2021-03-01&to=2021-03-31';
const on = (day: string) => new Date(`2021-${day}T09:00:00+07:00`);

const reception = officer(DESK, 'reception');
const handler = officer(COMMUNE, 'handler');
const approver = officer(COMMUNE, 'approver');

type Answer = {
  readonly total: Figures;
  readonly groups: readonly { readonly key: string; readonly name?: string; readonly figures: Figures }[];
};

async function figures(query: string, leader = 'lanh-dao-dong-hoi'): Promise<Answer> {
  return (await (await stage.as(leader)).must('GET', `/v1/figures?${query}`)) as unknown as Answer;
}

const ward = (query = '') => figures(`${MARCH}&agencyId=${COMMUNE}${query}`);

/** Every figure that must not move by what is merely told again. */
const everything = async () => [
  await ward(),
  await ward('&groupBy=agency'),
  await ward('&groupBy=field'),
  await ward('&groupBy=day'),
  await ward('&groupBy=officer'),
];

async function completed(): Promise<AtAnotherTime> {
  const done = await new AtAnotherTime(on('03-02')).accepted();
  await done.forward(reception, 'examination');
  await done.forward(handler, 'registration');
  await done.forward(handler, 'signature');
  await done.ask(approver, { type: 'complete', outcome: 'granted' });
  done.now = on('03-04');
  return done.ask(reception, { type: 'return-result', method: 'counter' });
}

describe('figures', () => {
  const dossiers: AtAnotherTime[] = [];

  beforeAll(async () => {
    const waiting = await new AtAnotherTime(on('03-10')).accepted();
    await waiting.forward(reception, 'examination');
    await waiting.ask(handler, {
      type: 'request-supplement',
      items: [{ content: 'Giấy chứng sinh', reason: 'Mờ', guidance: 'Chụp lại' }],
    });
    // No command touches this one again: only the deadline poller shows that it is overdue.
    const forgotten = await new AtAnotherTime(on('03-11')).accepted();
    await forgotten.forward(reception, 'examination');
    dossiers.push(await completed(), waiting, forgotten);
    await poll();
    await eventually('all are counted', async () => {
      const { total } = await ward();
      return total.total === 3 && total.inProcess.overdue === 1;
    });
  });

  it('say what came, went and waits', async () => {
    const { total } = await ward();
    expect(total).toMatchObject({
      carriedOver: 0,
      received: { direct: 3, online: 0, postal: 0 },
      takenOver: 0,
      finished: { total: 1, early: 1, onTime: 0, overdue: 0, untimed: 0 },
      inProcess: { withinTime: 0, overdue: 1 },
      waitingForSupplement: 1,
      returned: 1,
      notYetReturned: 0,
      refunds: { open: 0, amount: 0 },
      onTimeRate: 100,
    });
    const { groups } = await ward('&groupBy=agency');
    expect(groups.map(({ key, figures: of }) => [key, of.received.direct, of.takenOver, of.total])).toEqual([
      [COMMUNE, 0, 3, 3],
      [DESK, 3, -3, 0],
    ]);
    const february = await figures(`from=2021-02-01&to=2021-02-28&agencyId=${COMMUNE}`);
    expect(february.total).toMatchObject({ total: 0, onTimeRate: 'not-applicable' });
    const april = await figures(`from=2021-04-01&to=2021-04-30&agencyId=${COMMUNE}`);
    expect(april.total).toMatchObject({ carriedOver: 2, total: 2, inProcess: { withinTime: 0, overdue: 1 } });
  });

  it('give the quality index, and to everybody what is public', async () => {
    const leader = await stage.as('lanh-dao-dong-hoi');
    const index = await leader.must('GET', `/v1/quality-index?${MARCH}&agencyId=${COMMUNE}`);
    // Kept: the finished one and the one that waits for its first supplement; broken: the forgotten one.
    const progress = (index.groups as { group: string; points: number; scores: { rate: number }[] }[])[1];
    expect([progress?.group, progress?.scores[0]?.rate, progress?.points]).toEqual(['progress', 66.67, 13.33]);
    const open = await leader.must('GET', `/v1/public-figures?${MARCH}`);
    expect(open.province).toEqual({ received: 3, finished: 1, open: 2, onTimeRate: 100 });
    const agencies = open.agencies as { agencyId: string }[];
    expect(agencies.find(({ agencyId }) => agencyId === COMMUNE)).toEqual({
      agencyId: COMMUNE,
      received: 'withheld',
      finished: 'withheld',
      open: 'withheld',
      onTimeRate: 'withheld',
    });
  });

  it('have names beside the codes, and are compared with the month before', async () => {
    const answer = (await ward('&groupBy=procedure&compare=period-before')) as Answer & { previous: Answer };
    expect(answer.groups.map(({ key, name, figures: of }) => [key, name, of.total])).toEqual([
      ['1.001193', 'Đăng ký khai sinh', 3],
    ]);
    expect(answer.previous).toMatchObject({ from: '2021-02-01', to: '2021-02-28', total: { total: 0 } });
    const units = await ward('&groupBy=agency');
    expect(units.groups.map(({ name }) => name)).toEqual([
      expect.stringMatching(/Đồng Hới/),
      expect.stringMatching(/Đồng Hới/),
    ]);
  });

  it('are tables that a spreadsheet opens', async () => {
    const leader = await stage.as('lanh-dao-dong-hoi');
    const path = `/v1/figures/table?${MARCH}&agencyId=${COMMUNE}&groupBy=procedure`;
    const csv = await leader.ask('GET', path);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('filename="so-lieu-H50.20-2021-03-01-2021-03-31.csv"');
    expect(csv.body.text).toContain('"1.001193","Đăng ký khai sinh",0,3,0,0');
    const xlsx = await leader.ask('GET', path, { headers: { Accept: XLSX } });
    expect(xlsx.headers.get('content-type')).toBe(XLSX);
    // The bytes of a ZIP file, not their Base64.
    expect(String(xlsx.body.text).slice(0, 4)).toBe('PK\u0003\u0004');
  });

  it('do not move when the same news comes again, in any order', async () => {
    const before = await everything();
    for (const { dossierId } of dossiers) {
      for (const version of [4, 2, 4, 1, 3]) await put('figures-projection', changeNotification(dossierId, version));
      await put('figures-projection', { dossierId });
      await handled('figures-projection', dossierId);
    }
    expect(await everything()).toEqual(before);
  });

  it('park news of a dossier that is not there', async () => {
    const unknownDossier = crypto.randomUUID();
    await put('figures-projection', changeNotification(unknownDossier, 3));
    expect(await causeOf('figures-projection', unknownDossier)).toBe('dossier-not-found');
  });

  it('rebuilt from the logs are the same, and correct wrong ones', async () => {
    const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 300)));
    const before = await everything();
    const same = await rebuildFigures(table, { compare: true, pause });
    expect(same.differences).toEqual([]);
    expect(same.dossiers).toBeGreaterThanOrEqual(3);
    expect(same.generation).toBe((await readGenerations(table)).current);
    expect(await everything()).toEqual(before);

    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.figures(same.generation, 'agency', '2021-03', `${COMMUNE}#0`),
        UpdateExpression: 'ADD rejected :seven',
        ExpressionAttributeValues: { ':seven': 7 },
      }),
    );
    expect((await ward()).total.rejected).toBe(7);
    const mended = await rebuildFigures(table, { pause });
    expect(mended.differences.map(({ row }) => row)).toEqual([`agency#2021-03 ${COMMUNE}#0`]);
    expect(mended.generation).toBeGreaterThan(same.generation);
    expect(await readGenerations(table)).toEqual({ current: mended.generation, last: mended.generation });
    expect(await everything()).toEqual(before);

    // Counting continues in the new set.
    await completed();
    await eventually('one more', async () => (await ward()).total.finished.total === 2);
  });
});
