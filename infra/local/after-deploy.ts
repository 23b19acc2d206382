import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { awsClient } from '../../shared/platform/aws/client.ts';
import type { Where } from './call.ts';
import { type Deployed, deployed, stacksOf } from './deployed.ts';
import type { Clients, Fact } from './facts/fact.ts';

/** A province on a local emulator. `province` is the slug. */
export type Local = Where & { readonly province: string };
/** A property that the template sets and the emulator does not have. */
export type Difference = {
  readonly resource: string;
  readonly property: string;
  readonly expected: unknown;
  readonly actual: unknown;
};

/**
 * The one step after a deployment to an emulator: restores, through the service APIs, what the emulator's
 * CloudFormation drops. Idempotent. Returns what it restored, as `type property`.
 */
export async function afterDeploy(local: Local, facts: readonly Fact[]): Promise<readonly string[]> {
  const restored = new Set<string>();
  const puttable = facts.filter(({ putBack }) => putBack !== undefined);
  await compare(local, puttable, async (clients, fact, { id, properties }) => {
    await fact.putBack?.(clients, id, properties);
    restored.add(`${fact.of} ${fact.property}`);
  });
  return [...restored].sort();
}

/** Reads every fact back and returns the differences from the templates. Empty when the emulator matches AWS. */
export async function readBack(
  local: Local,
  facts: readonly Fact[],
): Promise<{ readonly read: number; readonly differences: Difference[] }> {
  const differences: Difference[] = [];
  const read = await compare(local, facts, async (_, fact, { id, properties }, actual) => {
    differences.push({ resource: id, property: fact.property, expected: fact.expected(properties), actual });
  });
  return { read, differences };
}

/** Concurrent requests: an emulator is one process, and a client times out. */
const AT_ONCE = 8;
/** That time-out. Milliseconds. */
const ANSWER_MS = 20_000;

type OnDifference = (clients: Clients, fact: Fact, resource: Deployed, actual: unknown) => Promise<void>;

async function compare(local: Local, facts: readonly Fact[], differs: OnDifference): Promise<number> {
  const clients = open(local);
  const resources = (await Promise.all(stacksOf(local.province).map((stack) => deployed(local, stack)))).flat();
  const checks = resources.flatMap((resource) =>
    facts
      .filter((fact) => fact.of === resource.type && fact.expected(resource.properties) !== undefined)
      .map((fact) => ({ fact, resource })),
  );
  const check = async ({ fact, resource }: (typeof checks)[number]) => {
    const actual = await fact.actual(clients, resource.id, resource.properties);
    if (!isDeepStrictEqual(actual, fact.expected(resource.properties))) await differs(clients, fact, resource, actual);
  };
  await pMap(checks, check, { concurrency: AT_ONCE });
  return checks.length;
}

function open(where: Where): Clients {
  const settings = { ...where, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const patient = { timeoutMs: ANSWER_MS };
  return {
    where,
    dynamodb: awsClient(DynamoDBClient, settings, patient),
    s3: awsClient(S3Client, { ...settings, forcePathStyle: true }, patient),
    secrets: awsClient(SecretsManagerClient, settings, patient),
    sqs: awsClient(SQSClient, settings, patient),
  };
}
