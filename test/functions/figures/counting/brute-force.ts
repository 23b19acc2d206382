import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { evolve } from '../../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { procedureOf } from './procedures.ts';

/**
 * Reference implementation of the figures by their definitions, without the product's counting: each dossier is replayed up to
 * the end of a day; the changes of a period are the difference between two such states.
 */
export type Filter = {
  readonly agencies?: (agencyId: string) => boolean;
  readonly field?: string;
  readonly procedureCode?: string;
  readonly channel?: string;
};

/** Midnight in Viet Nam at the end of a day. */
export const endOf = (day: string) => new Date(Date.parse(`${day}T00:00:00+07:00`) + 86_400_000).toISOString();

type Seen = {
  readonly dossier: Dossier;
  readonly events: readonly RecordedEvent[];
  readonly holder: string;
  /** Last moment known to the log at that time. */
  readonly known: string;
};

function look(log: readonly RecordedEvent[], until: string): Seen | undefined {
  const events = log.filter((e) => e.occurredAt < until);
  let dossier: Dossier | undefined;
  for (const event of events) dossier = evolve(dossier, event);
  if (dossier === undefined || dossier.status === 'draft') return undefined;
  const { steps, interlinked } = procedureOf(dossier.procedureCode);
  const first = events.find((e) => {
    if (e.type !== 'forwarded') return false;
    const kind = steps.find((s) => s.stepId === e.stepId)?.agencyKind;
    return interlinked ? kind === interlinked.lead : kind !== 'reception';
  });
  const holder = first?.type === 'forwarded' ? first.agencyId : dossier.receivingAgency;
  // The observation may be later than the last event: nothing is overdue unless an event shows it.
  const last = log.at(-1)?.occurredAt ?? until;
  return { dossier, events, holder, known: last < until ? last : until };
}

const isLate = ({ appointmentAt, pausedAt }: Dossier, at: string) => {
  const counted = pausedAt ?? at;
  return appointmentAt !== undefined && counted >= appointmentAt;
};

/** The first promise that passed while the clock ran, by replaying: a report from before it takes it back. */
function missedOf(events: readonly RecordedEvent[]): string | undefined {
  const running = ['accepted', 'in-processing', 'payment-required', 'withdrawal-requested'];
  let missed: string | undefined;
  let dossier: Dossier | undefined;
  for (const event of events) {
    const at = event.type === 'status-reported' ? event.reportedAt : event.occurredAt;
    if (event.type === 'status-reported' && missed !== undefined && at <= missed) missed = undefined;
    else if (dossier !== undefined && dossier.acceptedAt !== undefined && dossier.pausedAt === undefined) {
      const { appointmentAt, status } = dossier;
      const fired = event.type === 'deadline-breached' && event.timer.of === 'appointment';
      const passed = appointmentAt !== undefined && (fired || at > appointmentAt);
      if (running.includes(status) && passed) missed ??= appointmentAt;
    }
    // An apology that comes too late concedes that the date before it is missed.
    if (event.type === 'reappointed' && event.appointment.late === true) missed ??= event.appointment.previousAt;
    dossier = evolve(dossier, event);
  }
  return missed;
}

/** Whether reception left it too long by a moment, by replaying. */
function leftTooLong(events: readonly RecordedEvent[], known: string): boolean {
  let dossier: Dossier | undefined;
  const passed = (at: string) => dossier?.status === 'submitted' && at > (dossier.receptionDueAt ?? '9');
  for (const event of events) {
    if (passed(event.occurredAt) || (event.type === 'deadline-breached' && event.timer.of === 'reception')) return true;
    dossier = evolve(dossier, event);
  }
  return passed(known);
}

/** How a finished dossier ended: by the last event that changed it to that state. */
function ending({ events }: Seen) {
  const groups = events.map((e, i) => ({ e, i, group: groupOf(e.after.status, lastReturnReason(events, i)) }));
  const now = groups.at(-1)?.group;
  let start = groups.length - 1;
  while (start > 0 && groups[start - 1]?.group === now) start -= 1;
  const reached = groups[start]?.e as RecordedEvent;
  const then = replay(events.slice(0, start + 1));
  return { now, reached, then, missedThen: missedOf(events.slice(0, start + 1)) };
}

const replay = (events: readonly RecordedEvent[]) =>
  events.reduce<Dossier | undefined>((d, e) => evolve(d, e), undefined) as Dossier;

function lastReturnReason(events: readonly RecordedEvent[], until: number): string {
  for (let i = until; i >= 0; i -= 1) {
    const event = events[i] as RecordedEvent;
    if (event.after.status !== 'returned') break;
    if (event.type === 'returned') return event.reason;
  }
  return 'result';
}

function groupOf(status: string, reason: string): 'open' | 'finished' | 'otherwise' {
  if (status === 'completed' || (status === 'returned' && reason === 'result')) return 'finished';
  return status === 'rejected' || status === 'stopped' || status === 'returned' ? 'otherwise' : 'open';
}

/** Amounts of the refund cases that were opened and not ended, by the log alone. */
function owedBy(events: readonly RecordedEvent[]): readonly number[] {
  const open = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'refund-opened') open.set(event.refundId, (open.get(event.refundId) ?? 0) + event.amount);
    if (event.type === 'refund-reopened') open.set(event.refundId, event.amount);
    if (event.type === 'refund-paid' || event.type === 'refund-refused' || event.type === 'refund-dropped') {
      open.delete(event.refundId);
    }
  }
  return [...open.values()];
}

function describe(seen: Seen, log: readonly RecordedEvent[]): Record<string, number> {
  const { dossier, events, known } = seen;
  const { status, supplementRequests, appointmentAt, channel } = dossier;
  const reason = lastReturnReason(events, events.length - 1);
  const missed = missedOf(events);
  const late = missed !== undefined || isLate(dossier, known);
  const forgotten = status === 'submitted' && leftTooLong(events, known);
  const { now, reached, then, missedThen } = ending(seen);
  const is = (key: string, holds: boolean) => ({ [key]: holds ? 1 : 0 });
  const inProcess = ['submitted', 'accepted', 'in-processing', 'withdrawal-requested'].includes(status);
  let judged: string | undefined;
  if (now === 'finished') {
    judged = reached.type === 'completed' ? reached.timeliness : undefined;
    const { completedAt } = then;
    if (judged === undefined && then.appointmentAt !== undefined && completedAt !== undefined) {
      judged = completedAt <= then.appointmentAt ? 'on-time' : 'overdue';
    }
    if (missedThen !== undefined && completedAt !== undefined && completedAt > missedThen) judged = 'overdue';
  }
  const several = supplementRequests.length > 1;
  const endKept =
    now === 'finished' ? judged !== 'overdue' : missedThen === undefined && !isLate(then, reached.occurredAt);
  const judgeable = appointmentAt !== undefined || missed !== undefined;
  const ended = now !== 'open' && (then.appointmentAt !== undefined || missedThen !== undefined);
  const severalThen = then.supplementRequests.length > 1;
  const files = papersOf(log, events.length).map((d) => (d.kind === 'result' ? 'result' : d.component));
  const returned = now === 'finished' && status === 'returned';
  const back = returned ? events.findLast((e) => e.type === 'returned') : undefined;
  const backNow = back !== undefined && events.slice(back.version).every((e) => e.after.status === 'returned');
  const owed = owedBy(events);
  return {
    refundsOpen: owed.length,
    refundsOpenVnd: owed.reduce((sum, amount) => sum + amount, 0),
    ...is('inTime', inProcess && !late && !forgotten),
    ...is('overdueAtReception', forgotten),
    ...is('overdue', inProcess && late && !forgotten),
    ...is('waitingSupplement', status === 'supplement-required'),
    ...is('waitingPayment', status === 'payment-required'),
    ...is('stopped', status === 'stopped'),
    ...is('rejected', status === 'rejected'),
    ...is('withdrawn', status === 'returned' && reason === 'withdrawn'),
    ...is('closedAfterStop', status === 'returned' && reason === 'stopped'),
    ...is('finishedEarly', judged === 'early'),
    ...is('finishedOnTime', judged === 'on-time'),
    ...is('finishedOverdue', judged === 'overdue'),
    ...is('finishedUntimed', now === 'finished' && judged === undefined),
    ...is('awaitingReturn', status === 'completed'),
    ...is('returned', returned),
    ...is('returnedByPost', returned && backNow && back?.type === 'returned' && back.method === 'post'),
    ...is('openKept', now === 'open' && judgeable && !late && !several),
    ...is('openBroken', now === 'open' && judgeable && (late || several)),
    ...is('endedKept', ended && endKept && !severalThen),
    ...is('endedBroken', ended && !(endKept && !severalThen)),
    ...is('componentsDigitised', now === 'finished' && files.includes('request')),
    ...is('resultsDigitised', now === 'finished' && files.includes('result')),
    ...is('onlineResults', now === 'finished' && files.includes('result') && channel === 'online'),
  };
}

/** Documents of a dossier, and what is declared in their place; for a finished one also later ones, while it stayed finished. */
function papersOf(log: readonly RecordedEvent[], count: number) {
  const isFinished = (index: number) =>
    groupOf((log[index] as RecordedEvent).after.status, lastReturnReason(log, index)) === 'finished';
  let end = count;
  while (end > 0 && end < log.length && isFinished(end - 1) && isFinished(end)) end += 1;
  const { documents, declaration } = replay(log.slice(0, end));
  const whole = Object.values(declaration ?? {}).filter((one) => one?.missing.length === 0);
  return [...documents, ...whole.map((one) => ({ kind: 'component', component: one?.component }))];
}

/** Counts of all dossiers at the end of a day. */
export function levels(logs: readonly (readonly RecordedEvent[])[], day: string, filter: Filter = {}) {
  const sum: Record<string, number> = {};
  const count = (key: string, by: number) => {
    if (by !== 0) sum[key] = (sum[key] ?? 0) + by;
  };
  const within = filter.agencies ?? (() => true);
  for (const log of logs) {
    const seen = look(log, endOf(day));
    if (seen === undefined) continue;
    const { dossier, holder, events } = seen;
    if (filter.field !== undefined && procedureOf(dossier.procedureCode).field.code !== filter.field) continue;
    if (filter.procedureCode !== undefined && dossier.procedureCode !== filter.procedureCode) continue;
    if (filter.channel !== undefined && dossier.channel !== filter.channel) continue;
    const received = { direct: 'receivedDirect', online: 'receivedOnline', postal: 'receivedPostal' }[dossier.channel];
    if (within(dossier.receivingAgency)) {
      count(received, 1);
      count('lateAtReception', Number(leftTooLong(events, seen.known)));
    }
    if (within(holder)) for (const [key, by] of Object.entries(describe(seen, log))) count(key, by);
    count('takenOver', Number(within(holder)) - Number(within(dossier.receivingAgency)));
    for (const event of events) {
      if (event.type !== 'payment-recorded') continue;
      // Other events may have the same millisecond.
      const then = look(log.slice(0, event.version), endOf('2100-01-01')) as Seen;
      if (!within(then.holder)) continue;
      count('feesPaid', 1);
      if (event.payment.provider !== 'counter') count('feesPaidOnline', 1);
    }
  }
  return Object.fromEntries(Object.entries(sum).filter(([, by]) => by !== 0));
}
