import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import type { Command } from '../../shared/dossier/commands.ts';
import type { Now } from '../../shared/dossier/jurisdiction.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { Suspension } from '../../shared/dossier/suspension.ts';
import { concerns } from '../../shared/dossier/suspension-due.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import type { DossierStore } from '../../shared/record/dossier-store.ts';
import { parseJson } from '../../shared/text/json.ts';
import { type Applied, applyToOpen } from '../dossiers.ts';

/** @throws JsonError @throws Error that names each field and rule */
export function readFile<S extends z.ZodMiniType>(path: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(parseJson(readFileSync(path, 'utf8'), path));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('\n'));
}

/** Those that the decision is about, and those that it suspended. The latter may be in another agency now. */
const isMeant = (suspension: Suspension, dossier: Dossier, closings: Now) =>
  concerns(suspension, dossier, closings) || dossier.suspension?.suspensionId === suspension.suspensionId;

/** Gives each open dossier of the decision the command. */
export function applyToAll(
  table: Table,
  store: DossierStore,
  suspension: Suspension,
  command: Command,
  closings: Now,
  how: Parameters<typeof applyToOpen>[3],
): Promise<Applied> {
  const order = { command, scope: 'suspension', key: `${command.type}:${suspension.suspensionId}` };
  return applyToOpen(table, store, (dossier) => (isMeant(suspension, dossier, closings) ? [order] : []), how);
}
