import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Actor } from '../dossier/actor.ts';
import type { CurrentStep } from '../dossier/state.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { putRow } from '../platform/table/write.ts';
import { agencyId, instant, line, paragraph } from '../values.ts';

/** Delegation: a substitute does an absent officer's work at one agency. Subjects are pseudonymous. */
export const delegationSchema = z
  .strictObject({
    agencyId,
    /** The absent officer. */
    officer: line(200),
    /** The substitute. */
    delegate: line(200),
    from: instant,
    until: instant,
    reason: paragraph(500),
  })
  .check(z.refine(({ from, until }) => from < until, { path: ['until'], params: { rule: 'after-from' } }));
export type Delegation = z.infer<typeof delegationSchema>;

/**
 * Officers whom the actor substitutes now at the agency that holds a dossier. One read, and only when the step is assigned to
 * another officer.
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

/**
 * One at a time for each officer: a new one replaces the old; set an earlier end to end it early. Deleted by TTL some time
 * after its end.
 */
export async function putDelegation(table: Table, delegation: Delegation): Promise<void> {
  const { agencyId, officer, until } = delegation;
  const expiresAt = Math.floor(Date.parse(until) / 1000) + 30 * 86_400;
  await putRow(table, { ...keys.delegation(agencyId, officer), delegation, expiresAt });
}

/** All delegations of an agency; there are as many as absent officers. */
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
