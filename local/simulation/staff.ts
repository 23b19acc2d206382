import type { Calendar } from '../../shared/calendar/schema.ts';
import { type WorkingTime, workingTime } from '../../shared/calendar/working-time.ts';
import type { Actor, OfficerRole } from '../../shared/dossier/actor.ts';
import type { Agency } from '../../shared/procedure/schema.ts';
import { Chance, numberOf } from './chance.ts';

/** One agency at work: its hours, its people, and its workload. */
export type Office = {
  readonly agency: Agency;
  readonly wt: WorkingTime;
  readonly people: Readonly<Record<'reception' | 'handler' | 'approver', readonly Actor[]>>;
  /** Share of the usual time its work takes: below 1 quick, above 1 overburdened. Drawn from the seed. */
  readonly pace: number;
  /** How many times as many dossiers it receives as the least visited one. */
  readonly visited: number;
};

const STAFF = { reception: 4, handler: 6, approver: 2 } as const satisfies Partial<Record<OfficerRole, number>>;

export function officeOf(agency: Agency, calendar: Calendar, seed: number): Office {
  const chance = new Chance(seed, numberOf(agency.agencyId));
  const people = (role: keyof typeof STAFF): readonly Actor[] =>
    Array.from({ length: STAFF[role] }, (_, i) => ({
      kind: 'officer',
      subject: `${agency.agencyId}-${role}-${i + 1}`,
      roles: [{ agencyId: agency.agencyId, role }],
    }));
  return {
    agency,
    wt: workingTime(calendar, agency.agencyId),
    people: { reception: people('reception'), handler: people('handler'), approver: people('approver') },
    pace: 0.75 + chance.unit() * 0.5,
    visited: 1 + chance.unit() * (agency.name.vi.includes('phường') ? 9 : 4),
  };
}
