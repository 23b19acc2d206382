import { describe, expect, it } from 'vitest';
import { originalsOf } from '../../../local/demo/handed-over.ts';
import { readLog } from '../../../shared/platform/delivery/event-log.ts';
import { eventually, table } from '../kit.ts';
import { AtAnotherTime, COMMUNE, DESK, officer, poll } from './another-time.ts';

/** What takes weeks at a counter (`docs/guides/counter-day.md`): filed long ago, and poller and people act now. */
const daysAgo = (days: number) => new AtAnotherTime(new Date(Date.now() - days * 86_400_000));

/** Works in Đồng Hới other than a house, received on paper. */
async function permitAskedFor(past: AtAnotherTime): Promise<AtAnotherTime> {
  const reception = officer(DESK, 'reception');
  await past.filed('1.013225');
  const handedOver = originalsOf(['request', 'land-paper', 'design-drawings']);
  await past.ask(reception, { type: 'accept', assessment: { fees: [{ code: 'works-permit' }] }, handedOver });
  return past.forward(reception, 'examination');
}

describe('a day at the counter', () => {
  it('goes on without an agency that was asked and keeps silent', async () => {
    const past = await permitAskedFor(daysAgo(60));
    const [handler, head] = [officer(COMMUNE, 'handler'), officer(COMMUNE, 'approver')];
    const branchId = 'planning-opinion';
    await past.ask(handler, { type: 'forward', stepId: 'appraisal', agencyId: COMMUNE, outcome: 'other-works' });
    await past.ask(handler, { type: 'open-branch', branchId, agencyId: 'H50.13' });
    await poll();
    await eventually('the silence is noticed', async () => (await past.fired()).includes('branch breach'));
    past.now = new Date();
    await past.ask(head, { type: 'cancel-branch', branchId, reason: 'Quá hạn trả lời, đã đôn đốc' });
    const log = await readLog(table, past.dossierId);
    expect(log.at(-1)).toMatchObject({ type: 'branch-cancelled', branchId, withoutAnswer: true });
    expect((await past.rows()).filter(({ timer }) => timer.of === 'branch')).toEqual([]);
  });
});
