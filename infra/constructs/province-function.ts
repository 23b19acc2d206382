import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  LAGS,
  type LagName,
  METRICS,
  type MetricName,
  metricNamespace,
} from '../../shared/platform/observability/metrics.ts';
import { cut } from '../../shared/text/text.ts';
import type { FunctionName } from '../functions.ts';
import { anchorOf, WATCHED_LAGS, WATCHED_METRICS } from '../watched-metrics.ts';
import { alarm } from './alarm.ts';
import type { Grant } from './grant.ts';
import { logRetention } from './log-retention.ts';
import type { ProvinceStack } from './province-stack.ts';

export type FunctionProps = {
  readonly name: FunctionName;
  /** What the province loses when this function fails; one sentence for the operator on call. */
  readonly businessImpact: string;
  readonly uses: readonly Grant[];
  readonly timeout: Duration;
  /** MiB; default: by the size of the province. */
  readonly memory?: number;
  readonly reservedConcurrency?: number;
  /** Failed invocations within five minutes that trigger the alarm. */
  readonly tolerates?: number;
};

/**
 * A Lambda function with its own role (only what `uses` grants), its own log group with retention, and alarms on
 * errors and on its business metrics. Use it through `apiFunction`, `queueWorker`, `busConsumer` or `streamConsumer`.
 */
export function provinceFunction(stack: ProvinceStack, props: FunctionProps): LambdaFunction {
  const { name, uses } = props;
  const logGroup = new LogGroup(stack, `${name}-logs`, {
    logGroupName: `/motcua/${stack.province.slug}/${name}`,
    retention: logRetention(stack.province.retention.logMonths),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const role = new Role(stack, `${name}-role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  for (const { statements = [], acknowledgements = [] } of uses) {
    for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
    for (const acknowledgement of acknowledgements) Validations.of(role).acknowledge(acknowledgement);
  }
  const created = new LambdaFunction(stack, name, {
    functionName: stack.named(name),
    description: cut(props.businessImpact, 256),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'handler.handler',
    code: stack.code(name),
    role,
    logGroup,
    timeout: props.timeout,
    memorySize: props.memory ?? stack.size.memory,
    ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
    environment: {
      PROVINCE: stack.province.slug,
      PROVINCE_CODE: stack.province.code,
      LOG_LEVEL: 'INFO',
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_METRICS_NAMESPACE: metricNamespace(stack.province.slug),
      ...Object.assign({}, ...uses.map(({ environment }) => environment)),
    },
  });
  alarm(stack, {
    anchor: `${name}-errors`,
    metric: created.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: props.tolerates ?? 1,
    silence: 'fine',
    businessImpact: props.businessImpact,
  });
  watchWhatItCounts(stack, name);
  return created;
}

/** Alarms on business metrics of a function: nothing failed technically, and yet an operator has to look. */
function watchWhatItCounts(stack: ProvinceStack, name: FunctionName): void {
  const figure = (metricName: MetricName | LagName, statistic: string, minutes: number) =>
    new Metric({
      namespace: metricNamespace(stack.province.slug),
      metricName,
      dimensionsMap: { service: name },
      statistic,
      period: Duration.minutes(minutes),
    });
  for (const watched of WATCHED_METRICS.filter(({ metric }) => METRICS[metric] === name)) {
    alarm(stack, {
      anchor: anchorOf(watched),
      metric: figure(watched.metric, 'Sum', watched.minutes),
      threshold: watched.threshold,
      silence: 'fine',
      businessImpact: watched.businessImpact,
    });
  }
  for (const watched of WATCHED_LAGS.filter(({ metric }) => LAGS[metric] === name)) {
    alarm(stack, {
      anchor: anchorOf(watched),
      metric: figure(watched.metric, 'Maximum', watched.minutes),
      threshold: watched.seconds,
      periods: watched.periods,
      of: watched.of,
      silence: 'fault',
      businessImpact: watched.businessImpact,
    });
  }
}
