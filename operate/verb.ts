import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Province } from '../infra/province/load.ts';
import type { Table } from '../shared/platform/table/table.ts';

/** What a verb works on: one province, by the clients of whoever runs it. */
export type Context = {
  readonly province: Province;
  readonly table: Table;
  readonly queues: SQSClient;
  readonly bus: EventBridgeClient;
  readonly busName: string;
  readonly secrets: SecretsManagerClient;
  readonly stacks: CloudFormationClient;
  readonly metrics: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly clock: () => Date;
  /** Says how far a long work is; not part of the result. */
  readonly progress: (line: string) => void;
  readonly pause: (ms: number) => Promise<void>;
};

/** What was asked on the command line beside the verb. */
export type Asked = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
  readonly dryRun: boolean;
};

/** What came of it: printed as lines, or whole as JSON. */
export type Result = {
  readonly lines: readonly string[];
  readonly data: unknown;
  /** Something is not as it should be, or was not done: exit code 1. */
  readonly failed?: boolean;
};

export type Verb = {
  /** After `npm run operate --`. */
  readonly usage: string;
  /** One sentence of what it does. */
  readonly does: string;
  /** Options that take a value, beside those of every verb. */
  readonly options: readonly string[];
  /** Options that take none. */
  readonly flags?: readonly string[];
  /** Whether `--dry-run` says what would be done. A verb that only reads has no use for it. */
  readonly dryRun: boolean;
  /** @throws UsageError for what was asked wrongly, before anything is touched */
  readonly plan: (asked: Asked) => (context: Context) => Promise<Result>;
};

/** The command was given wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
