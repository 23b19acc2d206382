import { describe, expect, it } from 'vitest';
import { datesOf } from '../../../shared/dossier/timers.ts';
import { eventually } from '../kit.ts';
import { AtAnotherTime, COMMUNE, DESK, officer, poll } from './another-time.ts';

const FOUR = ['appointment breach', 'appointment warning', 'step breach', 'step warning'];
const thirtyDaysAgo = () => new AtAnotherTime(new Date(Date.now() - 30 * 86_400_000));

describe('deadlines', () => {
  it('that passed between polls fire once each, in order, and their rows are gone', async () => {
    const past = await thirtyDaysAgo().accepted();
    await past.forward(officer(DESK, 'reception'), 'examination');
    // The emulator's own schedule polls, too: rows are read first, so that a deadline that fires in between is in either list.
    const waiting = (await past.rows()).map(({ timer }) => `${timer.of} ${timer.kind}`);
    const seen = new Set([...waiting, ...(await past.fired())]);
    expect(seen).toEqual(new Set(FOUR));
    expect(datesOf(await past.state()).length).toBe(FOUR.length);
    await Promise.all([poll(), poll(), poll()]);
    await eventually('all four deadlines', async () => (await past.fired()).length >= 4);
    await poll();
    const fired = await past.fired();
    expect(fired.toSorted()).toEqual(FOUR);
    expect(fired.indexOf('step warning')).toBeLessThan(fired.indexOf('step breach'));
    expect(fired.indexOf('appointment warning')).toBeLessThan(fired.indexOf('appointment breach'));
    expect(await past.rows()).toEqual([]);
    expect(await past.fired()).toEqual(fired);
  });

  it('show a submitted dossier that reception left lying, once, and no longer once it is decided on', async () => {
    const past = await thirtyDaysAgo().filed('1.001193');
    await poll();
    await eventually('the breach at reception', async () => (await past.allFired()).length > 0);
    await poll();
    expect(await past.allFired()).toEqual(['reception breach']);
    expect(await past.rows()).toEqual([]);
    expect(await past.state()).toMatchObject({ status: 'submitted', lateAtReception: true });
    const now = new AtAnotherTime(new Date(), (await thirtyDaysAgo().filed('1.001193')).dossierId);
    await now.ask(officer(DESK, 'reception'), { type: 'accept', assessment: { fees: [], late: false } });
    expect(await now.state()).toMatchObject({ status: 'accepted', lateAtReception: true });
  });

  it('do not fire while the clock stands', async () => {
    const past = await thirtyDaysAgo().accepted();
    const item = { content: 'Thiếu giấy', reason: 'Chưa nộp', guidance: 'Nộp bản chính' };
    await past.forward(officer(DESK, 'reception'), 'examination');
    await past.ask(officer(COMMUNE, 'handler'), { type: 'request-supplement', items: [item] });
    // The applicant's own time to answer runs meanwhile.
    expect((await past.rows()).filter(({ timer }) => timer.of !== 'supplement')).toEqual([]);
    // What the schedule's own poll fired before the request stays.
    const firedBefore = await past.fired();
    const other = await thirtyDaysAgo().accepted();
    await poll();
    await eventually('the other dossier', async () => (await other.fired()).length === 2);
    expect(await past.fired()).toEqual(firedBefore);
  });
});
