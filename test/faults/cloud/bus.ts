import { ServiceError } from './dynamodb/errors.ts';
import { fits, type Pattern, patternOf } from './patterns.ts';
import type { Queue } from './sqs.ts';

export type Transform = {
  readonly inputPath?: string | undefined;
  readonly paths?: Readonly<Record<string, string>> | undefined;
  readonly template?: string | undefined;
};

export type Target = { readonly queue: Queue } | { readonly function: string };

export type Rule = {
  /** In its template. */
  readonly id: string;
  readonly name: string;
  readonly bus: string;
  readonly pattern: Pattern | undefined;
  readonly schedule: string | undefined;
  readonly targets: readonly (Transform & { readonly to: Target })[];
};

type Entry = {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Time?: number;
};

const ENTRIES_BYTES = 1024 * 1024;
/** What a time counts, by AWS's own formula. Bytes. */
const TIME_BYTES = 14;

const bytesOf = ({ Source = '', DetailType = '', Detail = '', Time }: Entry) =>
  Buffer.byteLength(Source + DetailType + Detail) + (Time === undefined ? 0 : TIME_BYTES);

export type BusAround = {
  readonly now: () => number;
  readonly newId: () => string;
  /** Brings an event to a target, some time later, perhaps twice. */
  readonly deliver: (to: Target, input: string) => void;
  /** Why the bus does not take one entry of a call; undefined: it does. */
  readonly refuses: () => string | undefined;
};

/** The event bus: entries in, matching rules' targets out. */
export class Bus {
  readonly rules: readonly Rule[];
  readonly #around: BusAround;

  constructor(rules: readonly Rule[], around: BusAround) {
    this.rules = rules;
    this.#around = around;
  }

  /** The service's operations. @throws ServiceError */
  call(
    operation: string,
    body: { readonly Entries: readonly Entry[]; readonly Event: string; readonly EventPattern: string },
  ): unknown {
    if (operation === 'PutEvents') return this.putEvents(body.Entries);
    if (operation !== 'TestEventPattern') throw new ServiceError('UnknownOperationException', operation);
    return { Result: fits(patternOf(body.EventPattern), JSON.parse(body.Event)) };
  }

  putEvents(entries: readonly Entry[]): unknown {
    if (entries.length < 1 || entries.length > 10)
      throw new ServiceError('ValidationException', 'Member must have length between 1 and 10');
    if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > ENTRIES_BYTES)
      throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit');
    const Entries = entries.map((entry) => {
      const code = this.#around.refuses() ?? malformed(entry);
      if (code !== undefined) return { ErrorCode: code, ErrorMessage: code };
      const id = this.#around.newId();
      const time = entry.Time === undefined ? this.#around.now() : entry.Time * 1000;
      this.publish(entry.EventBusName ?? 'default', {
        id,
        source: entry.Source,
        'detail-type': entry.DetailType,
        time: new Date(time).toISOString(),
        detail: JSON.parse(entry.Detail ?? '{}'),
      });
      return { EventId: id };
    });
    return { FailedEntryCount: Entries.filter((one) => 'ErrorCode' in one).length, Entries };
  }

  publish(bus: string, event: Readonly<Record<string, unknown>>): void {
    const whole = { version: '0', account: '111122223333', region: 'ap-southeast-1', resources: [], ...event };
    for (const rule of this.rules) {
      if (rule.bus !== bus || rule.pattern === undefined || !fits(rule.pattern, whole)) continue;
      for (const target of rule.targets) this.#around.deliver(target.to, inputOf(target, whole));
    }
  }

  /** What a schedule's target gets when its time comes. */
  fire(rule: Rule): void {
    const time = new Date(Math.floor(this.#around.now() / 1000) * 1000).toISOString().replace('.000Z', 'Z');
    const event = {
      id: this.#around.newId(),
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time,
      detail: {},
    };
    for (const target of rule.targets) this.#around.deliver(target.to, inputOf(target, event));
  }
}

function malformed({ Detail, Source, DetailType }: Entry): string | undefined {
  if (!Source || !DetailType || !Detail) return 'InvalidArgument';
  if (Source.startsWith('aws.')) return 'NotAuthorizedForSourceException';
  try {
    const detail: unknown = JSON.parse(Detail);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? undefined : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}

function inputOf({ inputPath, paths, template }: Transform, event: object): string {
  if (template !== undefined) {
    return template.replace(/<([\w-]+)>/g, (_, name: string) => JSON.stringify(at(event, paths?.[name] ?? '$')));
  }
  return JSON.stringify(inputPath === undefined ? event : at(event, inputPath));
}

const at = (event: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
