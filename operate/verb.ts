import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Province } from '../infra/province/load.ts';
import type { Table } from '../shared/platform/table/table.ts';

/** What a verb works on: one province, with the operator's clients. */
export type Context = {
  readonly province: Province;
  readonly table: Table;
  /** Not AWS: values that are only examples may be written. */
  readonly emulator?: boolean;
  readonly queues: SQSClient;
  readonly bus: EventBridgeClient;
  readonly busName: string;
  readonly secrets: SecretsManagerClient;
  readonly stacks: CloudFormationClient;
  readonly files: S3Client;
  readonly metrics: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly clock: () => Date;
  /** Reports the progress of long work; not part of the result. */
  readonly progress: (line: string) => void;
  readonly pause: (ms: number) => Promise<void>;
};

/** Arguments of the command line beside the verb. */
export type Asked = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
  readonly dryRun: boolean;
};

/** The result: printed as lines, or completely as JSON. */
export type Result = {
  readonly lines: readonly string[];
  readonly data: unknown;
  /** Something is wrong or was not done: exit code 1. */
  readonly failed?: boolean;
};

type Described = {
  /** After `npm run operate --`. */
  readonly usage: string;
  /** One sentence that describes it. */
  readonly does: string;
  /** Options with a value, beside those of every verb. */
  readonly options: readonly string[];
  /** Options without a value. */
  readonly flags?: readonly string[];
  /** Whether it supports `--dry-run`. A read-only verb does not need it. */
  readonly dryRun: boolean;
};

export type Verb = Described & {
  /** @throws UsageError for wrong arguments, before anything is changed */
  readonly plan: (asked: Asked) => (context: Context) => Promise<Result>;
};

/** A verb that needs neither a province nor AWS. */
export type FileVerb = Described & {
  /** @throws UsageError for wrong arguments */
  readonly alone: (asked: Asked) => Promise<Result>;
};

/** Wrong usage: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
