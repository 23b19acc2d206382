import { RetentionDays } from 'aws-cdk-lib/aws-logs';

const STEPS: readonly RetentionDays[] = Object.values(RetentionDays)
  .filter((days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE)
  .sort((a, b) => a - b);

/** CloudWatch supports a fixed set of retention periods: returns the shortest that is at least as long as requested. */
export function logRetention(months: number): RetentionDays {
  return STEPS.find((days) => days >= months * 30.5) ?? RetentionDays.INFINITE;
}
