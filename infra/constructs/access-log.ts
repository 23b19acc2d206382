import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DataIdentifier, DataProtectionPolicy, FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import { metricNamespace } from '../../shared/platform/observability/metrics.ts';
import { alarmingAt, REFUSAL_MINUTES, REFUSALS, SERVICE } from '../refusals.ts';
import { alarm } from './alarm.ts';
import { logRetention } from './log-retention.ts';
import type { ProvinceStack } from './province-stack.ts';

/** IP addresses are personal data: kept only as long as system logs must be kept. */
const KEPT_MONTHS = 12;

/**
 * The log of every request, the only place that stores callers' addresses: a breach report has to name the origin.
 * Readers see masked addresses unless they hold `logs:Unmask`, which no role of this app has
 * (`docs/decisions/0014-audit-trail.md`). It has its own encryption key.
 */
export function accessLog(stack: ProvinceStack): LogGroup {
  const logGroupName = `/motcua/${stack.province.slug}/access`;
  const encryptionKey = new Key(stack, 'AccessLogKey', {
    description: `Callers' addresses of ${stack.province.slug}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  encryptionKey.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${stack.region}:${stack.account}:log-group:${logGroupName}`,
        },
      },
    }),
  );
  const log = new LogGroup(stack, 'AccessLogs', {
    logGroupName,
    encryptionKey,
    dataProtectionPolicy: new DataProtectionPolicy({
      name: stack.named('access'),
      identifiers: [DataIdentifier.IPADDRESS],
    }),
    retention: logRetention(KEPT_MONTHS),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  countRefusals(stack, log);
  return log;
}

/** Counted here and not in functions: many calls are rejected before they reach a function. */
function countRefusals(stack: ProvinceStack, log: LogGroup): void {
  for (const refusal of REFUSALS) {
    const { status, metric: metricName, anchor, businessImpact } = refusal;
    const filter = log.addMetricFilter(`${metricName}-filter`, {
      filterPattern: FilterPattern.stringValue('$.status', '=', String(status)),
      metricNamespace: metricNamespace(stack.province.slug),
      metricName,
      // The one dimension that every metric of a province has.
      dimensions: { service: '$.service' },
    });
    alarm(stack, {
      anchor,
      metric: filter.metric({
        statistic: 'Sum',
        period: Duration.minutes(REFUSAL_MINUTES),
        dimensionsMap: { service: SERVICE },
      }),
      threshold: alarmingAt(refusal, stack.size),
      silence: 'fine',
      businessImpact: businessImpact,
    });
  }
}

/**
 * No query string, body or token. The route is the template, not the path, which would name dossiers. `requestId` is
 * in every log line of the function for this request; those lines identify the caller.
 */
export function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      service: SERVICE,
      requestId: AccessLogField.contextRequestId(),
      at: AccessLogField.contextRequestTimeEpoch(),
      ip: AccessLogField.contextIdentitySourceIp(),
      method: AccessLogField.contextHttpMethod(),
      route: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      ms: AccessLogField.contextResponseLatency(),
      functionMs: AccessLogField.contextIntegrationLatency(),
      error: AccessLogField.contextErrorMessage(),
      firewall: AccessLogField.contextWafResponseCode(),
    }),
  );
}
