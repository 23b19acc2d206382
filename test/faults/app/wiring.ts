import type { Rule, Target } from '../cloud/bus.ts';
import type { TableShape } from '../cloud/dynamodb/table.ts';
import type { Method } from '../cloud/gateway.ts';
import type { Pattern } from '../cloud/patterns.ts';
import type { Queue, QueueShape } from '../cloud/sqs.ts';
import type { Placed, Templates } from './intrinsics.ts';

/** What the templates say of everything that the world simulates. */
export class Wiring {
  readonly #templates: Templates;

  constructor(templates: Templates) {
    this.#templates = templates;
  }

  #properties<T>({ stack, resource }: Placed): T {
    return this.#templates.value<T>(stack, resource.Properties);
  }

  table(): TableShape & { readonly ttl: string | undefined } {
    const [placed] = this.#templates.all('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
    if (placed === undefined) throw new Error('the app has no table');
    type Schema = readonly { AttributeName: string; KeyType: string }[];
    const {
      KeySchema,
      GlobalSecondaryIndexes = [],
      TimeToLiveSpecification,
    } = this.#properties<{
      KeySchema: Schema;
      GlobalSecondaryIndexes?: readonly {
        IndexName: string;
        KeySchema: Schema;
        Projection: { ProjectionType: string; NonKeyAttributes?: readonly string[] };
      }[];
      TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
    }>(placed);
    const keyOf = (schema: Schema) => ({
      partition: schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '',
      sort: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName ?? '',
    });
    const indexes = GlobalSecondaryIndexes.map(({ IndexName, KeySchema: schema, Projection }) => {
      const projected = Projection.ProjectionType === 'ALL' ? ('ALL' as const) : (Projection.NonKeyAttributes ?? []);
      return [IndexName, { ...keyOf(schema), projected }] as const;
    });
    return {
      name: this.#templates.nameOf(placed),
      key: keyOf(KeySchema),
      indexes: Object.fromEntries(indexes),
      ttl: TimeToLiveSpecification?.Enabled ? TimeToLiveSpecification.AttributeName : undefined,
    };
  }

  queues(): readonly QueueShape[] {
    return this.#templates.all('AWS::SQS::Queue').map((placed) => {
      const properties = this.#properties<{
        FifoQueue?: boolean;
        VisibilityTimeout?: number;
        MessageRetentionPeriod?: number;
        RedrivePolicy?: { deadLetterTargetArn: string; maxReceiveCount: number };
      }>(placed);
      return {
        name: this.#templates.nameOf(placed),
        fifo: properties.FifoQueue === true,
        visibility: properties.VisibilityTimeout ?? 30,
        retention: properties.MessageRetentionPeriod ?? 345_600,
        maxReceives: properties.RedrivePolicy?.maxReceiveCount ?? Number.POSITIVE_INFINITY,
        deadLetters: nameIn(properties.RedrivePolicy?.deadLetterTargetArn),
      };
    });
  }

  functions() {
    return this.#templates.all('AWS::Lambda::Function').map((placed) => {
      const {
        Timeout = 3,
        Environment,
        ReservedConcurrentExecutions,
      } = this.#properties<{
        Timeout?: number;
        Environment?: { Variables: Readonly<Record<string, string>> };
        ReservedConcurrentExecutions?: number;
      }>(placed);
      return {
        name: this.#templates.nameOf(placed),
        timeoutMs: Timeout * 1000,
        env: Environment?.Variables ?? {},
        concurrency: ReservedConcurrentExecutions ?? 100,
      };
    });
  }

  mappings() {
    return this.#templates.all('AWS::Lambda::EventSourceMapping').map((placed) => {
      const mapping = this.#properties<{
        EventSourceArn: string;
        FunctionName: string;
        BatchSize?: number;
        FunctionResponseTypes?: readonly string[];
        ScalingConfig?: { MaximumConcurrency: number };
        ParallelizationFactor?: number;
        BisectBatchOnFunctionError?: boolean;
        MaximumRecordAgeInSeconds?: number;
        FilterCriteria?: { Filters: readonly { Pattern: string }[] };
        DestinationConfig?: { OnFailure?: { Destination: string } };
      }>(placed);
      return {
        id: placed.id,
        queue: /:sqs:/.test(mapping.EventSourceArn) ? nameIn(mapping.EventSourceArn) : undefined,
        function: mapping.FunctionName,
        batchSize: mapping.BatchSize ?? 10,
        partialFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true,
        concurrency: mapping.ScalingConfig?.MaximumConcurrency ?? 10,
        lanes: mapping.ParallelizationFactor ?? 1,
        bisect: mapping.BisectBatchOnFunctionError === true,
        maxAgeMs: (mapping.MaximumRecordAgeInSeconds ?? 86_400) * 1000,
        filters: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern: text }) => JSON.parse(text) as Pattern),
        onFailure: nameIn(mapping.DestinationConfig?.OnFailure?.Destination),
      };
    });
  }

  rules(queue: (name: string) => Queue): readonly Rule[] {
    return this.#templates.all('AWS::Events::Rule').map((placed) => {
      const rule = this.#properties<{
        EventBusName?: string;
        EventPattern?: Pattern;
        ScheduleExpression?: string;
        Targets: readonly {
          Arn: string;
          InputPath?: string;
          InputTransformer?: { InputPathsMap?: Readonly<Record<string, string>>; InputTemplate: string };
        }[];
      }>(placed);
      return {
        id: placed.id,
        name: this.#templates.nameOf(placed),
        bus: rule.EventBusName ?? 'default',
        pattern: rule.EventPattern,
        schedule: rule.ScheduleExpression,
        targets: rule.Targets.map(({ Arn, InputPath, InputTransformer }) => ({
          to: (/:sqs:/.test(Arn) ? { queue: queue(nameIn(Arn) ?? '') } : { function: nameIn(Arn) ?? '' }) as Target,
          inputPath: InputPath,
          paths: InputTransformer?.InputPathsMap,
          template: InputTransformer?.InputTemplate,
        })),
      };
    });
  }

  buckets(): readonly string[] {
    return this.#templates.all('AWS::S3::Bucket').map((placed) => this.#templates.nameOf(placed));
  }

  /** Secrets that the app makes itself, by name: the text around the generated part, and where that goes. */
  secrets() {
    return this.#templates.all('AWS::SecretsManager::Secret').map((placed) => {
      const { GenerateSecretString = {} } = this.#properties<{
        GenerateSecretString?: { SecretStringTemplate?: string; GenerateStringKey?: string };
      }>(placed);
      const { SecretStringTemplate = '{}', GenerateStringKey } = GenerateSecretString;
      return { name: this.#templates.nameOf(placed), template: SecretStringTemplate, key: GenerateStringKey };
    });
  }

  bus(): string {
    const [placed] = this.#templates.all('AWS::Events::EventBus');
    return placed === undefined ? 'default' : this.#templates.nameOf(placed);
  }

  /** Routes as API Gateway has them: a tree of resources, methods that lead to functions. */
  methods(): readonly Method[] {
    const resources = new Map(
      this.#templates.all('AWS::ApiGateway::Resource').map((one) => [this.#templates.nameOf(one), one]),
    );
    const pathOf = (id: string): string => {
      const placed = resources.get(id);
      if (placed === undefined) return '';
      const { ParentId, PathPart } = this.#properties<{ ParentId: string; PathPart: string }>(placed);
      return `${pathOf(ParentId)}/${PathPart}`;
    };
    return this.#templates.all('AWS::ApiGateway::Method').flatMap((placed) => {
      const { HttpMethod, ResourceId, Integration } = this.#properties<{
        HttpMethod: string;
        ResourceId: string;
        Integration: { Type: string; Uri?: string };
      }>(placed);
      const target = /function:([\w-]+)\/invocations/.exec(Integration.Uri ?? '')?.[1];
      return target === undefined
        ? []
        : [{ id: placed.id, method: HttpMethod, path: pathOf(ResourceId), function: target }];
    });
  }
}

const nameIn = (arn: string | undefined) => arn?.split(':').at(-1);
