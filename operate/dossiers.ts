import type { Command } from '../shared/dossier/commands.ts';
import type { Dossier } from '../shared/dossier/state.ts';
import { isFinal } from '../shared/dossier/status.ts';
import { keys } from '../shared/platform/table/keys.ts';
import type { Table } from '../shared/platform/table/table.ts';
import type { DossierStore } from '../shared/record/dossier-store.ts';
import { scan } from './scan.ts';

/** Dossiers changed at once. */
const AT_ONCE = 8;

/** A command for one dossier, with the key under which it is carried out once. */
export type Order = { readonly command: Command; readonly scope: string; readonly key: string };

/** Number of commands by what became of them; `before`: carried out by an earlier run, or nothing to change. */
export type Applied = { changed: number; before: number; readonly refused: Record<string, number> };

/**
 * Gives open dossiers their commands, by the rules of the API, one after the other within a dossier. May be run again: a dossier
 * that has a command already does not change, so a run that broke off goes on, and dossiers that came meanwhile are taken in.
 */
export async function applyToOpen(
  table: Table,
  store: DossierStore,
  ordersFor: (dossier: Dossier) => readonly Order[],
  { dryRun, report }: { readonly dryRun: boolean; readonly report: (commands: number) => void },
): Promise<Applied> {
  const applied: Applied = { changed: 0, before: 0, refused: {} };
  async function one({ dossierId }: Dossier, orders: readonly Order[]): Promise<void> {
    for (const { command, scope, key } of orders) {
      const outcome = await store.execute({
        dossierId,
        command,
        actor: { kind: 'system', subject: 'operator' },
        idempotency: { scope: `${scope}:${dossierId}`, key, bodyHash: key },
      });
      if (!outcome.ok) {
        const { code } = outcome.rejection;
        applied.refused[code] = (applied.refused[code] ?? 0) + 1;
      } else if (outcome.events.length > 0) applied.changed += 1;
      else applied.before += 1;
    }
  }
  const filter = 'sk = :snapshot AND begins_with(pk, :dossier)';
  const values = { ':snapshot': keys.snapshot('').sk, ':dossier': keys.dossier('') };
  for await (const rows of scan(table, filter, values)) {
    const work = rows
      .map(({ dossier }) => dossier as Dossier | undefined)
      // A deleted draft has none.
      .filter((dossier) => dossier !== undefined)
      .filter(({ status }) => status !== 'draft' && !isFinal(status))
      .map((dossier) => [dossier, ordersFor(dossier)] as const)
      .filter(([, orders]) => orders.length > 0);
    if (dryRun) applied.changed += work.reduce((sum, [, orders]) => sum + orders.length, 0);
    else
      for (let at = 0; at < work.length; at += AT_ONCE)
        await Promise.all(work.slice(at, at + AT_ONCE).map(([dossier, orders]) => one(dossier, orders)));
    report(applied.changed + applied.before);
  }
  return applied;
}
