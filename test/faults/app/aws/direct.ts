// @ts-expect-error: the package has no types for what lies inside it
import { marshallInput, unmarshallOutput } from '@aws-sdk/lib-dynamodb/dist-es/commands/utils.js';
import { Client } from '@smithy/core/client';
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { retryMiddleware } from '@smithy/core/retry';
import { NormalizedSchema, operation } from '@smithy/core/schema';
import { generateIdempotencyToken } from '@smithy/core/serde';

type Schema = readonly [number, string, string, never, never, never];
type Translate = { readonly marshallOptions?: object; readonly unmarshallOptions?: object };
type Config = {
  readonly serviceId: string;
  readonly region: () => Promise<string>;
  readonly requestHandler: { readonly handle: (request: HttpRequest) => Promise<{ readonly response: HttpResponse }> };
  readonly protocol: {
    readonly serviceTarget: string;
    readonly deserializeResponse: (of: object, config: Config, response: HttpResponse) => Promise<never>;
  };
  readonly translateConfig?: Translate;
};
type Command = {
  readonly input: object;
  readonly schema: Schema;
  /** Of a command of the document client: the command it stands for, and where values lie in what goes in and comes out. */
  readonly clientCommand?: Command;
  readonly inputKeyNodes?: object;
  readonly outputKeyNodes?: object;
};
type Output = Record<string, unknown>;
type Sent = { readonly output: Output };
type Retrying = (
  next: (args: { readonly request: HttpRequest }) => Promise<Sent & { readonly response: HttpResponse }>,
  context: object,
) => (args: { readonly request: HttpRequest; readonly input: object }) => Promise<Sent>;

/** Services whose requests are JSON with the operation in a header, by where they are. */
const PREFIXES: Readonly<Record<string, string>> = {
  DynamoDB: 'dynamodb',
  SQS: 'sqs',
  EventBridge: 'events',
  'Secrets Manager': 'secretsmanager',
};

/**
 * Lets the SDK's clients hand what is asked to the world as it is, not written out as an HTTP request: most of a world's
 * time went into that. Attempts, back-off, errors and their types are the SDK's own, and so are the values of items. Of
 * other services, and with options for one call, requests go all the way. `faults.test.ts` lives a world in both.
 */
export function handOver(): void {
  const client = Client.prototype as unknown as { send: (command: Command, ...more: unknown[]) => Promise<unknown> };
  const whole = client.send;
  client.send = function (this: { readonly config: Config }, command: Command, ...more: unknown[]) {
    const { config } = this;
    const direct = PREFIXES[config.serviceId] !== undefined && more.length === 0;
    if (!direct) return Reflect.apply(whole, this, [command, ...more]);
    if (command.clientCommand !== undefined) return translated(config, command);
    return sent(config, command, plain(command.input));
  };
}

/** As the document client does it. */
async function translated(config: Config, { clientCommand, input, inputKeyNodes, outputKeyNodes }: Command) {
  const { marshallOptions, unmarshallOptions } = config.translateConfig ?? {};
  const given = marshallInput(input, inputKeyNodes, { convertTopLevelContainer: true, ...marshallOptions });
  const output = await sent(config, clientCommand as Command, given);
  return unmarshallOutput(output, outputKeyNodes, { convertWithoutMapWrapper: true, ...unmarshallOptions }) as Output;
}

const hostnames = new WeakMap<Config, string>();

async function sent(config: Config, { schema }: Command, input: object): Promise<Output> {
  const [, namespace, name, traits, from, to] = schema;
  const hostname = hostnames.get(config) ?? `${PREFIXES[config.serviceId]}.${await config.region()}.amazonaws.com`;
  hostnames.set(config, hostname);
  const token = tokenOf(schema);
  const body = token === undefined ? input : { [token]: generateIdempotencyToken(), ...input };
  const request = new HttpRequest({
    ...{ protocol: 'https:', hostname, method: 'POST', path: '/', body },
    headers: { 'x-amz-target': `${config.protocol.serviceTarget}.${name}` },
  });
  const attempt = async () => {
    const { response } = await config.requestHandler.handle(request);
    const $metadata = { httpStatusCode: response.statusCode };
    if (response.statusCode < 300) return { response, output: { ...(response.body as Output), $metadata } };
    return config.protocol.deserializeResponse(operation(namespace, name, traits, from, to), config, response);
  };
  const { output } = await (retryMiddleware(config as never) as unknown as Retrying)(attempt, {})({ request, input });
  return output;
}

const tokens = new Map<string, string | undefined>();

/** Which of an operation's members is made up by the SDK where nobody gave it. */
function tokenOf([, namespace, name, , from]: Schema): string | undefined {
  const key = `${namespace} ${name}`;
  if (!tokens.has(key)) {
    const members = [...NormalizedSchema.of(from).structIterator()];
    tokens.set(key, members.find(([, member]) => member.isIdempotencyToken())?.[0]);
  }
  return tokens.get(key);
}

/** What JSON would make of it: dates in seconds, nothing undefined. */
const plain = (input: object): object =>
  JSON.parse(
    JSON.stringify(input, function (this: Record<string, unknown>, name, value: unknown) {
      const given = this[name];
      return given instanceof Date ? given.getTime() / 1000 : value;
    }),
  ) as object;
