import { describe, expect, it } from 'vitest';
import { type Checked, checkDossier } from '../../../local/simulation/check-dossier.ts';
import { BrokenRule } from '../../../local/simulation/fault.ts';
import { OfficeHours } from '../../../local/simulation/office-hours.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { checkedOf, courseWhere, WORLD } from './world.ts';

const hours = new OfficeHours(WORLD.calendar);
const { simulated } = courseWhere(
  (c) => c.status === 'returned' && c.log.some((e) => e.type === 'supplemented' && e.appointment),
);
const good = checkedOf(simulated);

/** The rule that is broken by a dossier, or undefined. Number 1 is not among those that are folded again. */
function brokenBy(checked: Checked, index = 1): string | undefined {
  try {
    checkDossier(checked, index, hours);
  } catch (error) {
    if (error instanceof BrokenRule) return error.rule;
    throw error;
  }
  return undefined;
}

/** The log with each event of a type changed. */
const withEvent = (type: RecordedEvent['type'], change: (event: RecordedEvent) => object): Checked => ({
  ...good,
  log: good.log.map((e) => (e.type === type ? ({ ...e, ...change(e) } as RecordedEvent) : e)),
});

const SUNDAY = '2026-01-11T02:00:00.000Z';

describe('a simulated dossier', () => {
  it('passes as it is, also when its log is folded again', () => {
    expect(brokenBy(good)).toBeUndefined();
    expect(brokenBy(good, 0)).toBeUndefined();
  });

  it('fails with a gap at any place in its versions', () => {
    for (let i = 0; i < good.log.length; i += 1) {
      const log = good.log.filter((_, at) => at !== i);
      expect(brokenBy({ ...good, log }), `without version ${i + 1}`).toMatch(
        /versions without gaps|the snapshot is its log/,
      );
    }
  });

  it('fails when time goes back', () => {
    expect(brokenBy(withEvent('forwarded', () => ({ occurredAt: '2026-01-01T01:00:00.000Z' })))).toBe('time goes on');
  });

  it('fails when a status moves where none leads', () => {
    const moved = withEvent('accepted', (e) => ({ after: { ...e.after, status: 'returned' } }));
    expect(brokenBy(moved)).toBe('statuses move as allowed');
  });

  it('fails when it continues after its end', () => {
    const last = good.log.at(-1) as RecordedEvent;
    const more = {
      ...last,
      version: last.version + 1,
      after: { ...last.after, status: 'in-processing' },
    } as RecordedEvent;
    const dossier = { ...good.dossier, version: more.version, status: 'in-processing' } as const;
    expect(brokenBy({ ...good, dossier, log: [...good.log, more] })).toBe('statuses move as allowed');
  });

  it('fails when a date moved silently', () => {
    const silent = withEvent('forwarded', (e) => ({
      after: { ...e.after, appointmentAt: '2026-06-09T02:00:00.000Z' },
    }));
    expect(brokenBy(silent)).toBe('a date changes by its event only');
  });

  it('fails when a new appointment forgets the old one', () => {
    const forgetful = withEvent('supplemented', (e) =>
      'appointment' in e ? { appointment: { ...e.appointment, previousAt: undefined } } : {},
    );
    expect(brokenBy(forgetful)).toBe('a date changes by its event only');
  });

  it('fails when a date is promised for a Sunday, or falls due on one', () => {
    const promised = withEvent('accepted', (e) =>
      'appointment' in e
        ? { appointment: { ...e.appointment, appointmentAt: SUNDAY }, after: { ...e.after, appointmentAt: SUNDAY } }
        : {},
    );
    expect(brokenBy(promised)).toBe('no date outside working time');
    expect(brokenBy(withEvent('forwarded', () => ({ dueAt: SUNDAY })))).toBe('no date outside working time');
  });

  it('fails when an officer works in the night', () => {
    const { simulated: online } = courseWhere((c) => c.channel === 'online' && c.log[0]?.type === 'imported');
    const night = online.log.map((e, i) =>
      i === 0 ? { ...e, actor: { kind: 'officer', subject: 'H50.1-reception-1' } } : e,
    );
    const at = Date.parse('2026-01-11T16:00:00.000Z');
    const first = { ...(night[0] as RecordedEvent), occurredAt: new Date(at).toISOString() };
    expect(brokenBy({ ...checkedOf(online), arrivesAt: at, log: [first] })).toBe('officers work in office hours');
  });

  describe('whose money goes back', () => {
    const { simulated: refunded } = courseWhere(
      (c) => c.log.some((e) => e.type === 'refund-paid') && c.dossier.refunds.length === 1,
    );
    const whole = checkedOf(refunded);
    const [one] = whole.dossier.refunds;
    const withCase = (change: object) => ({
      ...whole,
      dossier: { ...whole.dossier, refunds: whole.dossier.refunds.map((refund) => ({ ...refund, ...change })) },
    });

    it('passes as it is', () => expect(brokenBy(whole)).toBeUndefined());

    it('fails when a case has another state or amount than its log', () => {
      expect(brokenBy(withCase({ state: 'refused' }))).toBe('refund cases are those of the log');
      expect(brokenBy(withCase({ amount: (one?.amount ?? 0) + 1 }))).toBe('refund cases are those of the log');
    });

    it('fails when what is kept is not what was received less what goes back', () => {
      const partlyRefunded = (whole.dossier.partlyRefunded ?? 0) + 1000;
      const dossier = { ...whole.dossier, partlyRefunded };
      expect(brokenBy({ ...whole, dossier })).toBe('every đồng is kept or given back');
    });

    it('fails when a payment is credited that nobody asked for', () => {
      const log = whole.log.map((e) => (e.type === 'payment-requested' ? { ...e, amount: e.amount + 1 } : e));
      expect(brokenBy({ ...whole, log })).toBe('what is paid was asked');
    });

    it('fails when nobody is told of a case that is not final', () => {
      const open = { ...withCase({ state: 'open', dueBy: undefined }) };
      const log = whole.log.map((e) => {
        // The case was opened and nothing more.
        const ended = e.type === 'refund-approved' || e.type === 'refund-paid' || e.type === 'refund-refused';
        return ended ? ({ ...e, type: 'reminder-sent', message: '' } as unknown as RecordedEvent) : e;
      });
      const partlyRefunded = undefined;
      expect(brokenBy({ ...open, log, dossier: { ...open.dossier, partlyRefunded } })).toBe('no refund is forgotten');
    });
  });

  it('fails when the snapshot is not what its log folds to', () => {
    const dossier = { ...good.dossier, outcome: 'denied' } as const;
    expect(brokenBy({ ...good, dossier }, 0)).toBe('the snapshot is its log');
    expect(brokenBy({ ...good, dossier: { ...good.dossier, status: 'stopped' } })).toBe('the snapshot is its log');
  });

  it('fails when it was re-appointed twice', () => {
    const { simulated: twice } = courseWhere((c) => c.log.some((e) => e.type === 'reappointed'));
    const log = twice.log
      .flatMap((e): RecordedEvent[] => (e.type === 'reappointed' ? [e, e] : [e]))
      .map((e, i): RecordedEvent => ({ ...e, version: i + 1 }));
    const dossier = { ...twice.dossier, version: log.length };
    expect(brokenBy({ ...checkedOf(twice), dossier, log })).toMatch(/re-appointed at most once/);
  });

  it('fails when it begins at another moment than it arrived at', () => {
    expect(brokenBy({ ...good, arrivesAt: good.arrivesAt + 1 })).toBe('it begins when it arrives');
  });
});
