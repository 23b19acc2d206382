import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { METRICS, metricNamespace } from '../../shared/monitoring/metrics.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import { API_FUNCTIONS, FUNCTIONS } from '../functions.ts';

/** Queue consumers by the name of their queue; the command queue is first in, first out. */
const QUEUES = [
  'transitions.fifo',
  'document-verification',
  'inbound-files',
  'national-portal-sync',
  'webhook-delivery',
  'postal-orders',
  'notifications',
  'figures-projection',
];

/** Who is woken, and the page they look at first. Knows the other stacks by name only, so it can come up before them. */
export class OperationsStack extends ProvinceStack {
  constructor(scope: Construct, site: Site) {
    super(scope, 'operations', site, 'alarm topic and dashboard');
    this.alarmTopic();
    this.dashboard();
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

  private dashboard(): void {
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 12, height: 6 });
    const api = (metricName: string, statistic: string) =>
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
    const counted = Object.entries(METRICS).map(
      ([metricName, service]) =>
        new Metric({
          namespace: metricNamespace(this.province.slug),
          metricName,
          statistic: 'Sum',
          label: metricName,
          period: Duration.minutes(5),
          dimensionsMap: { service },
        }),
    );
    const deadLetters = (queue: string) =>
      queue.endsWith('.fifo') ? queue.replace('.fifo', '-dead-letters.fifo') : `${queue}-dead-letters`;

    new Dashboard(this, 'Dashboard', {
      dashboardName: `motcua-${this.province.slug}`,
      widgets: [
        [
          new TextWidget({
            markdown: `# Một Cửa ${this.province.name}\nAlarms lead to \`docs/runbook.md\`. Begin with dead letters: each is a dossier that stands still.`,
            width: 24,
            height: 2,
          }),
        ],
        [
          graph(
            'Dead letters',
            [...QUEUES, 'event-relay'].map((q) => ofQueue(deadLetters(q), 'ApproximateNumberOfMessagesVisible')),
          ),
          graph(
            'Age of the oldest message, s',
            QUEUES.map((q) => ofQueue(q, 'ApproximateAgeOfOldestMessage')),
          ),
        ],
        [
          graph('Requests a minute', [api('Count', 'Sum'), api('4XXError', 'Sum'), api('5XXError', 'Sum')]),
          graph('Answer time, ms', [api('Latency', 'p50'), api('Latency', 'p95')]),
        ],
        [
          graph(
            'Errors by function',
            FUNCTIONS.map((name) => ofFunction(name, 'Errors', 'Sum')),
          ),
          graph(
            'Time by API function, ms (p95)',
            API_FUNCTIONS.map((name) => ofFunction(name, 'Duration', 'p95')),
          ),
        ],
        [
          graph('Delay of the event relay, ms', [ofFunction('event-relay', 'IteratorAge', 'Maximum')]),
          graph(
            'Throttled invocations',
            FUNCTIONS.map((name) => ofFunction(name, 'Throttles', 'Sum')),
          ),
        ],
        [graph('What functions count', counted)],
      ],
    });
  }
}
