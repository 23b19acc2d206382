import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct, IConstruct } from 'constructs';
import { LAGS, METRICS, metricNamespace } from '../../shared/platform/observability/metrics.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import { inventory } from '../inventory.ts';
import { REFUSAL_MINUTES, REFUSALS, SERVICE } from '../refusals.ts';

/** Alarm topic and dashboard. References the other stacks by name only, so it can be deployed before them. */
export class OperationsStack extends ProvinceStack {
  constructor(scope: Construct, site: Site) {
    super(scope, 'operations', site, 'alarm topic and dashboard');
    this.alarmTopic();
  }

  private alarmTopic(): void {
    const key = new Key(this, 'AlarmKey', {
      description: `Alarms of ${this.province.slug}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // CloudWatch cannot publish to a topic under the account's default key.
    key.grant(new ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');
    const topic = new Topic(this, 'Alarms', {
      topicName: this.named('alarms'),
      displayName: `Một Cửa ${this.province.name}`,
      masterKey: key,
      enforceSSL: true,
    });
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
    for (const email of this.province.alarmEmails) topic.addSubscription(new EmailSubscription(email));
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn });
  }

  /** Creates the dashboard of everything that is in the tree by now. */
  dashboard(stage: IConstruct, api: IConstruct): void {
    const { functions, queues, deadLetters } = inventory(stage, this.named(''));
    const apiFunctions = inventory(api, this.named('')).functions;
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 12, height: 6 });
    const ofApi = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        statistic,
        period: Duration.minutes(1),
        dimensionsMap: { ApiName: this.named('api'), Stage: 'api' },
      });
    const ofFunction = (name: string, metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        statistic,
        label: name,
        period: Duration.minutes(1),
        dimensionsMap: { FunctionName: this.named(name) },
      });
    const ofQueue = (queue: string, metricName: string) =>
      new Metric({
        namespace: 'AWS/SQS',
        metricName,
        statistic: 'Maximum',
        label: queue,
        period: Duration.minutes(1),
        dimensionsMap: { QueueName: this.named(queue) },
      });
    const ofService = (metricName: string, service: string, statistic: string) =>
      new Metric({
        namespace: metricNamespace(this.province.slug),
        metricName,
        statistic,
        label: metricName,
        period: Duration.minutes(5),
        dimensionsMap: { service },
      });
    const refused = REFUSALS.map(
      ({ metric, status }) =>
        new Metric({
          namespace: metricNamespace(this.province.slug),
          metricName: metric,
          statistic: 'Sum',
          label: `${status}`,
          period: Duration.minutes(REFUSAL_MINUTES),
          dimensionsMap: { service: SERVICE },
        }),
    );

    new Dashboard(this, 'Dashboard', {
      dashboardName: `motcua-${this.province.slug}`,
      widgets: [
        [
          new TextWidget({
            markdown: `# Một Cửa ${this.province.name}\nAlarms lead to \`docs/runbook.md\`. Begin with dead letters: each is a dossier that makes no progress.`,
            width: 24,
            height: 2,
          }),
        ],
        [
          graph(
            'Dead letters',
            deadLetters.map((queue) => ofQueue(queue, 'ApproximateNumberOfMessagesVisible')),
          ),
          graph(
            'Age of the oldest message, s',
            queues.map(({ queue }) => ofQueue(queue, 'ApproximateAgeOfOldestMessage')),
          ),
        ],
        [
          graph('Requests a minute', [ofApi('Count', 'Sum'), ofApi('4XXError', 'Sum'), ofApi('5XXError', 'Sum')]),
          graph('Answer time, ms', [ofApi('Latency', 'p50'), ofApi('Latency', 'p95')]),
        ],
        [
          graph(
            'Errors by function',
            functions.map((name) => ofFunction(name, 'Errors', 'Sum')),
          ),
          graph(
            'Time by API function, ms (p95)',
            apiFunctions.map((name) => ofFunction(name, 'Duration', 'p95')),
          ),
        ],
        [
          graph('Delay of the event relay, ms', [ofFunction('event-relay', 'IteratorAge', 'Maximum')]),
          graph(
            'Throttled invocations',
            functions.map((name) => ofFunction(name, 'Throttles', 'Sum')),
          ),
        ],
        [
          graph(
            'What functions count',
            Object.entries(METRICS).map(([metric, service]) => ofService(metric, service, 'Sum')),
          ),
          graph(
            'How far behind what goes on by itself is, s',
            Object.entries(LAGS).map(([metric, service]) => ofService(metric, service, 'Maximum')),
          ),
        ],
        [graph('Calls turned away', refused)],
      ],
    });
  }
}
