import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts one occurrence of something an operator watches. Names only: no identifiers, no personal data. */
export type Count = (metric: string) => void;

/** One line of embedded metric format for each occurrence, in namespace `motcua` unless the environment says otherwise. */
export function createCounter(service: string): Count {
  const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE ?? 'motcua';
  const metrics = new Metrics({ namespace, serviceName: service });
  return (metric) => {
    metrics.singleMetric().addMetric(metric, MetricUnit.Count, 1);
  };
}
