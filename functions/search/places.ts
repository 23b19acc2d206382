import type { DossierStatus } from '../../shared/dossier/status.ts';
import { isFinal } from '../../shared/dossier/status.ts';
import { andAbove } from '../../shared/identifiers/agency-id.ts';
import { type Key, keys } from '../../shared/platform/table/keys.ts';
import { type Entry, isInWork } from './entry.ts';
import type { Term } from './terms.ts';

/** Queues that are lists of their own at the agency that holds the dossier, or was asked. */
export type OwnQueue = 'reception' | 'supplement' | 'payment' | 'unassigned' | 'opinions' | 'due';

/** What a list of an agency is about. Each is one partition, in the order of urgency; lists of people by submission. */
export type List =
  | Term
  | 'open'
  | `procedure#${string}`
  | `status#${DossierStatus}`
  | `assignee#${string}`
  | `queue#${OwnQueue}`;

export const listKey = (agencyId: string, list: List, sk: string): Key => keys.find(agencyId, list, sk);

/** Sort key of a dossier in a list of people. */
export const SUBMITTED = 't#';

/** The dossier of a row of a list: third part of its sort key. */
export const dossierAt = (sk: string): string => sk.split('#')[2] ?? '';

/** Status of a queue of its own. */
const QUEUE_OF: Partial<Record<DossierStatus, OwnQueue>> = {
  submitted: 'reception',
  'supplement-required': 'supplement',
  'payment-required': 'payment',
};

/**
 * Every row under which a dossier is found. Open ones: at each agency that may read them (`mayRead`), its superiors included;
 * in queues only at the agency whose turn it is. By their people: all, for a time after their end.
 */
export function placesOf(entry: Entry): readonly Key[] {
  const { dossierId, agencyId, agencies, procedureCode, status, assignee, urgency, submittedAt, terms } = entry;
  const readers = [...new Set(agencies.flatMap(andAbove))];
  const people = readers.flatMap((agency) =>
    terms.map((term) => listKey(agency, term, `${SUBMITTED}${submittedAt}#${dossierId}`)),
  );
  if (isFinal(status)) return people;
  const inOrder = `${urgency}#${dossierId}`;
  const lists: readonly List[] = [
    'open',
    `procedure#${procedureCode}`,
    `status#${status}`,
    ...(assignee === undefined ? [] : [`assignee#${assignee}` as const]),
  ];
  const own = QUEUE_OF[status];
  const queues: readonly OwnQueue[] = [
    ...(own === undefined ? [] : [own]),
    ...(isInWork(entry) && assignee === undefined ? (['unassigned'] as const) : []),
    ...(urgency.startsWith('0#') ? (['due'] as const) : []),
  ];
  return [
    ...people,
    ...readers.flatMap((agency) => lists.map((list) => listKey(agency, list, inOrder))),
    ...queues.map((queue) => listKey(agencyId, `queue#${queue}`, inOrder)),
    ...entry.branches.map((branch) =>
      listKey(branch.agencyId, 'queue#opinions', `0#${branch.dueAt}#${dossierId}#${branch.branchId}`),
    ),
  ];
}
