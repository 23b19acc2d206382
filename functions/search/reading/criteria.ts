import * as z from 'zod/mini';
import { numberedIdentity } from '../../../shared/dossier/identity.ts';
import { isFinal, STATUS_NAMES } from '../../../shared/dossier/status.ts';
import { isWithin } from '../../../shared/identifiers/agency-id.ts';
import { type OwnerKeys, ownerOf } from '../../../shared/platform/identity/owner-key.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import {
  agencyId,
  CHANNELS,
  instant,
  line,
  phone,
  procedureCode,
  scannedDossierCode,
  slug,
} from '../../../shared/values.ts';
import type { Entry } from '../entry.ts';
import { type List, placesOf } from '../places.ts';
import { dueBefore, EVERYTHING, listOf, QUEUE_NAMES, type Range } from '../queues.ts';
import { nameHas, runAskedFor, type Term, type TermOf } from '../terms.ts';
import { isOverdue } from '../urgency.ts';

const ENDED = {
  vi: 'Hồ sơ đã kết thúc chỉ tìm được theo mã hồ sơ hoặc theo người nộp.',
  en: 'Dossiers that ended are found by their code or their people only.',
};

export const criteriaSchema = z
  .strictObject({
    /** The agency whose dossiers are searched, with all below it: the caller's, or one below. */
    agencyId,
    /** Code of the dossier, as printed or as read from the QR code of a form. */
    code: z.optional(scannedDossierCode),
    /** Of the owner or of who filed for the owner. */
    identity: z.optional(numberedIdentity),
    phone: z.optional(phone),
    /** The last word of the name, or some that follow each other; diacritics and case do not matter. */
    name: z.optional(line(200)),
    procedureCode: z.optional(procedureCode),
    status: z.optional(z.enum(STATUS_NAMES)),
    stepId: z.optional(slug),
    /** Subject of the officer's account. */
    assignee: z.optional(line(200)),
    channel: z.optional(z.enum(CHANNELS)),
    dueBefore: z.optional(instant),
    overdue: z.optional(z.literal(true)),
    queue: z.optional(z.enum(QUEUE_NAMES)),
  })
  .check(
    z.refine(
      ({ status, code, identity, phone, name }) =>
        status === undefined || !isFinal(status) || [code, identity, phone, name].some((one) => one !== undefined),
      { path: ['status'], params: { rule: 'ended-by-person-or-code', message: ENDED } },
    ),
  );
export type Criteria = z.output<typeof criteriaSchema>;

type Part = { readonly list: List; readonly range: Range };

/** The one list that is read, and what of it. */
export type Plan = Part & {
  /** A list of people: short, by submission, put into order after it was read. */
  readonly people: boolean;
  /** Whether rows of the list may be other than asked for. */
  readonly filters: boolean;
  readonly terms: readonly Term[];
  /** The queue that is asked for. */
  readonly queued: Part | undefined;
};

export type Asker = { readonly ownerKeys: OwnerKeys; readonly term: TermOf; readonly subject: string };

/** Chooses the list with the fewest rows: a person's, then an officer's, a queue, a procedure's, a status's, all open. */
export async function planOf(criteria: Criteria, { ownerKeys, term, subject }: Asker, now: string): Promise<Plan> {
  const { identity, phone, name, queue, assignee, procedureCode, status } = criteria;
  const terms = await Promise.all([
    ...(identity === undefined ? [] : [ownerKeys(ownerOf({ name: '', identity })).then((key) => term('id', key))]),
    ...(phone === undefined ? [] : [term('phone', phone)]),
    ...(name === undefined ? [] : [term('name', runAskedFor(name))]),
  ]);
  const [first] = terms;
  const queued = queue === undefined ? undefined : listOf(queue, subject, now);
  const range = narrowed(queued?.range ?? EVERYTHING, criteria, now);
  const open = (list: List, met?: keyof Criteria): Plan => {
    const filters = given(criteria).some((one) => one !== met && !MET_BY_RANGE.has(one));
    return { list, range, people: false, filters, terms, queued };
  };
  if (first !== undefined) return { list: first, range: EVERYTHING, people: true, filters: true, terms, queued };
  if (queued !== undefined) return open(queued.list, 'queue');
  if (assignee !== undefined) return open(`assignee#${assignee}`, 'assignee');
  if (procedureCode !== undefined) return open(`procedure#${procedureCode}`, 'procedureCode');
  if (status !== undefined) return open(`status#${status}`, 'status');
  return open('open');
}

/** Criteria that the part of a list that is read meets. */
const MET_BY_RANGE: ReadonlySet<string> = new Set(['agencyId', 'dueBefore', 'overdue'] satisfies (keyof Criteria)[]);

const given = (criteria: Criteria): readonly string[] =>
  Object.entries(criteria).flatMap(([name, value]) => (value === undefined ? [] : [name]));

/** What `overdue` and `dueBefore` leave of a list in the order of urgency. */
function narrowed({ from, to }: Range, { overdue, dueBefore: before }: Criteria, now: string): Range {
  const ends = [to, ...(overdue === true ? [dueBefore(now).to] : []), ...(before ? [dueBefore(before).to] : [])];
  return { from, to: ends.toSorted()[0] ?? to };
}

const stands = (entry: Entry, agencyId: string, { list, range }: Part) => {
  const { pk } = keys.find(agencyId, list, '');
  return placesOf(entry).some((key) => key.pk === pk && key.sk >= range.from && key.sk <= range.to);
};

/**
 * Whether an entry is in reach of the agency and meets all criteria. Asked of every row that was read: it may have been written
 * before the dossier changed.
 */
export function meets(entry: Entry, criteria: Criteria, { terms, queued }: Plan, now: string): boolean {
  const { agencyId: agency, name, overdue, dueBefore: before, code } = criteria;
  const same = (['procedureCode', 'status', 'stepId', 'assignee', 'channel'] as const).every(
    (field) => criteria[field] === undefined || criteria[field] === entry[field],
  );
  const names = [entry.applicant, ...(entry.filer === undefined ? [] : [entry.filer])];
  return (
    same &&
    entry.agencies.some((concerned) => isWithin(concerned, agency)) &&
    (code === undefined || code === entry.dossierCode) &&
    terms.every((term) => entry.terms.includes(term)) &&
    (name === undefined || nameHas(names, name)) &&
    (overdue === undefined || isOverdue(entry.urgency, now)) &&
    (before === undefined || isOverdue(entry.urgency, before)) &&
    (queued === undefined || stands(entry, agency, queued))
  );
}
