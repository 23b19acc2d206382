import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Actor } from '../dossier/actor.ts';
import type { CurrentStep } from '../dossier/state.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putRow } from '../platform/table/write.ts';
import { agencyId, instant, line, paragraph } from '../values.ts';

/** An officer's work at one agency is done by another one while the officer is away. Subjects are pseudonymous. */
export const delegationSchema = z
  .strictObject({
    agencyId,
    /** Who is away. */
    officer: line(200),
    /** Who stands in. */
    delegate: line(200),
    from: instant,
    until: instant,
    reason: paragraph(500),
  })
  .check(z.refine(({ from, until }) => from < until, { path: ['until'], params: { rule: 'after-from' } }));
export type Delegation = z.infer<typeof delegationSchema>;

/**
 * For whom the actor stands in now at the desk that holds a dossier. One read, and only when the step is assigned to
 * somebody else.
 */
export async function delegatorsOf(
  { client, name }: Table,
  { agencyId, assignee }: CurrentStep,
  actor: Actor,
  now: Date,
): Promise<readonly string[]> {
  if (assignee === undefined || actor.kind !== 'officer' || actor.subject === assignee) return [];
  const Key = keys.delegation(agencyId, assignee);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  const delegation = Item?.delegation as Delegation | undefined;
  const at = now.toISOString();
  const holds = delegation?.delegate === actor.subject && delegation.from <= at && at < delegation.until;
  return holds ? [assignee] : [];
}

/** One at a time for each officer: a new one replaces the old, and ends it early by ending early. It is forgotten a while after it ended. */
export async function putDelegation(table: Table, delegation: Delegation): Promise<void> {
  const { agencyId, officer, until } = delegation;
  const expiresAt = Math.floor(Date.parse(until) / 1000) + 30 * 86_400;
  await putRow(table, { ...keys.delegation(agencyId, officer), delegation, expiresAt });
}

/** All delegations of an agency; there are as many as officers away. */
export async function listDelegations({ client, name }: Table, agency: string): Promise<readonly Delegation[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.delegation(agency, '').pk },
    }),
  );
  return (answer.Items ?? []).map((item) => item.delegation as Delegation);
}
