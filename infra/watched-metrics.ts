import type { LagName, MetricName } from '../shared/platform/observability/metrics.ts';

export type Watched = {
  readonly metric: MetricName;
  /** What the province loses; one sentence for the operator on call. */
  readonly businessImpact: string;
  /** Occurrences within `minutes` that trigger the alarm. */
  readonly threshold: number;
  readonly minutes: number;
};

/**
 * Business metrics that need an operator although no function failed. Not here: `NoticeSent`, which is the
 * normal case; `NoticeWithoutAddress` and `NoticeWithheld`, which are an applicant's choice; `NoticeUnreachable` and
 * `MailboxUnreachable`, which officers see in the dossiers, and whose share SES monitors; and `PortalFieldUnknown`, which
 * harms no dossier yet. All are on the dashboard.
 */
export const WATCHED_METRICS: readonly Watched[] = [
  {
    metric: 'LookupRefused',
    businessImpact:
      'A caller guesses codes or identifiers at look-up; the owners of the guessed dossiers are locked out for ten minutes.',
    // Many users behind one address reach the limit now and then; a program reaches it all the time.
    threshold: 30,
    minutes: 15,
  },
  {
    metric: 'LookupUnknown',
    businessImpact:
      'Many look-ups find nothing: a caller guesses codes with identifiers, or the codes on receipts are wrong.',
    // One address may make 450 attempts in that time.
    threshold: 300,
    minutes: 15,
  },
  {
    metric: 'IdentityProviderUnavailable',
    businessImpact: 'People cannot sign in at the portal; who is signed in works on until the end of the session.',
    // One lost connection is nothing; an outage is met by every sign-in.
    threshold: 3,
    minutes: 15,
  },
  {
    metric: 'MalwareFound',
    businessImpact:
      'A user uploads malware, knowingly or not; a computer that opens such a file elsewhere is infected.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'MalwareScanMissing',
    businessImpact: 'Files wait for the malware scan, so their applicants cannot submit; the scanner does not work.',
    // One file requests another scan some nine times before it is parked.
    threshold: 5,
    minutes: 15,
  },
  {
    metric: 'PaymentCallbackForged',
    businessImpact: 'Payment callbacks are forged, or the two sides use different keys and real payments are rejected.',
    // A partner repeats a callback without a receipt, so a wrong key causes many of them; a scanner causes one or two.
    threshold: 3,
    minutes: 15,
  },
  {
    metric: 'PaymentCallbackSetAside',
    businessImpact: 'A payment may have been made for an unknown dossier; it is recorded, but credited to no dossier.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PaymentConflict',
    businessImpact:
      'Two payments have one transaction number: one of them is not credited until an operator has checked.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PaymentWrongAmount',
    businessImpact: 'An applicant paid another amount than requested, so the dossier still waits for its fee.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PostalOrderPostponed',
    businessImpact: 'The carrier accepts no orders, so finished results that applicants wait for are not collected.',
    // An order during an outage of the carrier is tried nine times in half an hour; a short failure costs three or four.
    threshold: 8,
    minutes: 30,
  },
  {
    metric: 'PostalOrderUnknown',
    businessImpact:
      'The carrier reports on an unknown parcel: an order was placed twice or its record is missing here.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'PostalCodeUnknown',
    businessImpact:
      'The carrier uses an unknown parcel state, so dossiers show no tracking progress, delivery included.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'PostalReportConflict',
    businessImpact:
      'The carrier used one number for two reports, and the second one has reached no dossier, delivery perhaps.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'PostalReportNotReadable',
    businessImpact: 'The carrier has changed the format of its reports, so no tracking report is recorded any more.',
    threshold: 3,
    minutes: 15,
  },
  {
    metric: 'PostalTokenRefused',
    businessImpact: 'Parcel reports are forged, or the two sides use different tokens and real reports are rejected.',
    threshold: 5,
    minutes: 15,
  },
  {
    metric: 'PortalMessageRefused',
    businessImpact:
      'A citizen has filed, supplied or withdrawn something at the national portal, and the province has not received it.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PortalMessageConflict',
    businessImpact:
      'The national portal sent another message under a used number; what a citizen filed in it has not arrived.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PapersPostponed',
    businessImpact:
      'Files of dossiers from the national portal cannot be fetched, so officers have dossiers without documents.',
    threshold: 8,
    minutes: 30,
  },
  {
    metric: 'PaperRefused',
    businessImpact:
      'Documents sent through the national portal are rejected one after another and are missing from dossiers.',
    threshold: 5,
    minutes: 60,
  },
  {
    metric: 'WebhookEndpointDisabled',
    businessImpact:
      'An agency receives no more events and works with outdated data until it enables its endpoint again.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'FormUnsigned',
    businessImpact:
      'Forms are issued without the signature of the province, so they cannot be distinguished from forged ones.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'NoticePostponed',
    businessImpact:
      'E-mails are delayed: SES accepts less than the province sends, and applicants learn late what they must do.',
    // Our own rate stays below the quota requested from SES, so this should never happen.
    threshold: 20,
    minutes: 15,
  },
  {
    metric: 'OfficeUnreachable',
    businessImpact:
      'An office is not warned of its deadlines: the mailbox that the province file names for it bounces e-mails.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'NoticeRefused',
    businessImpact:
      'Applicants are not notified of what they must do. A single failure is a bad address; many mean a sender problem.',
    threshold: 5,
    minutes: 15,
  },
];

export type WatchedLag = {
  readonly metric: LagName;
  readonly businessImpact: string;
  /** The alarm fires at this lag, or when there is no data, for `periods` of the last `of` periods of `minutes`. */
  readonly seconds: number;
  readonly minutes: number;
  readonly periods: number;
  readonly of: number;
};

/** Periodic work that must run even without requests: when it stops, no error is raised. */
export const WATCHED_LAGS: readonly WatchedLag[] = [
  {
    metric: 'DeadlineLag',
    businessImpact: 'Deadlines are not processed: warnings come too late to apologise in time.',
    // One late or missing poll after a deployment is harmless; ten minutes of them are an outage.
    seconds: 300,
    minutes: 1,
    periods: 10,
    of: 15,
  },
  {
    metric: 'RelayLag',
    businessImpact: 'Events are not published: no national-portal sync, webhook, parcel order or notice.',
    seconds: 300,
    minutes: 1,
    periods: 5,
    of: 5,
  },
  {
    metric: 'RegisterLag',
    businessImpact: 'Last night the registers of the receptions were not closed, which the law requires every day.',
    // Written once a day: one value below an hour among those of 25 hours is enough.
    seconds: 3600,
    minutes: 60,
    periods: 25,
    of: 25,
  },
];

/** `PaymentWrongAmount` → `payment-wrong-amount`: name of the alarm and of its entry in the runbook. */
export const anchorOf = ({ metric }: { readonly metric: string }): string =>
  metric.replaceAll(/(?!^)[A-Z]/g, (capital) => `-${capital}`).toLowerCase();
