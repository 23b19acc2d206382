import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Everything functions count, and which function counts it. What an alarm watches of these is said in `infra/`. */
export const METRICS = {
  DeadlineLate: 'deadlines',
  PaymentCallbackForged: 'payment-webhook',
  PaymentCallbackSetAside: 'payment-webhook',
  PaymentWrongAmount: 'payment-webhook',
  PostalOrderPostponed: 'postal-orders',
  PostalOrderUnknown: 'postal-webhook',
  PostalCodeUnknown: 'postal-webhook',
  PostalReportNotReadable: 'postal-webhook',
  PostalTokenRefused: 'postal-webhook',
  PaperRefused: 'inbound-files',
  PapersPostponed: 'inbound-files',
  WebhookEndpointDisabled: 'webhook-delivery',
  NoticeRefused: 'notifications',
  NoticeWithoutAddress: 'notifications',
  NoticeSent: 'notifications',
} as const;
export type MetricName = keyof typeof METRICS;

/** Counts one occurrence of something an operator watches. Names only: no identifiers, no personal data. */
export type Count = (metric: MetricName) => void;

/** Namespace of a province's metrics: several provinces may share an account, and an alarm must know whose it is. */
export const metricNamespace = (province: string): string => `motcua/${province}`;

/**
 * One line of embedded metric format for each occurrence, in the namespace that the environment names, with the one
 * dimension `service`.
 */
export function createCounter(service: string): Count {
  const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'motcua';
  const metrics = new Metrics({ namespace, serviceName: service });
  return (metric) => {
    metrics.singleMetric().addMetric(metric, MetricUnit.Count, 1);
  };
}
