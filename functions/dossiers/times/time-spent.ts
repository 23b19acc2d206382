import { momentOf } from '../../../shared/calendar/iso.ts';
import type { Calendar } from '../../../shared/calendar/schema.ts';
import { type WorkingTime, workingTime } from '../../../shared/calendar/working-time.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { clockRuns, effectiveAt } from '../../../shared/dossier/overdue.ts';
import { clockOf } from '../../../shared/dossier/schedule.ts';
import { currentAgency, type Dossier, type DossierBranch, openObligation } from '../../../shared/dossier/state.ts';
import { isFinal } from '../../../shared/dossier/status.ts';

/** What a span of time went to. */
export const SPENT_ON = [
  'reception',
  'processing',
  'supplement',
  'payment',
  'suspension',
  'withdrawal',
  'stopped',
  'return',
  'ended',
] as const;
export type SpentOn = (typeof SPENT_ON)[number];

/** Whose turn it was; `none`: time limits stood by a decision, or the dossier was closed and opened again. */
export const TURNS = ['agency', 'applicant', 'none'] as const;
export type Turn = (typeof TURNS)[number];

/** A span in which one thing was done by one side. */
export type Span = {
  readonly turn: Turn;
  readonly on: SpentOn;
  /** The agency that held the dossier: whose work it was, or who asked the applicant. */
  readonly agencyId: string;
  readonly stepId?: string | undefined;
  /** It counts against the promised moment. */
  readonly counted: boolean;
  readonly from: string;
  readonly until: string;
  readonly workingMinutes: number;
};

/** Work of another agency beside the main line: it is no part of the sum. */
export type TimeBeside = Pick<DossierBranch, 'branchId' | 'kind' | 'agencyId' | 'stepId'> & {
  readonly from: string;
  /** Absent: not finished. */
  readonly until?: string | undefined;
  /** By that agency's own hours, to the end or to now. */
  readonly workingMinutes: number;
  readonly late: boolean;
};

/** Where the time of a dossier went, from its submission to its end or to now. The spans follow each other without a gap. */
export type TimeSpent = {
  readonly from: string;
  readonly until: string;
  /** It goes on. */
  readonly open: boolean;
  readonly workingMinutes: number;
  /** By whose opening hours it is counted: the same as for the promised moment. */
  readonly agencyId: string;
  readonly calendarVersion: number;
  readonly spans: readonly Span[];
  readonly beside: readonly TimeBeside[];
};

type Doing = Pick<Span, 'turn' | 'on' | 'agencyId' | 'stepId' | 'counted'>;

/**
 * Replays the log. All spans are counted by one clock, so that they add up to the whole.
 * @returns undefined before submission
 */
export function timeSpent(log: readonly RecordedEvent[], calendar: Calendar, now: string): TimeSpent | undefined {
  let dossier: Dossier | undefined;
  const marks: { readonly at: string; readonly doing: Doing }[] = [];
  for (const event of log) {
    dossier = evolve(dossier, event);
    if (dossier.status === 'draft') continue;
    const before = marks.at(-1);
    const doing = doingOf(dossier);
    if (before !== undefined && isSame(before.doing, doing)) continue;
    const at = effectiveAt(event);
    marks.push({ at: before !== undefined && at < before.at ? before.at : at, doing });
  }
  const [opening] = marks;
  if (dossier === undefined || opening === undefined) return undefined;
  // Papers that came by post count from the hand-over record, which is known only at acceptance.
  const { submittedAt = opening.at } = dossier;
  const first = { ...opening, at: submittedAt < opening.at ? submittedAt : opening.at };
  marks[0] = first;
  const last = marks.at(-1) ?? first;
  const open = last.doing.on !== 'ended';
  const until = open ? later(now, last.at) : last.at;
  const clock = clockOf(dossier, calendar);
  const spans = marks.flatMap(({ at, doing }, index) => {
    const end = marks[index + 1]?.at ?? until;
    return !open && index === marks.length - 1
      ? []
      : [{ ...doing, from: at, until: end, workingMinutes: minutesBetween(clock, at, end) }];
  });
  return {
    ...{ from: first.at, until, open, spans },
    workingMinutes: minutesBetween(clock, first.at, until),
    agencyId: dossier.competentAgency ?? dossier.receivingAgency,
    calendarVersion: clock.version,
    beside: dossier.branches.map((branch) => besideOf(branch, calendar, until)),
  };
}

const later = (one: string, other: string) => (one < other ? other : one);
const minutesBetween = (clock: WorkingTime, from: string, until: string) =>
  clock.between(momentOf(from), momentOf(until));

const isSame = (one: Doing, other: Doing) =>
  one.on === other.on &&
  one.turn === other.turn &&
  one.agencyId === other.agencyId &&
  one.stepId === other.stepId &&
  one.counted === other.counted;

function doingOf(dossier: Dossier): Doing {
  const stepId = dossier.status === 'in-processing' ? dossier.step?.stepId : undefined;
  const [turn, on] = turnOf(dossier);
  return { turn, on, agencyId: currentAgency(dossier), ...(stepId && { stepId }), counted: clockRuns(dossier) };
}

function turnOf(dossier: Dossier): readonly [Turn, SpentOn] {
  const { status, suspension, resultDelivery } = dossier;
  if (isFinal(status)) return ['none', 'ended'];
  if (suspension !== undefined) return ['none', 'suspension'];
  switch (status) {
    case 'supplement-required':
      return ['applicant', 'supplement'];
    case 'payment-required':
      return [openObligation(dossier) === undefined ? 'agency' : 'applicant', 'payment'];
    case 'withdrawal-requested':
      return ['agency', 'withdrawal'];
    case 'stopped':
      return ['agency', 'stopped'];
    case 'completed':
      return [resultDelivery.method === 'counter' ? 'applicant' : 'agency', 'return'];
    case 'in-processing':
      return ['agency', 'processing'];
    default:
      return ['agency', 'reception'];
  }
}

function besideOf(branch: DossierBranch, calendar: Calendar, until: string): TimeBeside {
  const { branchId, kind, agencyId, stepId, since, finishedAt, dueAt, overdueSince } = branch;
  const end = finishedAt ?? later(until, since);
  return {
    ...{ branchId, kind, agencyId, stepId, from: since },
    ...(finishedAt !== undefined && { until: finishedAt }),
    workingMinutes: minutesBetween(workingTime(calendar, agencyId), since, end),
    late: overdueSince !== undefined || (finishedAt === undefined && end > dueAt),
  };
}
