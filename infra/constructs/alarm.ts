import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { ProvinceStack } from './province-stack.ts';

export const RUNBOOK = 'docs/runbook.md';

export type AlarmProps = {
  /** Name of the alarm, and anchor of its entry in the runbook. */
  readonly anchor: string;
  readonly metric: Metric;
  /** The alarm rings at this value or above. */
  readonly threshold: number;
  /** Periods that must be bad: in a row, or of the last `of`. */
  readonly periods?: number;
  readonly of?: number;
  /**
   * What it means that the metric says nothing: `fine` where it is written only when something is the matter or somebody
   * asked for something, `fault` where work that goes on by itself writes it at every turn.
   */
  readonly silence: 'fine' | 'fault';
  /** What the province loses while it rings. */
  readonly businessImpact: string;
};

/** An alarm that says what is lost and where to read on, and that wakes whoever the province named. */
export function alarm(stack: ProvinceStack, props: AlarmProps): void {
  const { anchor, metric, threshold, periods = 1, of = periods, silence, businessImpact } = props;
  // The topic is known by name: were it imported, the alarms of every stack would hold on to the operations stack.
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
