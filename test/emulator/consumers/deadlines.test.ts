import { describe, expect, it } from 'vitest';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { eventually } from '../kit.ts';
import { AtAnotherTime, COMMUNE, DESK, officer, poll } from './another-time.ts';

const thirtyDaysAgo = () => new AtAnotherTime(new Date(Date.now() - 30 * 86_400_000));

describe('deadlines', () => {
  it('that passed between polls fire once each, in order, and their rows are gone', async () => {
    const past = await thirtyDaysAgo().accepted();
    await past.forward(officer(DESK, 'reception'), 'examination');
    expect((await past.rows()).length).toBe(timersOf(await past.state()).length);
    expect((await past.rows()).length).toBe(4);
    await Promise.all([poll(), poll(), poll()]);
    await eventually('all four deadlines', async () => (await past.fired()).length >= 4);
    await poll();
    const fired = await past.fired();
    expect(fired.toSorted()).toEqual(['appointment breach', 'appointment warning', 'step breach', 'step warning']);
    expect(fired.indexOf('step warning')).toBeLessThan(fired.indexOf('step breach'));
    expect(fired.indexOf('appointment warning')).toBeLessThan(fired.indexOf('appointment breach'));
    expect(await past.rows()).toEqual([]);
    expect(await past.fired()).toEqual(fired);
  });

  it('do not fire while the clock stands', async () => {
    const past = await thirtyDaysAgo().accepted();
    const item = { content: 'Thiếu giấy', reason: 'Chưa nộp', guidance: 'Nộp bản chính' };
    await past.forward(officer(DESK, 'reception'), 'examination');
    await past.ask(officer(COMMUNE, 'handler'), { type: 'request-supplement', items: [item] });
    expect(await past.rows()).toEqual([]);
    const other = await thirtyDaysAgo().accepted();
    await poll();
    await eventually('the other dossier', async () => (await other.fired()).length === 2);
    expect(await past.fired()).toEqual([]);
  });
});
