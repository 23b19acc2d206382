import { RetentionDays } from 'aws-cdk-lib/aws-logs';

const STEPS: readonly RetentionDays[] = Object.values(RetentionDays)
  .filter((days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE)
  .sort((a, b) => a - b);

/** CloudWatch keeps logs for one of a few lengths of time: the shortest that is not shorter than asked. */
export function logRetention(months: number): RetentionDays {
  return STEPS.find((days) => days >= months * 30.5) ?? RetentionDays.INFINITE;
}
