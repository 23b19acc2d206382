import type { DossierEvent } from './events.ts';

export type EventType = DossierEvent['type'];

/** What becomes of an event of a type, consumer by consumer. Every column is asked of every type: nothing is published by default. */
type EventRow = {
  /**
   * The national portal gets a row of progress. `in-record`: it leaves the usual order of statuses, so the portal takes it
   * within a dossier's whole record only. Of a draft the portal hears nothing.
   */
  readonly portal: 'row' | 'in-record' | 'none';
  /** It changes figures. One that does not shows at most that a dossier became late, which its breach shows too. */
  readonly figures: boolean;
  /** The applicant gets a notice. */
  readonly applicantNotice: boolean;
  /** An office gets a notice. */
  readonly officeNotice: boolean;
  /** Webhooks of agencies get it, once the dossier is submitted. */
  readonly agencies: boolean;
  /** It may bring a parcel that the post collects. */
  readonly parcel: boolean;
  /** What of a dossier it adds to, of which there may be only so many (`limits.ts`). */
  readonly adds: 'obligations' | 'supplementRequests' | 'turns' | 'nothing';
};

const ROW = { portal: 'row', figures: true, agencies: true } as const;
const SILENT = { applicantNotice: false, officeNotice: false } as const;
const APPLICANT = { applicantNotice: true, officeNotice: false } as const;
const PLAIN = { parcel: false, adds: 'nothing' } as const;

export const EVENT_TYPES = {
  'draft-created': { ...ROW, ...SILENT, ...PLAIN },
  'document-attached': { ...ROW, ...SILENT, ...PLAIN },
  'document-removed': { ...ROW, ...SILENT, ...PLAIN },
  submitted: { ...ROW, ...APPLICANT, ...PLAIN },
  imported: { ...ROW, ...APPLICANT, ...PLAIN },
  accepted: { ...ROW, ...APPLICANT, ...PLAIN },
  rejected: { ...ROW, ...APPLICANT, ...PLAIN },
  'supplement-requested': { ...ROW, ...APPLICANT, ...PLAIN, adds: 'supplementRequests' },
  supplemented: { ...ROW, ...SILENT, ...PLAIN },
  'payment-requested': { ...ROW, ...APPLICANT, ...PLAIN, adds: 'obligations' },
  'payment-recorded': { ...ROW, ...APPLICANT, ...PLAIN },
  'surplus-payment-recorded': { ...ROW, ...SILENT, ...PLAIN },
  'shipment-updated': { ...ROW, ...SILENT, ...PLAIN },
  forwarded: { ...ROW, ...SILENT, ...PLAIN },
  'sent-back': { ...ROW, ...SILENT, ...PLAIN },
  assigned: { portal: 'none', figures: false, agencies: true, ...SILENT, ...PLAIN },
  'branch-opened': { ...ROW, ...SILENT, ...PLAIN },
  'branch-finished': { ...ROW, ...SILENT, ...PLAIN },
  'site-verified': { ...ROW, ...SILENT, ...PLAIN },
  reappointed: { ...ROW, ...APPLICANT, ...PLAIN },
  'appointment-recalculated': { ...ROW, ...APPLICANT, ...PLAIN },
  'deadline-warned': {
    ...{ portal: 'none', figures: false, agencies: true },
    ...{ applicantNotice: false, officeNotice: true },
    ...PLAIN,
  },
  'deadline-breached': {
    ...{ portal: 'none', figures: true, agencies: true },
    ...{ applicantNotice: true, officeNotice: true },
    ...PLAIN,
  },
  'reminder-sent': { portal: 'none', figures: false, agencies: true, ...SILENT, ...PLAIN },
  'status-reported': { ...ROW, portal: 'in-record', ...SILENT, ...PLAIN },
  'form-issued': { portal: 'none', figures: false, agencies: true, ...SILENT, ...PLAIN },
  completed: { ...ROW, ...APPLICANT, ...PLAIN, parcel: true },
  returned: { ...ROW, ...APPLICANT, ...PLAIN },
  'withdrawal-requested': { ...ROW, ...SILENT, ...PLAIN },
  'withdrawal-decided': { ...ROW, ...APPLICANT, ...PLAIN },
  stopped: { ...ROW, ...APPLICANT, ...PLAIN, adds: 'turns' },
  resumed: { ...ROW, ...APPLICANT, ...PLAIN },
  corrected: { ...ROW, portal: 'in-record', ...SILENT, ...PLAIN, adds: 'turns' },
} as const satisfies Record<EventType, EventRow>;

type Column = keyof EventRow;
/** Types of which a column holds a value. */
export type EventTypeWith<C extends Column, V extends EventRow[C]> = {
  [T in EventType]: (typeof EVENT_TYPES)[T][C] extends V ? T : never;
}[EventType];

export const eventTypesWith = <C extends Column, V extends EventRow[C]>(column: C, ...values: readonly V[]) =>
  (Object.keys(EVENT_TYPES) as EventType[]).filter((type) => {
    const held: EventRow[C] = (EVENT_TYPES[type] as EventRow)[column];
    return (values as readonly EventRow[C][]).includes(held);
  }) as EventTypeWith<C, V>[];
