import type { Ask } from '../policy/statement.ts';
import { dynamoAsks } from './dynamodb.ts';
import { arnOf, ask, type Place, SECRET_SUFFIX } from './place.ts';

type Json = Readonly<Record<string, unknown>>;

const nameIn = (url: unknown) => String(url).split('/').at(-1) ?? '';

/** What an operation of a service asks for, by its name and its body in JSON. */
const ASKS: Readonly<Record<string, (place: Place, operation: string, body: Json) => readonly Ask[]>> = {
  dynamodb: dynamoAsks,
  // A batch asks for the same as one message (SQS Developer Guide, "Amazon SQS API permissions").
  sqs: (place, operation, { QueueUrl }) => [
    ask(`sqs:${operation.replace(/Batch$/, '')}`, arnOf(place, 'sqs', nameIn(QueueUrl))),
  ],
  events: (place, operation, { Entries = [] }) =>
    [...new Set((Entries as { EventBusName?: string }[]).map(({ EventBusName = 'default' }) => EventBusName))].map(
      (bus) => ask(`events:${operation}`, arnOf(place, 'events', `event-bus/${nameIn(bus)}`)),
    ),
  secretsmanager: (place, operation, { SecretId, Name }) => [
    ask(`secretsmanager:${operation}`, arnOf(place, 'secretsmanager', `secret:${SecretId ?? Name}${SECRET_SUFFIX}`)),
  ],
};

/** @throws Error for a service that is not used here */
export function jsonAsks(place: Place, service: string, operation: string, body: Json): readonly Ask[] {
  const asks = ASKS[service];
  if (asks === undefined) throw new Error(`${service}:${operation}: say in test/rights/asks what it asks for`);
  return asks(place, operation, body);
}

type ObjectRequest = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** Source: Amazon S3 User Guide, "Required permissions for Amazon S3 API operations". */
export function objectAsks({ method, bucket, key, query, headers }: ObjectRequest): readonly Ask[] {
  const verb = { GET: 'Get', HEAD: 'Get', PUT: 'Put', DELETE: 'Delete' }[method];
  if (verb === undefined) throw new Error(`s3 ${method}: say in test/rights/asks what it asks for`);
  const version = query.has('versionId') ? 'Version' : '';
  const part = query.has('tagging') ? 'Tagging' : '';
  const action = `s3:${verb}Object${version}${part}`;
  const ifNoneMatch = headers['if-none-match'];
  return [
    ask(action, `arn:aws:s3:::${bucket}/${key}`, {
      ...(ifNoneMatch !== undefined && { 's3:if-none-match': String(ifNoneMatch) }),
    }),
  ];
}

/** What S3 looks for before it says that an object is not there; without it, it says "forbidden". Source: GetObject. */
export const lookAsks = (bucket: string): Ask => ask('s3:ListBucket', `arn:aws:s3:::${bucket}`);

type Letter = { readonly FromEmailAddress?: string; readonly ConfigurationSetName?: string };

/** Source: Service Authorization Reference, "Amazon Simple Email Service v2": the identity, and the set where one is named. */
export function mailAsks(place: Place, { FromEmailAddress = '', ConfigurationSetName }: Letter): readonly Ask[] {
  const address = /<([^>]*)>$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
  const names = [`identity/${address.slice(address.lastIndexOf('@') + 1)}`];
  if (ConfigurationSetName !== undefined) names.push(`configuration-set/${ConfigurationSetName}`);
  return names.map((name) => ask('ses:SendEmail', arnOf(place, 'ses', name), { 'ses:FromAddress': address }));
}
