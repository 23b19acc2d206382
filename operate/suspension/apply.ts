import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { Command } from '../../shared/dossier/commands.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { currentAgency } from '../../shared/dossier/state.ts';
import { isFinal } from '../../shared/dossier/status.ts';
import type { Lifting, Suspension } from '../../shared/dossier/suspension.ts';
import { isWithin } from '../../shared/identifiers/agency-id.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { putOnce, putRow } from '../../shared/platform/table/write.ts';
import type { DossierStore } from '../../shared/record/dossier-store.ts';
import { parseJson } from '../../shared/text/json.ts';
import { scan } from '../scan.ts';

/** As stored: the decision, and the one that lifted it. */
export type SuspensionRow = { readonly suspension: Suspension; readonly lifting?: Lifting };

/** Dossiers changed at once. */
const AT_ONCE = 8;

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

/** Number of dossiers by what became of them. */
export type Applied = { changed: number; before: number; readonly refused: Record<string, number> };

/** Open dossiers that the decision is about. */
const concerns = ({ agencies }: Suspension, dossier: Dossier) =>
  dossier.status !== 'draft' &&
  !isFinal(dossier.status) &&
  [currentAgency(dossier), dossier.receivingAgency].some((held) => agencies.some((agency) => isWithin(held, agency)));

/**
 * Gives each open dossier of the decision's agencies the command. May be run again: a dossier that has it already does not change,
 * so a run that broke off goes on, and dossiers that came meanwhile are taken in.
 */
export async function applyToAll(
  table: Table,
  store: DossierStore,
  suspension: Suspension,
  command: Command,
  { dryRun, report }: { readonly dryRun: boolean; readonly report: (dossiers: number) => void },
): Promise<Applied> {
  const applied: Applied = { changed: 0, before: 0, refused: {} };
  const one = async ({ dossierId }: Dossier) => {
    const key = `${command.type}:${suspension.suspensionId}`;
    const outcome = await store.execute({
      dossierId,
      command,
      actor: { kind: 'system', subject: 'operator' },
      idempotency: { scope: `suspension:${dossierId}`, key, bodyHash: key },
    });
    if (!outcome.ok) {
      const { code } = outcome.rejection;
      applied.refused[code] = (applied.refused[code] ?? 0) + 1;
    } else if (outcome.events.length > 0) applied.changed += 1;
    else applied.before += 1;
  };
  const filter = 'sk = :snapshot AND begins_with(pk, :dossier)';
  const values = { ':snapshot': keys.snapshot('').sk, ':dossier': keys.dossier('') };
  for await (const rows of scan(table, filter, values)) {
    const dossiers = rows.map(({ dossier }) => dossier as Dossier).filter((dossier) => concerns(suspension, dossier));
    if (dryRun) applied.changed += dossiers.length;
    else
      for (let at = 0; at < dossiers.length; at += AT_ONCE)
        await Promise.all(dossiers.slice(at, at + AT_ONCE).map(one));
    report(applied.changed + applied.before);
  }
  return applied;
}
