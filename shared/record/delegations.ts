import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Actor } from '../dossier/actor.ts';
import type { CurrentStep } from '../dossier/state.ts';
import { actsFor, inForce } from '../dossier/successions.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { deleteRow, putRow } from '../platform/table/write.ts';
import { agencyId, instant, line, paragraph } from '../values.ts';
import type { Catalogue } from './catalogue.ts';

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

/** The closings of the province's agencies, read only where they matter, and the moment. */
export type Closings = { readonly procedures: Pick<Catalogue, 'successions'>; readonly now: Date };

/** An agency, and those that were closed whose tasks it has. */
const placesOf = async (agencyId: string, { procedures, now }: Closings): Promise<readonly string[]> =>
  actsFor(agencyId, await procedures.successions(), now.toISOString());

/** Where the work of an agency is done now: there, or at its successor. */
export const placeOf = async (agencyId: string, { procedures, now }: Closings): Promise<string> =>
  inForce(agencyId, await procedures.successions(), now.toISOString());

/**
 * Officers whom the actor substitutes now at the agency that holds a dossier. One read, and only when the step is assigned to
 * another officer; where agencies were closed, one for each of them. What was agreed on at the successor counts before what still
 * stands at a closed agency.
 */
export async function delegatorsOf(
  table: Table,
  { agencyId, assignee }: CurrentStep,
  actor: Actor,
  closings: Closings,
): Promise<readonly string[]> {
  if (assignee === undefined || actor.kind !== 'officer' || actor.subject === assignee) return [];
  const places = await placesOf(await placeOf(agencyId, closings), closings);
  const [inForceNow, ...left] = await Promise.all(places.map((place) => findDelegation(table, place, assignee)));
  const counted = inForceNow === undefined ? left : [inForceNow];
  const at = closings.now.toISOString();
  return counted.some((one) => one?.delegate === actor.subject && one.from <= at && at < one.until) ? [assignee] : [];
}

async function findDelegation({ client, name }: Table, agencyId: string, officer: string) {
  const Key = keys.delegation(agencyId, officer);
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  return Item?.delegation as Delegation | undefined;
}

/**
 * One at a time for each officer: a new one replaces the old, what stood at closed agencies too; set an earlier end to end it early.
 * Deleted by TTL some time after its end.
 * @param delegation of an agency that is not closed
 */
export async function putDelegation(table: Table, delegation: Delegation, closings: Closings): Promise<void> {
  const { agencyId, officer, until } = delegation;
  const expiresAt = Math.floor(Date.parse(until) / 1000) + 30 * 86_400;
  await putRow(table, { ...keys.delegation(agencyId, officer), delegation, expiresAt });
  const [, ...left] = await placesOf(agencyId, closings);
  await Promise.all(left.map((closed) => deleteRow(table, keys.delegation(closed, officer))));
}

/** All delegations of an agency, and of those that were closed whose tasks it has; there are as many as absent officers. */
export async function listDelegations(
  { client, name }: Table,
  agencyId: string,
  closings: Closings,
): Promise<readonly Delegation[]> {
  const places = await placesOf(agencyId, closings);
  const answers = await Promise.all(
    places.map((place) =>
      client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.delegation(place, '').pk },
        }),
      ),
    ),
  );
  return answers.flatMap(({ Items = [] }) => Items.map((item) => item.delegation as Delegation));
}
