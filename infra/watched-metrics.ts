import type { LagName, MetricName } from '../shared/platform/observability/metrics.ts';

export type Watched = {
  readonly metric: MetricName;
  /** What the province loses, as a sentence for whoever is woken. */
  readonly businessImpact: string;
  /** Occurrences within `minutes` that ring the alarm. */
  readonly threshold: number;
  readonly minutes: number;
};

/**
 * What functions count that somebody must look at although no function failed. Not here: `NoticeSent`, which is the
 * good case; `NoticeWithoutAddress` and `NoticeWithheld`, which are an applicant's choice; `NoticeUnreachable` and
 * `MailboxUnreachable`, which officers see in the dossiers, and whose share SES watches; and `PortalFieldUnknown`, which costs
 * nobody anything yet; all are on the dashboard.
 */
export const WATCHED_METRICS: readonly Watched[] = [
  {
    metric: 'LookupRefused',
    businessImpact:
      'Somebody tries codes or identifiers at look-up; owners of what is tried wait ten minutes to look theirs up.',
    // A crowd behind one address meets the limit now and then; a program meets it all the time.
    threshold: 30,
    minutes: 15,
  },
  {
    metric: 'LookupUnknown',
    businessImpact:
      'Many look-ups lead nowhere: somebody tries codes with identifiers, or the codes on receipts are wrong.',
    // One address may try 450 in that time.
    threshold: 300,
    minutes: 15,
  },
  {
    metric: 'MalwareFound',
    businessImpact:
      'Somebody sends malware to the province, knowingly or not; who opens such a file elsewhere is infected.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'MalwareScanMissing',
    businessImpact:
      'Files wait for the malware scan, so their applicants can submit nothing; the scanner does not work.',
    // One file asks for another scan some nine times before it is set aside.
    threshold: 5,
    minutes: 15,
  },
  {
    metric: 'PaymentCallbackForged',
    businessImpact:
      'Somebody invents payments, or the key differs on the two sides and real payments are being turned away.',
    // A partner repeats a call it got no receipt for, so a wrong key makes many of them; a scanner makes one or two.
    threshold: 3,
    minutes: 15,
  },
  {
    metric: 'PaymentCallbackSetAside',
    businessImpact:
      'Money may have been taken for which no dossier is known; it is kept, but nobody has been credited.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PaymentConflict',
    businessImpact:
      'Two payments came under one transaction number: one of them is credited to nobody until somebody has looked.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PaymentWrongAmount',
    businessImpact: 'An applicant paid another amount than was asked for, so the dossier goes on waiting for its fee.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'PostalOrderPostponed',
    businessImpact: 'The carrier takes no orders, so finished results that applicants wait for are not collected.',
    // One order that finds the carrier away is tried nine times in half an hour; a hiccup costs it three or four.
    threshold: 8,
    minutes: 30,
  },
  {
    metric: 'PostalOrderUnknown',
    businessImpact:
      'The carrier reports on a parcel we do not know: an order was made twice or its record is missing here.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'PostalCodeUnknown',
    businessImpact:
      'The carrier uses a state we cannot read, so parcels stand still on their dossiers, delivery included.',
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
    businessImpact: 'The carrier has changed the form of its reports, so no parcel moves on its dossier any more.',
    threshold: 3,
    minutes: 15,
  },
  {
    metric: 'PostalTokenRefused',
    businessImpact:
      'Somebody invents parcel reports, or the token differs on the two sides and real ones are turned away.',
    threshold: 5,
    minutes: 15,
  },
  {
    metric: 'PortalMessageRefused',
    businessImpact:
      'A citizen has filed, supplied or withdrawn something at the national portal, and the province has nothing.',
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
      'Files of dossiers from the national portal cannot be fetched, so officers have dossiers without papers.',
    threshold: 8,
    minutes: 30,
  },
  {
    metric: 'PaperRefused',
    businessImpact:
      'Papers sent by way of the national portal are turned down one after another, and are missing from dossiers.',
    threshold: 5,
    minutes: 60,
  },
  {
    metric: 'WebhookEndpointDisabled',
    businessImpact:
      'An agency is told of nothing any more, and works from what it last heard, until it enables its endpoint.',
    threshold: 1,
    minutes: 5,
  },
  {
    metric: 'FormUnsigned',
    businessImpact: 'Forms leave without the signature of the province, so nobody can tell them from forged ones.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'NoticePostponed',
    businessImpact:
      'Mail is put off: SES takes less than the province sends, and applicants learn late what is expected of them.',
    // Our own rate keeps below what SES was asked for, so that it should never happen.
    threshold: 20,
    minutes: 15,
  },
  {
    metric: 'OfficeUnreachable',
    businessImpact:
      'An office is not warned of its deadlines: the mailbox that the province file names for it returns letters.',
    threshold: 1,
    minutes: 60,
  },
  {
    metric: 'NoticeRefused',
    businessImpact:
      'Applicants are not told what is expected of them. A single one is a bad address; many are a bad sender.',
    threshold: 5,
    minutes: 15,
  },
];

export type WatchedLag = {
  readonly metric: LagName;
  readonly businessImpact: string;
  /** The alarm rings at this lag, or when there is no figure, for `periods` of the last `of` periods of `minutes`. */
  readonly seconds: number;
  readonly minutes: number;
  readonly periods: number;
  readonly of: number;
};

/** Everything that must go on by itself, whether or not somebody does something: that it stops is not told by any error. */
export const WATCHED_LAGS: readonly WatchedLag[] = [
  {
    metric: 'DeadlineLag',
    businessImpact: 'Deadlines pass unnoticed: warnings come when it is too late for an apology in time.',
    // One late or missing poll after a deployment is nothing; ten minutes of them are a standstill.
    seconds: 300,
    minutes: 1,
    periods: 10,
    of: 15,
  },
  {
    metric: 'RelayLag',
    businessImpact:
      'Nobody outside learns what happened to dossiers: no national-portal sync, webhook, parcel or notice.',
    seconds: 300,
    minutes: 1,
    periods: 5,
    of: 5,
  },
  {
    metric: 'RegisterLag',
    businessImpact: 'Last night the registers of the desks were not closed, which the law asks for every day.',
    // Written once a day: one figure below an hour among those of 25 hours is enough.
    seconds: 3600,
    minutes: 60,
    periods: 25,
    of: 25,
  },
];

/** `PaymentWrongAmount` → `payment-wrong-amount`: name of the alarm and of its entry in the runbook. */
export const anchorOf = ({ metric }: { readonly metric: string }): string =>
  metric.replaceAll(/(?!^)[A-Z]/g, (capital) => `-${capital}`).toLowerCase();
