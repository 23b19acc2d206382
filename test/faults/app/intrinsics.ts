import { arnOf, SECRET_SUFFIX } from '../../rights/asks/place.ts';

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
};

/** A resource in its stack, which gives its references their meaning. */
export type Placed = { readonly stack: string; readonly id: string; readonly resource: Resource };

export const REGION = 'ap-southeast-1';
export const ACCOUNT = '111122223333';

/** Property by which a kind of resource may name itself, and the service in its ARN. */
const NAMES: Readonly<Record<string, readonly [property: string, arn: (name: string) => string]>> = {
  'AWS::SQS::Queue': ['QueueName', (name) => arn('sqs', name)],
  'AWS::Lambda::Function': ['FunctionName', (name) => arn('lambda', `function:${name}`)],
  'AWS::DynamoDB::GlobalTable': ['TableName', (name) => arn('dynamodb', `table/${name}`)],
  'AWS::DynamoDB::Table': ['TableName', (name) => arn('dynamodb', `table/${name}`)],
  'AWS::Events::EventBus': ['Name', (name) => arn('events', `event-bus/${name}`)],
  'AWS::Events::Rule': ['Name', (name) => arn('events', `rule/${name}`)],
  'AWS::S3::Bucket': ['BucketName', (name) => `arn:aws:s3:::${name}`],
  'AWS::SecretsManager::Secret': ['Name', (name) => arn('secretsmanager', `secret:${name}${SECRET_SUFFIX}`)],
  'AWS::KMS::Key': ['KeyId', (name) => arn('kms', `key/${name}`)],
  'AWS::IAM::Role': ['RoleName', (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`],
  'AWS::SNS::Topic': ['TopicName', (name) => arn('sns', name)],
  'AWS::Logs::LogGroup': ['LogGroupName', (name) => arn('logs', `log-group:${name}:*`)],
};

/** Resources whose reference is their ARN and not their name. */
const KNOWN_BY_ARN = ['AWS::SecretsManager::Secret', 'AWS::SNS::Topic'];

const arn = (service: string, rest: string) => arnOf({ region: REGION, account: ACCOUNT }, service, rest);

/** What an app's templates say once their references are followed, across stacks too. */
export class Templates {
  readonly #templates: Readonly<Record<string, Template>>;
  readonly #exports = new Map<string, { readonly stack: string; readonly value: unknown }>();

  constructor(templates: Readonly<Record<string, Template>>) {
    this.#templates = templates;
    for (const [stack, { Outputs = {} }] of Object.entries(templates)) {
      for (const { Value, Export } of Object.values(Outputs)) {
        if (typeof Export?.Name === 'string') this.#exports.set(Export.Name, { stack, value: Value });
      }
    }
  }

  /** As they are written, in a copy of its own. */
  get bodies(): Record<string, Template> {
    return structuredClone(this.#templates);
  }

  /** Kinds of resources there are. */
  get types(): readonly string[] {
    const all = Object.values(this.#templates).flatMap(({ Resources }) => Object.values(Resources));
    return [...new Set(all.map(({ Type }) => Type))];
  }

  all(...types: readonly string[]): readonly Placed[] {
    return Object.entries(this.#templates).flatMap(([stack, { Resources }]) =>
      Object.entries(Resources).flatMap(([id, resource]) =>
        types.includes(resource.Type) ? [{ stack, id, resource }] : [],
      ),
    );
  }

  /** Physical name of a resource: its own, or one made of where it stands. */
  nameOf({ stack, id, resource }: Placed): string {
    const [property = ''] = NAMES[resource.Type] ?? [];
    const given = resource.Properties?.[property];
    return given === undefined ? `${stack}-${id}`.toLowerCase() : String(this.value(stack, given));
  }

  arnOf(placed: Placed): string {
    const [, toArn] = NAMES[placed.resource.Type] ?? [];
    return toArn?.(this.nameOf(placed)) ?? `arn:aws:unknown:${placed.stack}:${placed.id}`;
  }

  /** A property's value with every intrinsic function worked out. */
  value<T = unknown>(stack: string, raw: unknown): T {
    return this.#value(stack, raw) as T;
  }

  #value(stack: string, raw: unknown): unknown {
    if (Array.isArray(raw)) return raw.map((one) => this.#value(stack, one));
    if (typeof raw !== 'object' || raw === null) return raw;
    const entries = Object.entries(raw);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1) {
      if (name === 'Ref') return this.#ref(stack, String(argument));
      if (name === 'Fn::GetAtt') return this.#attribute(stack, argument as readonly [string, string]);
      if (name === 'Fn::Join') {
        const [separator, parts] = argument as readonly [string, readonly unknown[]];
        return (this.#value(stack, parts) as unknown[]).join(separator);
      }
      if (name === 'Fn::ImportValue') return this.#imported(String(this.#value(stack, argument)));
      if (name === 'Fn::Select') {
        const [index, list] = argument as readonly [number, unknown];
        return (this.#value(stack, list) as readonly unknown[])[Number(index)];
      }
      if (name === 'Fn::Split') {
        const [separator, text] = argument as readonly [string, unknown];
        return String(this.#value(stack, text)).split(separator);
      }
      if (name === 'Fn::Sub' && typeof argument === 'string') {
        return argument.replace(/\$\{([^}]+)\}/g, (_, reference: string) => String(this.#ref(stack, reference)));
      }
      if (name.startsWith('Fn::')) throw new Error(`${name} is not worked out here`);
    }
    return Object.fromEntries(entries.map(([key, one]) => [key, this.#value(stack, one)]));
  }

  #imported(name: string): unknown {
    const exported = this.#exports.get(name);
    if (exported === undefined) throw new Error(`nothing is exported as ${name}`);
    return this.#value(exported.stack, exported.value);
  }

  #placed(stack: string, id: string): Placed {
    const resource = this.#templates[stack]?.Resources[id];
    if (resource === undefined) throw new Error(`${stack} has no ${id}`);
    return { stack, id, resource };
  }

  #ref(stack: string, id: string): string {
    if (id === 'AWS::Region') return REGION;
    if (id === 'AWS::AccountId') return ACCOUNT;
    if (id === 'AWS::Partition') return 'aws';
    if (id === 'AWS::URLSuffix') return 'amazonaws.com';
    if (id.startsWith('AWS::')) return id;
    const placed = this.#placed(stack, id);
    if (placed.resource.Type === 'AWS::SQS::Queue') return queueUrl(this.nameOf(placed));
    return KNOWN_BY_ARN.includes(placed.resource.Type) ? this.arnOf(placed) : this.nameOf(placed);
  }

  #attribute(stack: string, [id, attribute]: readonly [string, string]): string {
    const placed = this.#placed(stack, id);
    if (attribute === 'Arn') return this.arnOf(placed);
    if (attribute === 'StreamArn') return `${this.arnOf(placed)}/stream/latest`;
    if (attribute === 'QueueName') return this.nameOf(placed);
    if (attribute === 'RegionalDomainName') return `${this.nameOf(placed)}.s3.${REGION}.amazonaws.com`;
    return `${this.nameOf(placed)}:${attribute}`;
  }
}

export const queueUrl = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
