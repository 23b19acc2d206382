import { RULES } from '../../shared/dossier/rules.ts';
import { successionsOf } from '../../shared/dossier/successions.ts';
import { liftingSchema, type Suspension, suspensionSchema, unknownAmong } from '../../shared/dossier/suspension.ts';
import { liftBy, type RecordedSuspension, suspendBy } from '../../shared/dossier/suspension-due.ts';
import { dossierStore } from '../../shared/record/dossier-store.ts';
import { findSuspension, recordLifting, recordSuspension } from '../../shared/record/suspensions.ts';
import { type Context, UsageError, type Verb } from '../verb.ts';
import { applyToAll, readFile } from './apply.ts';

/** Suspends all open dossiers of some agencies by a leader's decision, or lifts that. */
export const suspension: Verb = {
  usage:
    'suspension --file <decision> | --lift <suspensionId> --file <decision that lifts it> | --apply <suspensionId>',
  does: "Applies a leader's decision on force majeure to every open dossier of its agencies, or lifts it. Safe to run again.",
  options: ['file', 'lift', 'apply'],
  dryRun: true,
  plan: ({ options: { file, lift, apply }, words, dryRun }) => {
    if (words.length > 0 || (file === undefined) === (apply === undefined)) {
      throw new UsageError('Name the --file of the decision, or what was decided through the API with --apply.');
    }
    if (file === undefined) return (context) => run(context, dryRun, () => recordedAs(context, apply ?? ''));
    if (lift !== undefined) {
      const lifting = readFile(file, liftingSchema);
      return (context) =>
        run(context, dryRun, async () => {
          const found = await recordedAs(context, lift);
          const now = context.clock().toISOString();
          return dryRun ? { ...found, lifting, liftedAt: now } : recordLifting(context.table, found, lifting, now);
        });
    }
    const decided: Suspension = readFile(file, suspensionSchema);
    return (context) =>
      run(context, dryRun, async () => {
        const now = context.clock().toISOString();
        const unknown = unknownAmong(decided.agencies, context.province.agencies).map((index) => `agencies.${index}`);
        if (unknown.length > 0) throw new UsageError(`${unknown.join(', ')}: unknown-agency`);
        return dryRun ? { suspension: decided, recordedAt: now } : recordSuspension(context.table, decided, now);
      });
  },
};

/** @throws Error when no decision has the id */
async function recordedAs({ table }: Context, suspensionId: string): Promise<RecordedSuspension> {
  const found = await findSuspension(table, suspensionId);
  if (found === undefined) throw new Error(`no suspension ${suspensionId}`);
  return found;
}

async function run(
  { table, province, progress, clock }: Context,
  dryRun: boolean,
  decided: () => Promise<RecordedSuspension>,
) {
  const recorded = await decided();
  const command = liftBy(recorded) ?? suspendBy(recorded);
  const store = dossierStore(table, RULES, province.dossierCode, clock);
  const report = (count: number) => progress(`${count} dossiers`);
  const closings = { successions: successionsOf(province.agencies), now: clock().toISOString() };
  const applied = await applyToAll(table, store, recorded.suspension, command, closings, { dryRun, report });
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
