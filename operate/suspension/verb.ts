import type { Command } from '../../shared/dossier/commands.ts';
import { liftingSchema, type Suspension, suspensionSchema } from '../../shared/dossier/suspension.ts';
import { dossierStore } from '../../shared/record/dossier-store.ts';
import { type Context, UsageError, type Verb } from '../verb.ts';
import { applyToAll, readFile, record, recordLifting } from './apply.ts';

/** Suspends all open dossiers of some agencies by a leader's decision, or lifts that. */
export const suspension: Verb = {
  usage: 'suspension --file <decision> | --lift <suspensionId> --file <decision that lifts it>',
  does: "Applies a leader's decision on force majeure to every open dossier of its agencies, or lifts it. Safe to run again.",
  options: ['file', 'lift'],
  dryRun: true,
  plan: ({ options: { file, lift }, words, dryRun }) => {
    if (file === undefined || words.length > 0) throw new UsageError('Name the --file of the decision.');
    if (lift === undefined) {
      const decided = readFile(file, suspensionSchema);
      const { suspensionId, decision, reason } = decided;
      return (context) =>
        run(context, { type: 'suspend', suspensionId, decision, reason }, dryRun, async () => {
          if (!dryRun) await record(context.table, decided);
          return decided;
        });
    }
    const lifting = readFile(file, liftingSchema);
    const command = { type: 'lift-suspension', suspensionId: lift, decision: lifting.decision } as const;
    return (context) => run(context, command, dryRun, () => recordLifting(context.table, lift, lifting, dryRun));
  },
};

async function run(
  { table, province, progress, clock }: Context,
  command: Command,
  dryRun: boolean,
  decided: () => Promise<Suspension>,
) {
  const suspended = await decided();
  const store = dossierStore(table, province.dossierCode, clock);
  const report = (count: number) => progress(`${count} dossiers`);
  const applied = await applyToAll(table, store, suspended, command, { dryRun, report });
  const { changed, before, refused } = applied;
  const done = command.type === 'suspend' ? 'suspended' : 'going on';
  return {
    data: applied,
    failed: Object.keys(refused).some((code) => code !== 'processed-elsewhere' && code !== 'wrong-status'),
    lines: [
      ...Object.entries(refused).map(([code, count]) => `not changed, ${code}: ${count}`),
      `${province.name}: ${changed} dossiers ${dryRun ? `would be ${done}` : done}; ${before} were before.`,
    ],
  };
}
