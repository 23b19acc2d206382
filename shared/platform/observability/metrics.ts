import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** All counters, with the function that emits them. Alarms on them are defined in `infra/`. */
export const METRICS = {
  LookupRefused: 'lookup',
  LookupUnknown: 'lookup',
  MalwareFound: 'document-verification',
  MalwareScanMissing: 'document-verification',
  PaymentCallbackForged: 'payment-webhook',
  PaymentCallbackSetAside: 'payment-webhook',
  PaymentConflict: 'payment-webhook',
  PaymentWrongAmount: 'payment-webhook',
  PortalFieldUnknown: 'national-portal-inbound',
  PortalMessageConflict: 'national-portal-inbound',
  PortalMessageRefused: 'national-portal-inbound',
  PostalOrderPostponed: 'postal-orders',
  PostalOrderUnknown: 'postal-webhook',
  PostalCodeUnknown: 'postal-webhook',
  PostalReportConflict: 'postal-webhook',
  PostalReportNotReadable: 'postal-webhook',
  PostalTokenRefused: 'postal-webhook',
  PaperRefused: 'inbound-files',
  PapersPostponed: 'inbound-files',
  WebhookEndpointDisabled: 'webhook-delivery',
  IdentityProviderUnavailable: 'session',
  FormUnsigned: 'forms',
  NoticePostponed: 'notifications',
  NoticeRefused: 'notifications',
  NoticeUnreachable: 'notifications',
  NoticeWithoutAddress: 'notifications',
  NoticeWithheld: 'notifications',
  OfficeUnreachable: 'notifications',
  MailboxUnreachable: 'mail-feedback',
  NoticeSent: 'notifications',
} as const;
export type MetricName = keyof typeof METRICS;

/**
 * Lag of background work in seconds, with the function that measures it. Every run emits it, so that missing data is an alarm
 * as well.
 */
export const LAGS = {
  DeadlineLag: 'deadlines',
  RegisterLag: 'forms',
  RelayLag: 'event-relay',
} as const;
export type LagName = keyof typeof LAGS;

/** Counts one occurrence of an operational metric. Names only: no identifiers, no personal data. */
export type Count = (metric: MetricName) => void;

/** Records a lag. Seconds; negative values caused by clock skew become 0. */
export type Measure = (lag: LagName, seconds: number) => void;

/** Namespace of a province's metrics: several provinces may share an account, and an alarm must be unambiguous. */
export const metricNamespace = (province: string): string => `motcua/${province}`;

/**
 * One log line in embedded metric format per occurrence, in the namespace given by the environment, with one dimension,
 * `service`.
 */
export function createCounter(service: string): Count {
  const metrics = metricsOf(service);
  return (metric) => {
    metrics.singleMetric().addMetric(metric, MetricUnit.Count, 1);
  };
}

/** As {@link createCounter}, for {@link LAGS}. */
export function createLagMeter(service: string): Measure {
  const metrics = metricsOf(service);
  return (lag, seconds) => {
    metrics.singleMetric().addMetric(lag, MetricUnit.Seconds, Math.max(0, seconds));
  };
}

function metricsOf(service: string): Metrics {
  const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'motcua';
  return new Metrics({ namespace, serviceName: service });
}
