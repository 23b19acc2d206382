import { beforeAll, describe, expect, it } from 'vitest';
import { OfficeHours } from '../../../local/simulation/office-hours.ts';
import { simulateDossier } from '../../../local/simulation/simulate.ts';
import type { SimulatedDossier } from '../../../local/simulation/simulated-dossier.ts';
import { dossiersPerWorkingDay } from '../../../local/simulation/volume.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { WORLD } from './world.ts';

const DOSSIERS = 1500;
let courses: readonly SimulatedDossier[];
const share = (of: (simulated: SimulatedDossier) => boolean) => courses.filter(of).length / courses.length;
/** Hour in Viet Nam. */
const hourOf = ({ arrivesAt }: SimulatedDossier) => new Date(arrivesAt + 7 * 3_600_000).getUTCHours();

beforeAll(() => {
  courses = Array.from({ length: DOSSIERS }, (_, index) => simulateDossier(WORLD, index));
});

describe('the simulated province', () => {
  it('receives its share of the country, most of it online', () => {
    expect(dossiersPerWorkingDay('79')).toBeCloseTo(21_282, -1);
    expect(Math.round(dossiersPerWorkingDay('44'))).toBe(2843);
    expect(share((c) => c.channel === 'online')).toBeGreaterThan(0.8);
    expect(share((c) => c.channel === 'online')).toBeLessThan(0.87);
    expect(share((c) => c.channel === 'postal')).toBeGreaterThan(0.01);
  });

  it('takes dossiers at the counter only when it is open, online in the evening and at the weekend too', () => {
    const wt = workingTime(WORLD.calendar);
    for (const simulated of courses.filter((c) => c.channel !== 'online'))
      expect(wt.isOpen(simulated.arrivesAt)).toBe(true);
    const online = courses.filter((c) => c.channel === 'online');
    expect(online.some((c) => hourOf(c) >= 19)).toBe(true);
    expect(online.some((c) => !wt.isOpen(c.arrivesAt) && hourOf(c) > 8 && hourOf(c) < 11)).toBe(true);
    const { from, to } = WORLD.period;
    for (const { arrivesAt, now } of courses) expect(arrivesAt >= from && arrivesAt < to && now < to).toBe(true);
  });

  it('lets everything happen that can happen to a dossier', () => {
    const types = new Set(courses.flatMap((c) => c.log.map((e) => e.type)));
    const expected = [
      ...['draft-created', 'imported', 'submitted', 'document-attached', 'accepted', 'rejected'],
      ...['supplement-requested', 'supplemented', 'payment-requested', 'payment-recorded', 'shipment-updated'],
      ...['forwarded', 'sent-back', 'assigned', 'branch-opened', 'branch-finished', 'site-verified', 'reappointed'],
      ...['deadline-warned', 'deadline-breached', 'reminder-sent', 'note-added', 'status-reported'],
      ...['completed', 'returned', 'correction-requested', 'particulars-corrected'],
      ...['withdrawal-requested', 'withdrawal-decided', 'stopped', 'resumed'],
      ...['refund-opened', 'refund-approved', 'refund-paid', 'refund-refused'],
    ];
    for (const type of expected) expect(types, type).toContain(type);
    expect(new Set(courses.map((c) => c.procedure.procedureCode)).size).toBe(WORLD.procedures.length);
  });

  it('asks for a second supplement only with a reason, and re-appoints only once', () => {
    const requests = courses.flatMap((c) => c.log.filter((e) => e.type === 'supplement-requested').slice(1));
    expect(requests.length).toBeGreaterThan(0);
    for (const event of requests) expect(event).toHaveProperty('reason');
    for (const { log } of courses) expect(log.filter((e) => e.type === 'reappointed').length).toBeLessThan(2);
  });

  it('fires each deadline once, and none before its moment', () => {
    for (const { log } of courses) {
      const fired = log.flatMap((e) => (e.type === 'deadline-warned' || e.type === 'deadline-breached' ? [e] : []));
      for (const { timer, occurredAt } of fired) expect(occurredAt >= timer.at).toBe(true);
      expect(new Set(fired.map(({ timer }) => JSON.stringify(timer))).size).toBe(fired.length);
    }
  });

  it('keeps most promises, and not all of them', () => {
    const finished = courses.flatMap((c) => c.log.flatMap((e) => (e.type === 'completed' ? [e.timeliness] : [])));
    const late = finished.filter((t) => t === 'overdue').length / finished.length;
    expect(late).toBeGreaterThan(0.005);
    expect(late).toBeLessThan(0.1);
  });

  it('simulates a dossier independently of the one before it', () => {
    const again = simulateDossier(WORLD, 17);
    expect(again.log).toEqual(courses[17]?.log);
  });
});

describe('office hours read off the calendar', () => {
  it('agree with working time on every quarter of an hour of a year', () => {
    const hours = new OfficeHours(WORLD.calendar);
    const wt = workingTime(WORLD.calendar);
    const from = Date.UTC(2026, 0, 1);
    for (let at = from; at < from + 365 * 86_400_000; at += 900_000) {
      if (hours.isOpen('H50.20', at) !== wt.isOpen(at)) expect.fail(new Date(at).toISOString());
    }
  });
});
