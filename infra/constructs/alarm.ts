import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { ProvinceStack } from './province-stack.ts';

export const RUNBOOK = 'docs/runbook.md';

export type AlarmProps = {
  /** Name of the alarm, and anchor of its entry in the runbook. */
  readonly anchor: string;
  readonly metric: Metric;
  /** The alarm fires at this value or above. */
  readonly threshold: number;
  /** Breaching periods: in a row, or within the last `of`. */
  readonly periods?: number;
  readonly of?: number;
  /**
   * How missing data is treated: `fine` where the metric is written only on a problem or a request,
   * `fault` where periodic work writes it on every run.
   */
  readonly silence: 'fine' | 'fault';
  /** What the province loses while the alarm is active. */
  readonly businessImpact: string;
};

/** An alarm that states the loss, links its runbook entry and notifies the province's alarm addresses. */
export function alarm(stack: ProvinceStack, props: AlarmProps): void {
  const { anchor, metric, threshold, periods = 1, of = periods, silence, businessImpact } = props;
  // The topic is referenced by name: an import would tie the alarms of every stack to the operations stack.
  const topicId = 'AlarmTopic';
  const topic =
    (stack.node.tryFindChild(topicId) as Topic | undefined) ??
    Topic.fromTopicArn(stack, topicId, stack.formatArn({ service: 'sns', resource: stack.named('alarms') }));
  new Alarm(stack, `${anchor}-alarm`, {
    alarmName: stack.named(anchor),
    alarmDescription: `${businessImpact} Runbook: ${RUNBOOK}#${anchor}`,
    metric,
    threshold,
    evaluationPeriods: of,
    datapointsToAlarm: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: silence === 'fault' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  }).addAlarmAction(new SnsAction(topic));
}
