import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { Command } from '../../shared/dossier/commands.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { currentAgency } from '../../shared/dossier/state.ts';
import type { Lifting, Suspension } from '../../shared/dossier/suspension.ts';
import { isWithin } from '../../shared/identifiers/agency-id.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { putOnce, putRow } from '../../shared/platform/table/write.ts';
import type { DossierStore } from '../../shared/record/dossier-store.ts';
import { parseJson } from '../../shared/text/json.ts';
import { type Applied, applyToOpen } from '../dossiers.ts';

/** As stored: the decision, and the one that lifted it. */
export type SuspensionRow = { readonly suspension: Suspension; readonly lifting?: Lifting };

/** @throws JsonError @throws Error that names each field and rule */
export function readFile<S extends z.ZodMiniType>(path: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(parseJson(readFileSync(path, 'utf8'), path));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('\n'));
}

/** Records the decision; the same one again is harmless. @throws Error when another has its id */
export async function record(table: Table, suspension: Suspension): Promise<void> {
  const { done, row } = await putOnce(table, { ...keys.suspension(suspension.suspensionId), suspension });
  if (!done && !isDeepStrictEqual(row?.suspension, suspension)) {
    throw new Error(`another decision has the id ${suspension.suspensionId}`);
  }
}

/** Records what lifts it. @returns the suspension @throws Error when there is none, or another decision lifted it */
export async function recordLifting(
  table: Table,
  suspensionId: string,
  lifting: Lifting,
  dryRun: boolean,
): Promise<Suspension> {
  const Key = keys.suspension(suspensionId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const row = Item as SuspensionRow | undefined;
  if (row === undefined) throw new Error(`no suspension ${suspensionId}`);
  if (row.lifting !== undefined && !isDeepStrictEqual(row.lifting, lifting)) {
    throw new Error(`${suspensionId} was lifted by ${row.lifting.decision}`);
  }
  if (!dryRun) await putRow(table, { ...keys.suspension(suspensionId), suspension: row.suspension, lifting });
  return row.suspension;
}

/** Dossiers that the decision is about. */
const concerns = ({ agencies }: Suspension, dossier: Dossier) =>
  [currentAgency(dossier), dossier.receivingAgency].some((held) => agencies.some((agency) => isWithin(held, agency)));

/** Gives each open dossier of the decision's agencies the command. */
export function applyToAll(
  table: Table,
  store: DossierStore,
  suspension: Suspension,
  command: Command,
  how: Parameters<typeof applyToOpen>[3],
): Promise<Applied> {
  const order = { command, scope: 'suspension', key: `${command.type}:${suspension.suspensionId}` };
  return applyToOpen(table, store, (dossier) => (concerns(suspension, dossier) ? [order] : []), how);
}
