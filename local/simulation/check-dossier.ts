import { isDeepStrictEqual } from 'node:util';
import { momentOf } from '../../shared/calendar/iso.ts';
import type { Appointment } from '../../shared/dossier/appointment.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { evolve } from '../../shared/dossier/evolve.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { mayMove } from '../../shared/dossier/status.ts';
import { checkMoney } from './check-money.ts';
import { BrokenRule } from './fault.ts';
import type { OfficeHours } from './office-hours.ts';

/** A finished simulation of one dossier, as input of the checks. */
export type Checked = {
  readonly dossierId: string;
  readonly dossier: Dossier;
  readonly log: readonly RecordedEvent[];
  readonly arrivesAt: number;
};

type Check = (
  event: RecordedEvent,
  before: RecordedEvent | undefined,
  dossier: Dossier,
  hours: OfficeHours,
) => string | undefined;

/** Invariants of every event and its predecessor; each returns a description of the violation, or nothing. */
const CHECKS: Readonly<Record<string, Check>> = {
  'versions without gaps': (event, before) => {
    const expected = (before?.version ?? 0) + 1;
    return event.version === expected ? undefined : `version ${event.version} comes where ${expected} should`;
  },
  'time goes on': (event, before) =>
    before === undefined || before.occurredAt <= event.occurredAt
      ? undefined
      : `${event.type} is earlier than the event before it`,
  'statuses move as allowed': (event, before) => {
    const from = before?.after.status;
    const to = event.after.status;
    if (from === undefined) return to === 'draft' || to === 'submitted' ? undefined : `it begins as ${to}`;
    return from === to || mayMove(from, to) ? undefined : `${event.type} moved it from ${from} to ${to}`;
  },
  'a date changes by its event only': (event, before) => {
    const was = before?.after.appointmentAt;
    const is = event.after.appointmentAt;
    if (was === is) return undefined;
    const appointment = appointmentIn(event);
    if (appointment?.appointmentAt !== is)
      return `the appointment became ${is} by ${event.type}, which does not say so`;
    return appointment?.previousAt === was ? undefined : `${event.type} does not keep the appointment it replaces`;
  },
  'no date outside working time': (event, _, { receivingAgency }, hours) => {
    const promised = appointmentIn(event);
    if (promised !== undefined && !hours.mayBePromised(receivingAgency, momentOf(promised.appointmentAt))) {
      return `${promised.appointmentAt} is promised, when ${receivingAgency} is closed`;
    }
    if (!('dueAt' in event && 'agencyId' in event)) return undefined;
    const { dueAt, agencyId } = event;
    return hours.mayBePromised(agencyId, momentOf(dueAt)) ? undefined : `${dueAt} is due, when ${agencyId} is closed`;
  },
  'officers work in office hours': (event, _, __, hours) => {
    const { kind, subject } = event.actor;
    if (kind !== 'officer') return undefined;
    const agencyId = subject.slice(0, subject.indexOf('-'));
    return hours.isOpen(agencyId, momentOf(event.occurredAt)) ? undefined : `${event.type} at ${event.occurredAt}`;
  },
};

/** Every n-th dossier is replayed from the start: the snapshot must equal the folded log. */
const REPLAYED = 50;

/** @throws {BrokenRule} naming the rule, the dossier and the version. */
export function checkDossier({ dossierId, dossier, log, arrivesAt }: Checked, index: number, hours: OfficeHours): void {
  const broken = (rule: string, what: string) => new BrokenRule(rule, `dossier ${dossierId}, ${what}`);
  let before: RecordedEvent | undefined;
  let reappointed = 0;
  for (const event of log) {
    for (const [rule, check] of RULES) {
      const what = check(event, before, dossier, hours);
      if (what !== undefined) throw broken(rule, `version ${event.version}: ${what}`);
    }
    if (event.type === 'reappointed') reappointed += 1;
    before = event;
  }
  if (before === undefined || dossier.version !== before.version || dossier.status !== before.after.status) {
    throw broken('the snapshot is its log', `version ${dossier.version} as ${dossier.status}`);
  }
  if (momentOf(log[0]?.occurredAt ?? '') !== arrivesAt) throw broken('it begins when it arrives', `${arrivesAt}`);
  if (reappointed > 1) throw broken('re-appointed at most once', `${reappointed} times`);
  if (dossier.status === 'returned' && dossier.returnedAt === undefined)
    throw broken('ends legally', 'returned, never');
  checkMoney({ dossierId, dossier, log });
  if (index % REPLAYED === 0 && !isDeepStrictEqual(replay(log), dossier)) {
    throw broken('the snapshot is its log', 'folding the log again gives another dossier');
  }
}

const RULES = Object.entries(CHECKS);

function appointmentIn(event: RecordedEvent): Appointment | undefined {
  return 'appointment' in event ? event.appointment : undefined;
}

function replay(log: readonly RecordedEvent[]): Dossier | undefined {
  let dossier: Dossier | undefined;
  for (const event of log) {
    const { after: _, ...numbered } = event;
    dossier = evolve(dossier, numbered);
  }
  return dossier;
}
