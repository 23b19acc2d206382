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

/** One property that a template sets and the service can be asked for. */
export type Fact = {
  /** CloudFormation type. */
  readonly of: string;
  readonly property: string;
  /** The value in the template, in the format of `actual`; undefined if the template does not set it. */
  readonly expected: (properties: Properties) => unknown;
  readonly actual: (clients: Clients, id: string, properties: Properties) => Promise<unknown>;
  /** Restores it where the emulator's CloudFormation drops it. Absent: the emulator keeps it. */
  readonly putBack?: (clients: Clients, id: string, properties: Properties) => Promise<unknown>;
};

/** A nested value of a template's properties. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** As {@link at}, for a required string. */
export const textAt = (value: unknown, ...path: readonly (string | number)[]): string =>
  String(at(value, ...path) ?? '');

/** The last part of an ARN or path: common to a template's reference and a service's answer. */
export const lastPart = (arn: unknown): string | undefined =>
  typeof arn === 'string' ? arn.split(/[:/]/).at(-1) : undefined;
