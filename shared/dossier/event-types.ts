import type { DossierEvent } from './events.ts';

export type EventType = DossierEvent['type'];

/** How each consumer handles an event type. Every column is required for every type: nothing is published by default. */
type EventRow = {
  /**
   * The national portal gets a progress row. `in-record`: the status leaves the usual order, so the portal accepts it only
   * within the full record of a dossier. Drafts are not sent to the portal.
   */
  readonly portal: 'row' | 'in-record' | 'none';
  /** It changes statistics. Other events show at most that a dossier became late, which its breach also shows. */
  readonly figures: boolean;
  /** It may change by what a dossier is found, or the lists and queues it stands in. */
  readonly search: boolean;
  /** The applicant gets a notification. */
  readonly applicantNotice: boolean;
  /** An agency gets a notification. */
  readonly officeNotice: boolean;
  /** Delivered to webhooks of agencies, once the dossier is submitted. */
  readonly agencies: boolean;
  /** It may create a parcel for the post to collect. */
  readonly parcel: boolean;
  /**
   * Side information, added by the system after an event or by observers. It does not affect an action's preconditions: an
   * officer's next command must not conflict with a receipt generated in the meantime.
   */
  readonly bookkeeping: boolean;
  /** The limited quantity of a dossier that it increases (`limits.ts`). */
  readonly adds: 'obligations' | 'supplementRequests' | 'corrections' | 'turns' | 'nothing';
};

const ROW = { portal: 'row', figures: true, agencies: true } as const;
const SILENT = { applicantNotice: false, officeNotice: false } as const;
const APPLICANT = { applicantNotice: true, officeNotice: false } as const;
const PLAIN = { parcel: false, search: true, bookkeeping: false, adds: 'nothing' } as const;
/** It is found and listed as before. */
const UNMOVED = { ...PLAIN, search: false } as const;
/** Money going back is no progress of the dossier, and does not stand in the way of an officer who works on it. */
const REFUND = { portal: 'none', figures: true, agencies: true } as const;
const ASIDE = { ...UNMOVED, bookkeeping: true } as const;

export const EVENT_TYPES = {
  'draft-created': { ...ROW, ...SILENT, ...UNMOVED },
  'draft-deleted': { portal: 'none', figures: false, agencies: false, ...SILENT, ...UNMOVED },
  'draft-changed': { portal: 'none', figures: false, agencies: false, ...SILENT, ...UNMOVED },
  declared: { portal: 'none', figures: false, agencies: false, ...SILENT, ...UNMOVED },
  'particulars-corrected': { ...ROW, figures: false, ...APPLICANT, ...PLAIN },
  'correction-requested': { ...ROW, figures: false, ...SILENT, ...UNMOVED, adds: 'corrections' },
  'correction-refused': { ...ROW, figures: false, ...APPLICANT, ...UNMOVED },
  'identity-confirmed': { portal: 'none', figures: false, agencies: false, ...SILENT, ...UNMOVED },
  'document-attached': { ...ROW, ...SILENT, ...UNMOVED },
  'document-removed': { ...ROW, ...SILENT, ...UNMOVED },
  submitted: { ...ROW, ...APPLICANT, ...PLAIN },
  imported: { ...ROW, ...APPLICANT, ...PLAIN },
  accepted: { ...ROW, ...APPLICANT, ...PLAIN },
  rejected: { ...ROW, ...APPLICANT, ...PLAIN },
  'supplement-requested': { ...ROW, ...APPLICANT, ...PLAIN, adds: 'supplementRequests' },
  supplemented: { ...ROW, ...SILENT, ...PLAIN },
  'fees-assessed': { portal: 'none', figures: false, agencies: true, ...SILENT, ...UNMOVED },
  'payment-requested': { ...ROW, ...APPLICANT, ...PLAIN, adds: 'obligations' },
  'payment-cancelled': { ...ROW, ...APPLICANT, ...PLAIN },
  'payment-recorded': { ...ROW, ...APPLICANT, ...PLAIN },
  'receipt-number-corrected': { portal: 'none', figures: false, agencies: true, ...APPLICANT, ...ASIDE },
  'surplus-payment-recorded': { ...ROW, ...SILENT, ...UNMOVED },
  'refund-opened': { ...REFUND, ...APPLICANT, ...ASIDE },
  'refund-approved': { ...REFUND, figures: false, ...SILENT, ...ASIDE },
  'refund-refused': { ...REFUND, ...APPLICANT, ...ASIDE },
  'refund-paid': { ...REFUND, ...APPLICANT, ...ASIDE },
  'refund-reopened': { ...REFUND, ...APPLICANT, ...ASIDE },
  'refund-dropped': { ...REFUND, ...SILENT, ...ASIDE },
  'shipment-updated': { ...ROW, ...SILENT, ...UNMOVED },
  forwarded: { ...ROW, ...SILENT, ...PLAIN },
  transferred: { ...ROW, applicantNotice: true, officeNotice: true, ...PLAIN, adds: 'turns' },
  'sent-back': { ...ROW, ...SILENT, ...PLAIN },
  assigned: { portal: 'none', figures: false, agencies: true, ...SILENT, ...PLAIN },
  'branch-opened': { ...ROW, ...SILENT, ...PLAIN },
  'branch-finished': { ...ROW, ...SILENT, ...PLAIN },
  'branch-cancelled': { ...ROW, ...SILENT, ...PLAIN },
  'site-verified': { ...ROW, ...SILENT, ...UNMOVED },
  reappointed: { ...ROW, ...APPLICANT, ...PLAIN },
  'appointment-recalculated': { ...ROW, ...APPLICANT, ...PLAIN },
  'deadline-warned': {
    ...{ portal: 'none', figures: false, agencies: true },
    ...{ applicantNotice: false, officeNotice: true },
    ...ASIDE,
  },
  'deadline-breached': {
    ...{ portal: 'none', figures: true, agencies: true },
    ...{ applicantNotice: true, officeNotice: true },
    ...ASIDE,
  },
  'applicant-reminded': { portal: 'none', figures: false, agencies: true, ...APPLICANT, ...ASIDE },
  'reminder-sent': { portal: 'none', figures: false, agencies: true, ...SILENT, ...ASIDE },
  'note-added': { portal: 'none', figures: false, agencies: true, ...SILENT, ...ASIDE },
  'status-reported': { ...ROW, portal: 'in-record', ...SILENT, ...PLAIN },
  'form-issued': { portal: 'none', figures: false, agencies: true, ...SILENT, ...ASIDE },
  completed: { ...ROW, ...APPLICANT, ...PLAIN, parcel: true },
  returned: { ...ROW, ...APPLICANT, ...PLAIN },
  'withdrawal-requested': { ...ROW, ...SILENT, ...PLAIN },
  'withdrawal-decided': { ...ROW, ...APPLICANT, ...PLAIN },
  stopped: { ...ROW, ...APPLICANT, ...PLAIN, adds: 'turns' },
  resumed: { ...ROW, ...APPLICANT, ...PLAIN },
  suspended: { ...ROW, ...APPLICANT, ...PLAIN },
  'suspension-lifted': { ...ROW, ...APPLICANT, ...PLAIN },
  corrected: { ...ROW, portal: 'in-record', ...SILENT, ...PLAIN, adds: 'turns' },
} as const satisfies Record<EventType, EventRow>;

type Column = keyof EventRow;
/** Types for which a column has a value. */
export type EventTypeWith<C extends Column, V extends EventRow[C]> = {
  [T in EventType]: (typeof EVENT_TYPES)[T][C] extends V ? T : never;
}[EventType];

export const eventTypesWith = <C extends Column, V extends EventRow[C]>(column: C, ...values: readonly V[]) =>
  (Object.keys(EVENT_TYPES) as EventType[]).filter((type) => {
    const held: EventRow[C] = (EVENT_TYPES[type] as EventRow)[column];
    return (values as readonly EventRow[C][]).includes(held);
  }) as EventTypeWith<C, V>[];
