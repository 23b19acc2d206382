import { isDeepStrictEqual } from 'node:util';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Lifting, Suspension } from '../dossier/suspension.ts';
import type { RecordedSuspension } from '../dossier/suspension-due.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putIf, putOnce } from '../platform/table/write.ts';

/** Another decision is recorded under the id, or lifted it. */
export class OtherDecisionError extends Error {
  override readonly name = 'OtherDecisionError';
}

function ofRow(row: Readonly<Record<string, unknown>>): RecordedSuspension {
  const { pk: _, sk: __, ...recorded } = row;
  return recorded as unknown as RecordedSuspension;
}

/** All of the province, lifted ones too: a few a year. */
export async function listSuspensions({ client, name }: Table): Promise<readonly RecordedSuspension[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.suspension('').pk },
    }),
  );
  return (answer.Items ?? []).map(ofRow);
}

export async function findSuspension(table: Table, suspensionId: string): Promise<RecordedSuspension | undefined> {
  const Key = keys.suspension(suspensionId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item && ofRow(Item);
}

/**
 * Records the decision; it is in force from then on. The same one again changes nothing.
 * @param now ISO 8601
 * @throws OtherDecisionError
 */
export async function recordSuspension(table: Table, suspension: Suspension, now: string): Promise<RecordedSuspension> {
  const fresh = { suspension, recordedAt: now };
  const { done, row } = await putOnce(table, { ...keys.suspension(suspension.suspensionId), ...fresh });
  if (done) return fresh;
  const earlier = ofRow(row ?? {});
  if (isDeepStrictEqual(earlier.suspension, suspension)) return earlier;
  throw new OtherDecisionError(`another decision has the id ${suspension.suspensionId}`);
}

/**
 * Records what lifts a recorded decision. The same one again changes nothing.
 * @throws OtherDecisionError when another decision lifted it
 */
export async function recordLifting(
  table: Table,
  earlier: RecordedSuspension,
  lifting: Lifting,
  now: string,
): Promise<RecordedSuspension> {
  const { suspensionId } = earlier.suspension;
  if (earlier.lifting !== undefined) {
    if (isDeepStrictEqual(earlier.lifting, lifting)) return earlier;
    throw new OtherDecisionError(`${suspensionId} was lifted by ${earlier.lifting.decision}`);
  }
  const { suspension, recordedAt } = earlier;
  const lifted = { suspension, recordedAt, lifting, liftedAt: now };
  const condition = { ConditionExpression: 'attribute_not_exists(lifting)' };
  const { done, row } = await putIf(table, { ...keys.suspension(suspensionId), ...lifted }, condition);
  return done ? lifted : recordLifting(table, ofRow(row ?? {}), lifting, now);
}
