import type { Text } from '../../shared/text/text.ts';
import type { List } from './places.ts';

/** Part of a list: dossiers due before now, or soon. */
export type Span = 'overdue' | 'due-soon';

type QueueRow = {
  readonly name: Text;
  /** The list it is. @param subject of the officer who asks */
  readonly list: (subject: string) => List;
  /** The part of the list that it is; absent: all of it. */
  readonly span?: Span;
};

/** The queues of an agency: what waits there for its officers. A dossier may be in several. */
export const QUEUES = {
  reception: { name: { vi: 'Chờ tiếp nhận', en: 'Waiting for reception' }, list: () => 'queue#reception' },
  'due-soon': { name: { vi: 'Sắp đến hạn', en: 'Due soon' }, list: () => 'queue#due', span: 'due-soon' },
  overdue: { name: { vi: 'Quá hạn', en: 'Overdue' }, list: () => 'queue#due', span: 'overdue' },
  supplement: { name: { vi: 'Chờ bổ sung', en: 'Waiting for a supplement' }, list: () => 'queue#supplement' },
  payment: { name: { vi: 'Chờ nộp phí, lệ phí', en: 'Waiting for payment' }, list: () => 'queue#payment' },
  opinions: { name: { vi: 'Được lấy ý kiến, phối hợp', en: 'Opinions asked' }, list: () => 'queue#opinions' },
  mine: { name: { vi: 'Được giao cho tôi', en: 'Mine' }, list: (subject: string): List => `assignee#${subject}` },
  unassigned: { name: { vi: 'Chưa giao cho ai', en: 'Unassigned' }, list: () => 'queue#unassigned' },
} as const satisfies Record<string, QueueRow>;

export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as [QueueName, ...QueueName[]];

/** What is due within so many days is due soon: it spans a weekend. */
export const SOON_DAYS = 3;
const DAY_MS = 86_400_000;

/** Bounds of sort keys, both included. */
export type Range = { readonly from: string; readonly to: string };

/** Sorts after every sort key that begins as what it follows. */
const END = '~';

export const EVERYTHING: Range = { from: '0', to: END };

export const soonAfter = (now: string): string => new Date(Date.parse(now) + SOON_DAYS * DAY_MS).toISOString();

/** The list that a queue is, and the part of it. @param subject of the officer who asks */
export function listOf(queue: QueueName, subject: string, now: string): { readonly list: List; readonly range: Range } {
  const { list, span }: QueueRow = QUEUES[queue];
  return { list: list(subject), range: rangeOf(span, now) };
}

/** Sort keys of what is due before a moment. */
export const dueBefore = (moment: string): Range => ({ from: '0#', to: `0#${moment}` });

export function rangeOf(span: Span | undefined, now: string): Range {
  if (span === 'overdue') return dueBefore(now);
  if (span === 'due-soon') return { from: `0#${now}`, to: `0#${soonAfter(now)}` };
  return EVERYTHING;
}
