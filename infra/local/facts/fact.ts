import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Where } from '../call.ts';
import type { Properties } from '../deployed.ts';

export type Clients = {
  readonly where: Where;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly sqs: SQSClient;
};

/** One thing a template says of a resource and the service can be asked about. */
export type Fact = {
  /** CloudFormation type. */
  readonly of: string;
  readonly property: string;
  /** What the template wants, in the words of `actual`; undefined if it says nothing of it. */
  readonly expected: (properties: Properties) => unknown;
  readonly actual: (clients: Clients, id: string, properties: Properties) => Promise<unknown>;
  /** Puts it back where the emulator's CloudFormation drops it. Absent: the emulator keeps it. */
  readonly putBack?: (clients: Clients, id: string, properties: Properties) => Promise<unknown>;
};

/** A value deep in a template's properties. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** As {@link at}, for what must be a string where it is needed. */
export const textAt = (value: unknown, ...path: readonly (string | number)[]): string =>
  String(at(value, ...path) ?? '');

/** The last part of an ARN or path: what a template's reference and a service's answer have in common. */
export const lastPart = (arn: unknown): string | undefined =>
  typeof arn === 'string' ? arn.split(/[:/]/).at(-1) : undefined;
