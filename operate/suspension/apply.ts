import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import type { Command } from '../../shared/dossier/commands.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { Suspension } from '../../shared/dossier/suspension.ts';
import { concerns } from '../../shared/dossier/suspension-due.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import type { DossierStore } from '../../shared/record/dossier-store.ts';
import { parseJson } from '../../shared/text/json.ts';
import { scan } from '../scan.ts';

/** Dossiers changed at once. */
const AT_ONCE = 8;

/** @throws JsonError @throws Error that names each field and rule */
export function readFile<S extends z.ZodMiniType>(path: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(parseJson(readFileSync(path, 'utf8'), path));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('\n'));
}

/** Number of dossiers by what became of them. */
export type Applied = { changed: number; before: number; readonly refused: Record<string, number> };

/** Those that the decision is about, and those that it suspended, in whichever agency they are now. */
const isMeant = (suspension: Suspension, dossier: Dossier) =>
  concerns(suspension, dossier) || dossier.suspension?.suspensionId === suspension.suspensionId;

/**
 * Gives each open dossier of the decision's agencies the command. May be run again: a dossier that has it already does not change,
 * so a run that broke off goes on, and dossiers that came meanwhile are taken in.
 */
export async function applyToAll(
  table: Table,
  store: DossierStore,
  suspension: Suspension,
  command: Command & { readonly suspensionId: string },
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
    const dossiers = rows.map(({ dossier }) => dossier as Dossier).filter((dossier) => isMeant(suspension, dossier));
    if (dryRun) applied.changed += dossiers.length;
    else
      for (let at = 0; at < dossiers.length; at += AT_ONCE)
        await Promise.all(dossiers.slice(at, at + AT_ONCE).map(one));
    report(applied.changed + applied.before);
  }
  return applied;
}
