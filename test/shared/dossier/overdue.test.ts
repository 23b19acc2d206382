import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import type { NumberedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { iso, local } from '../calendar/world.ts';
import { DENY } from './samples.ts';
import {
  at,
  DEPARTMENT,
  type History,
  ITEMS,
  inSurvey,
  PROCEDURE,
  promises,
  TAX,
  underWay,
  type World,
  withDayOff,
} from './world.ts';

// Accepted on Friday 20 November 2026 at 08:00: due on Tuesday 1 December at 08:00, the step `examine` on Monday 30 at 11:30.
const DUE = '2026-12-01 08:00';

const SUPPLEMENT: Command = { type: 'request-supplement', items: ITEMS };
const SUPPLY: Command = { type: 'supplement' };
const TO_SIGN: Command = { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId };
const NEVER_ASKED = { reason: 'Nhầm' } as const;

function payment({ state }: History): Command {
  const { obligationId = '', amount = 0 } = state.obligations.at(-1) ?? {};
  const transaction = { provider: 'platform', transactionId: 'GD1', reference: 'R1' } as const;
  return { type: 'record-payment', payment: { ...transaction, obligationId, amount, paidAt: at(0) } };
}

const late = (world?: World) => underWay(world).when('2026-12-01 08:01');
const later = (history: History) => history.when('2026-12-02 09:00');

/** Everything by which a late dossier could get a new date, or lose the one it missed. */
const ATTEMPTS: Readonly<Record<string, () => History>> = {
  'a supplement that counts the whole time again': () =>
    later(late().must('handler', SUPPLEMENT)).must('owner', SUPPLY).must('handler', TO_SIGN),
  'a supplement that counts the time that was left': () =>
    later(late({ procedure: { ...PROCEDURE, afterSupplement: 'resume' } }).must('handler', SUPPLEMENT))
      .must('owner', SUPPLY)
      .must('handler', TO_SIGN),
  'a stop and a resumption': () =>
    later(late().must('approver', { type: 'stop', ground: 'Tòa án' }))
      .must('approver', { type: 'resume' })
      .must('handler', TO_SIGN),
  'a fee that pauses the clock': () => {
    const asked = later(late().must('handler', { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } }));
    return asked.must('system', payment(asked)).must('handler', TO_SIGN);
  },
  'a withdrawal that is refused': () =>
    later(late().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' }))
      .must('approver', { type: 'decide-withdrawal', granted: false })
      .must('handler', TO_SIGN),
  'a withdrawal during a supplement, refused': () =>
    later(late().must('handler', SUPPLEMENT).must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' }))
      .must('approver', { type: 'decide-withdrawal', granted: false })
      .must('handler', TO_SIGN),
  'a recalculation by a calendar with more days off': () => {
    const history = late();
    history.world.calendar = withDayOff('2026-11-30');
    return history.must('approver', { type: 'recalculate-appointment', reason: 'Nghỉ bù' }).must('handler', TO_SIGN);
  },
  'sending it back and forward again': () =>
    underWay()
      .must('handler', TO_SIGN)
      .when('2026-12-01 08:01')
      .must('approver', { type: 'send-back', stepId: 'examine', reason: 'Thiếu' })
      .must('handler', TO_SIGN),
  'a correction to before acceptance, and a new acceptance': () =>
    late()
      .must('administrator', { type: 'correct', toStatus: 'submitted', ...NEVER_ASKED })
      .must('reception', { type: 'accept' })
      .must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId })
      .must('handler', TO_SIGN),
};

describe('a dossier whose appointment passed while its clock ran', () => {
  it.each(Object.entries(ATTEMPTS))('stays overdue through %s', (_, attempt) => {
    const history = attempt();
    expect(history.state.overdueSince).toBe(iso(DUE));
    history.must('approver', DENY);
    expect(history.log.at(-1)).toMatchObject({ type: 'completed', timeliness: 'overdue' });
    expect(history.state.overdueSince).toBe(iso(DUE));
  });

  it('gets a new date for its applicant after a supplement, beside the one it missed', () => {
    const { state } = later(late().must('handler', SUPPLEMENT)).must('owner', SUPPLY);
    expect(promises(state)).toEqual([`accepted ${DUE}`, `supplemented 2026-12-10 09:00 was ${DUE}`]);
    expect(state.overdueSince).toBe(iso(DUE));
  });

  it('is overdue after the due moment, not at it', () => {
    const onTime = underWay().must('handler', TO_SIGN).when(DUE).must('approver', DENY);
    expect(onTime.log.at(-1)).toMatchObject({ timeliness: 'on-time' });
    expect(onTime.state.overdueSince).toBeUndefined();
    const { log } = underWay().must('handler', TO_SIGN).when('2026-12-01 08:01').must('approver', DENY);
    expect(log.at(-1)).toMatchObject({ timeliness: 'overdue' });
  });

  it('is marked by the breach that the timer records', () => {
    const timer = { kind: 'breach', of: 'appointment', id: 'appointment', at: iso(DUE) } as const;
    expect(underWay().when(DUE).must('system', { type: 'fire-timer', timer }).state.overdueSince).toBe(iso(DUE));
  });

  it('is not one that waited for its applicant when the date passed', () => {
    const history = underWay().when('2026-11-30 16:00').must('handler', SUPPLEMENT);
    history.when('2026-12-02 09:00').must('owner', SUPPLY).must('handler', TO_SIGN).must('approver', DENY);
    expect(history.state.overdueSince).toBeUndefined();
    expect(history.log.at(-1)).toMatchObject({ timeliness: 'early' });
  });

  it('is told by an older log, too, whose events judged by the latest date only', () => {
    const history = later(late().must('handler', SUPPLEMENT)).must('owner', SUPPLY).must('handler', TO_SIGN);
    history.must('approver', DENY);
    const old = history.log.map((event) => (event.type === 'completed' ? { ...event, timeliness: 'early' } : event));
    const folded = (old as NumberedEvent[]).reduce<Dossier | undefined>(evolve, undefined);
    expect(folded?.overdueSince).toBe(iso(DUE));
  });
});

describe('a status that another authority reports', () => {
  const followed = () => {
    const history = underWay();
    history.world.procedure = { ...PROCEDURE, processedBy: 'ministry' };
    const timer = { kind: 'breach', of: 'appointment', id: 'appointment', at: iso(DUE) } as const;
    return history.when('2026-12-01 09:00').must('system', { type: 'fire-timer', timer });
  };
  const report = (moment: string): Command => ({
    type: 'report-status',
    toStatus: 'completed',
    occurredAt: iso(moment),
  });

  it('from before the due moment takes back a breach that was only assumed', () => {
    expect(followed().state.overdueSince).toBe(iso(DUE));
    const { state } = followed().when('2026-12-03 09:00').must('ministry', report('2026-11-30 09:00'));
    expect(state.overdueSince).toBeUndefined();
  });

  it('from after it does not', () => {
    const { state } = followed().when('2026-12-03 09:00').must('ministry', report('2026-12-01 08:30'));
    expect(state.overdueSince).toBe(iso(DUE));
  });
});

describe('a step', () => {
  it('that was overdue when a supplement was asked for is handed on overdue, whatever date it got', () => {
    const history = underWay().when('2026-11-30 11:31').must('handler', SUPPLEMENT);
    history.when('2026-12-01 09:00').must('owner', SUPPLY);
    expect(local(history.state.step?.dueAt ?? '')).toBe('2026-12-08 09:00');
    expect(local(history.state.step?.overdueSince ?? '')).toBe('2026-11-30 08:01');
    history.must('handler', TO_SIGN);
    expect(history.log.at(-1)).toMatchObject({ type: 'forwarded', timeliness: 'overdue' });
    expect(history.state.completedSteps.at(-1)).toMatchObject({ timeliness: 'overdue' });
    expect(history.state.step?.overdueSince).toBeUndefined();
    // The dossier itself is on time.
    expect(history.state.overdueSince).toBeUndefined();
  });
});

describe('a branch', () => {
  const asked = () =>
    inSurvey()
      .when('2026-11-20 13:30')
      .must('handler', { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId });
  const DONE: Command = { type: 'finish-branch', branchId: 'tax', result: 'done' };

  it('that was late before a supplement stays late', () => {
    const history = asked().when('2026-11-25 11:31').must('handler', SUPPLEMENT);
    const { log } = history.when('2026-11-26 09:00').must('owner', SUPPLY).must('taxOfficer', DONE);
    expect(log.at(-1)).toMatchObject({ type: 'branch-finished', timeliness: 'overdue' });
  });

  it('finished while the dossier waits for its applicant is judged at the moment the clock was paused', () => {
    const history = asked().when('2026-11-25 10:00').must('handler', SUPPLEMENT);
    const { log } = history.when('2026-11-27 09:00').must('taxOfficer', DONE);
    expect(log.at(-1)).toMatchObject({ type: 'branch-finished', timeliness: 'on-time' });
  });
});
