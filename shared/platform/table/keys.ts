import type { EventSummary } from '../../dossier/events.ts';
import type { Dossier } from '../../dossier/state.ts';
import { currentAgency } from '../../dossier/state.ts';
import { type EndedBy, isFinal } from '../../dossier/status.ts';

/**
 * The only place that builds keys of the table; `docs/design.md` lists them all. IAM can restrict access by partition key
 * only, so rows that only one function may write have their own partitions.
 */
export type Key = { readonly pk: string; readonly sk: string };

const pad = (n: number, width: number) => String(n).padStart(width, '0');

export const EVENT_PREFIX = 'EVENT#';
export const HEARTBEAT = 'HEARTBEAT';

export const keys = {
  dossier: (dossierId: string) => `DOSSIER#${dossierId}`,
  snapshot: (dossierId: string): Key => ({ pk: keys.dossier(dossierId), sk: 'SNAPSHOT' }),
  /** After the snapshot, so that a read of the log and the snapshot does not take it. */
  filer: (dossierId: string): Key => ({ pk: keys.dossier(dossierId), sk: 'SNAPSHOT#FILER' }),
  event: (dossierId: string, version: number): Key => ({
    pk: keys.dossier(dossierId),
    sk: `${EVENT_PREFIX}${pad(version, 8)}`,
  }),
  document: (dossierId: string, documentId: string): Key => ({
    pk: `DOCUMENT#${dossierId}`,
    sk: documentId,
  }),
  declaration: (dossierId: string, number: number): Key => ({
    pk: `DECLARATION#${dossierId}`,
    sk: `NUMBER#${pad(number, 4)}`,
  }),
  cursor: (dossierId: string, destination: string): Key => ({ pk: `CURSOR#${destination}#${dossierId}`, sk: 'CURSOR' }),
  payment: (dossierId: string, reference: string): Key => ({ pk: `PAYMENT#${dossierId}`, sk: reference }),
  shipment: (dossierId: string, orderNumber: string): Key => ({ pk: `SHIPMENT#${dossierId}`, sk: orderNumber }),
  form: (dossierId: string, documentId: string): Key => ({ pk: `FORM#${dossierId}`, sk: documentId }),
  formNumber: (agencyId: string, year: string): Key => ({ pk: `FORMNUMBER#${agencyId}`, sk: year }),
  notified: (dossierId: string, eventId: string): Key => ({ pk: `NOTIFIED#${dossierId}`, sk: eventId }),
  idempotency: (scope: string, key: string): Key => ({ pk: `IDEMPOTENCY#${scope}`, sk: key }),
  code: (dossierCode: string): Key => ({ pk: `CODE#${dossierCode}`, sk: 'CODE' }),
  counter: (agencyId: string, day: string): Key => ({ pk: `COUNTER#${agencyId}`, sk: day }),
  reference: (kind: string, reference: string): Key => ({ pk: `REFERENCE#${kind}`, sk: reference }),
  inbound: (source: string, messageId: string): Key => ({ pk: `INBOUND#${source}`, sk: messageId }),
  endpoint: (agencyId: string, endpointId: string): Key => ({ pk: 'ENDPOINT', sk: `${agencyId}#${endpointId}` }),
  attempt: (endpointId: string, at: string, eventId: string): Key => ({
    pk: `ATTEMPT#${endpointId}`,
    sk: `${at}#${eventId}`,
  }),
  backlog: (endpointId: string, dossierId: string): Key => ({ pk: `BACKLOG#${endpointId}`, sk: dossierId }),
  procedure: (code: string, version: number): Key => ({ pk: `PROCEDURE#${code}`, sk: `VERSION#${pad(version, 4)}` }),
  agency: (agencyId: string): Key => ({ pk: `AGENCY#${agencyId}`, sk: 'AGENCY' }),
  edition: (): Key => ({ pk: 'EDITION', sk: 'EDITION' }),
  directory: (): Key => ({ pk: 'DIRECTORY', sk: 'DIRECTORY' }),
  successions: (): Key => ({ pk: 'SUCCESSIONS', sk: 'SUCCESSIONS' }),
  calendar: (version: number): Key => ({ pk: 'CALENDAR', sk: `VERSION#${pad(version, 4)}` }),
  branch: (dossierId: string, branchId: string, since: string): Key => ({
    pk: `BRANCH#${dossierId}`,
    sk: `${branchId}#${since}`,
  }),
  timer: (shard: number, at: string, dossierId: string, id: string): Key => ({
    pk: `TIMER#${shard}`,
    sk: `${at}#${dossierId}#${id}`,
  }),
  suspension: (suspensionId: string): Key => ({ pk: 'SUSPENSION', sk: suspensionId }),
  delegation: (agencyId: string, officer: string): Key => ({ pk: `DELEGATION#${agencyId}`, sk: officer }),
  /** At which agencies an officer was seen last. */
  officer: (subject: string): Key => ({ pk: `OFFICER#${subject}`, sk: 'OFFICER' }),
  /** An officer in the list of an agency. */
  officerAt: (agencyId: string, place: string): Key => ({ pk: `OFFICERS#${agencyId}`, sk: place }),
  register: (agencyId: string, day: string, part: number): Key => ({
    pk: `REGISTER#${agencyId}`,
    sk: `${day}#${pad(part, 3)}`,
  }),
  figures: (generation: number, kind: string, period: string, id: string): Key => ({
    pk: `FIGURES#${generation}#${kind}#${period}`,
    sk: id,
  }),
  figuresMonth: (generation: number, month: string): Key => ({ pk: `FIGURES#${generation}`, sk: month }),
  figuresGeneration: (): Key => ({ pk: 'FIGURES', sk: 'GENERATION' }),
  rate: (what: string, window: string): Key => ({ pk: `RATE#${what}`, sk: window }),
  mail: (ownerKey: string, address: string): Key => ({ pk: `MAIL#${ownerKey}`, sk: address }),
  quota: (quota: string, holder: string, span: string): Key => ({ pk: `QUOTA#${quota}#${holder}`, sk: span || 'ALL' }),
  breaker: (destination: string): Key => ({ pk: `BREAKER#${destination}`, sk: 'BREAKER' }),
  /** By the hash of the identifier in the cookie: who reads the table cannot call as anybody. */
  session: (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: 'SESSION' }),
  /** Leads from a person, by a pseudonym, to their sessions. */
  signedIn: (person: string, sessionId: string): Key => ({ pk: `SIGNEDIN#${person}`, sk: sessionId }),
  mailbox: (key: string): Key => ({ pk: `MAILBOX#${key}`, sk: 'MAILBOX' }),
  /** A list of dossiers of an agency; people stand in it by keyed hashes only. */
  find: (agencyId: string, list: string, place: string): Key => ({ pk: `FIND#${agencyId}#${list}`, sk: place }),
  found: (dossierId: string): Key => ({ pk: `FOUND#${dossierId}`, sk: 'FOUND' }),
  heartbeat: (): Key => ({ pk: HEARTBEAT, sk: 'RELAY' }),
};

/** Fields of a dossier in lists: enough to choose from, no personal data. */
export type DossierSummary = EventSummary & {
  readonly dossierId: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly submittedAt?: string | undefined;
  readonly dueAt?: string | undefined;
  /** Its owner or filer asked for a correction, which is not decided on yet. */
  readonly correctionAsked?: true | undefined;
  /** It was returned without a result. */
  readonly ended?: EndedBy | undefined;
};

/** Index keys of a snapshot: the inbox of the agency that holds an open dossier, and its owner's list. */
export function indexKeys(dossier: Dossier): Record<string, string> {
  // An owner whose identity awaits its second reading finds the dossier in no list.
  const mine = dossier.unconfirmed?.includes('applicant') ? {} : mineOf(dossier, dossier.ownerKey);
  if (dossier.status === 'draft' || isFinal(dossier.status)) return mine;
  const desk = dossier.step?.stepId ?? 'reception';
  const due = dueAt(dossier) ?? '9999';
  return {
    ...mine,
    gsi1pk: inboxIndexKey(currentAgency(dossier)),
    gsi1sk: `${desk}#${due}#${dossier.dossierId}`,
  };
}

const mineOf = ({ createdAt, dossierId }: Dossier, key: string) => ({
  gsi2pk: ownerIndexKey(key),
  gsi2sk: `${createdAt}#${dossierId}`,
});

/** The row by which the filer finds the dossier; undefined: the owner filed it, or the filer is not confirmed. */
export function filerRowOf(dossier: Dossier): (Key & { readonly gsi2pk: string; readonly gsi2sk: string }) | undefined {
  const { dossierId, ownerKey, filerKey, unconfirmed, deletedAt } = dossier;
  if (deletedAt !== undefined || filerKey === undefined || filerKey === ownerKey || unconfirmed?.includes('filer'))
    return undefined;
  return { ...keys.filer(dossierId), ...mineOf(dossier, filerKey) };
}

export const inboxIndexKey = (agencyId: string) => `INBOX#${agencyId}`;
export const ownerIndexKey = (ownerKey: string) => `OWNER#${ownerKey}`;

/** The next due date: the step's, else the appointment. */
export function dueAt(dossier: Dossier): string | undefined {
  return dossier.step?.dueAt ?? dossier.appointmentAt;
}
