import { type Placed, REGION, type Templates } from '../faults/app/intrinsics.ts';
import { arnOf, ask } from './asks/place.ts';
import { PLACE, type Roles, rolesOf } from './declared.ts';
import type { Ask, Principal } from './policy/statement.ts';

/** Something that AWS does by itself because a template says so, in its own name or in that of a function. */
export type ServiceAsk = { readonly asking: Principal; readonly asks: readonly Ask[]; readonly why: string };

type Read = (own: never, placed: Placed, app: App) => readonly ServiceAsk[];
type App = {
  readonly arnOf: (placed: Placed) => string;
  readonly nameOf: (placed: Placed) => string;
  readonly roles: Roles;
};

const by = (service: string): Principal => ({ service: `${service}.amazonaws.com` });
const roleOf = ({ roles }: App, name: string): Principal => {
  const role = roles.get(name)?.role;
  if (role === undefined) throw new Error(`${name} has no role`);
  return { role };
};
const from = (arn: string) => ({ 'aws:SourceArn': arn, 'aws:SourceAccount': PLACE.account });

/** What follows from a resource, by its kind. Each with the page that says what the service needs for it. */
const FOLLOWS: Readonly<Record<string, Read>> = {
  // Lambda Developer Guide, "Using Lambda with Amazon SQS" and "Using Lambda with DynamoDB": execution role permissions.
  'AWS::Lambda::EventSourceMapping': (
    own: { EventSourceArn: string; FunctionName: string; DestinationConfig?: { OnFailure?: { Destination: string } } },
    placed,
    app,
  ) => {
    const { EventSourceArn: source, FunctionName } = own;
    const queue = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].map((a) => ask(a, source));
    const stream = [
      ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((a) => ask(`dynamodb:${a}`, source)),
      ask('dynamodb:ListStreams', source.replace(/\/[^/]*$/, '/*')),
    ];
    const letters = own.DestinationConfig?.OnFailure?.Destination;
    const failed = letters === undefined ? [] : [ask('sqs:SendMessage', letters)];
    const asks = [...(source.includes(':sqs:') ? queue : stream), ...failed];
    return [{ asking: roleOf(app, FunctionName), asks, why: placed.id }];
  },
  // Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs": in the name of the function.
  'AWS::Lambda::Function': ({ LoggingConfig }: { LoggingConfig: { LogGroup: string } }, placed, app) => {
    const stream = arnOf(PLACE, 'logs', `log-group:${LoggingConfig.LogGroup}:log-stream:one`);
    const asks = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ask(action, stream));
    return [{ asking: roleOf(app, app.nameOf(placed)), asks, why: placed.id }];
  },
  // EventBridge User Guide, "Using resource-based policies" and "Using dead-letter queues to process undelivered events".
  'AWS::Events::Rule': (
    own: { Targets: readonly { Arn: string; DeadLetterConfig?: { Arn: string } }[] },
    placed,
    app,
  ) => {
    const context = from(app.arnOf(placed));
    const reaches = (arn: string) =>
      ask(arn.includes(':sqs:') ? 'sqs:SendMessage' : 'lambda:InvokeFunction', arn, context);
    const asks = own.Targets.map(({ Arn }) => reaches(Arn));
    const letters = own.Targets.flatMap(({ DeadLetterConfig: to }) => (to === undefined ? [] : [reaches(to.Arn)]));
    return [
      { asking: by('events'), asks, why: placed.id },
      { asking: by('events'), asks: letters, why: `what ${placed.id} cannot deliver` },
    ];
  },
  // API Gateway Developer Guide, "Grant a REST API permission to invoke a Lambda function".
  'AWS::ApiGateway::Method': (
    own: { HttpMethod: string; RestApiId: string; Integration: { Uri?: string } },
    placed,
  ) => {
    const target = /functions\/(arn:[^/]+)\/invocations/.exec(own.Integration.Uri ?? '')?.[1];
    if (target === undefined) return [];
    const called = arnOf(PLACE, 'execute-api', `${own.RestApiId}/api/${own.HttpMethod}/v1/any`);
    return [{ asking: by('apigateway'), asks: [ask('lambda:InvokeFunction', target, from(called))], why: placed.id }];
  },
  // SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics".
  'AWS::CloudWatch::Alarm': ({ AlarmActions = [] }: { AlarmActions?: readonly string[] }, placed, app) => {
    const asks = AlarmActions.map((topic) => ask('sns:Publish', topic, from(app.arnOf(placed))));
    return [{ asking: by('cloudwatch'), asks, why: placed.id }];
  },
  // S3 User Guide, "Enabling Amazon S3 server access logging".
  'AWS::S3::Bucket': (
    own: { LoggingConfiguration?: { DestinationBucketName: string; LogFilePrefix: string } },
    placed,
    app,
  ) => {
    if (own.LoggingConfiguration === undefined) return [];
    const { DestinationBucketName, LogFilePrefix } = own.LoggingConfiguration;
    const log = `arn:aws:s3:::${DestinationBucketName}/${LogFilePrefix}one`;
    return [{ asking: by('logging.s3'), asks: [ask('s3:PutObject', log, from(app.arnOf(placed)))], why: placed.id }];
  },
  // CloudFront Developer Guide, "Restrict access to an Amazon S3 origin".
  'AWS::CloudFront::Distribution': (
    {
      DistributionConfig,
    }: { DistributionConfig: { Origins: readonly { DomainName: string; S3OriginConfig?: object }[] } },
    placed,
    app,
  ) => {
    // A global service: its ARNs have no region.
    const context = from(`arn:aws:cloudfront::${PLACE.account}:distribution/${app.nameOf(placed)}`);
    const buckets = DistributionConfig.Origins.flatMap(({ DomainName, S3OriginConfig }) =>
      S3OriginConfig === undefined ? [] : [`arn:aws:s3:::${DomainName.split('.')[0]}`],
    );
    const asks = buckets.flatMap((bucket) => [
      ask('s3:GetObject', `${bucket}/index.html`, context),
      ask('s3:ListBucket', bucket, context),
    ]);
    return [{ asking: by('cloudfront'), asks, why: placed.id }];
  },
  // CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
  'AWS::Logs::LogGroup': ({ KmsKeyId }: { KmsKeyId?: string }, placed, app) => {
    if (KmsKeyId === undefined) return [];
    const context = { 'kms:EncryptionContext:aws:logs:arn': app.arnOf(placed).replace(/:\*$/, '') };
    const uses = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'];
    const asks = uses.map((use) => ask(`kms:${use}`, KmsKeyId, context));
    return [{ asking: by(`logs.${REGION}`), asks, why: placed.id }];
  },
};

/** What AWS does by itself in an app, all of it that follows from its templates. */
export function serviceAsks(templates: Templates): readonly ServiceAsk[] {
  const app: App = {
    arnOf: (placed) => templates.arnOf(placed),
    nameOf: (placed) => templates.nameOf(placed),
    roles: rolesOf(templates),
  };
  return Object.entries(FOLLOWS).flatMap(([type, read]) =>
    templates
      .all(type)
      .flatMap((placed) => read(templates.value<never>(placed.stack, placed.resource.Properties), placed, app)),
  );
}
