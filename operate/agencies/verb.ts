import { isDeepStrictEqual } from 'node:util';
import { RULES } from '../../shared/dossier/rules.ts';
import { agenciesAtWork, type Dossier } from '../../shared/dossier/state.ts';
import { type Succession, successionsOf } from '../../shared/dossier/successions.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { dossierStore } from '../../shared/record/dossier-store.ts';
import { dayInVietNam } from '../../shared/time/viet-nam.ts';
import { applyToOpen, type Order } from '../dossiers.ts';
import { type Context, type Result, UsageError, type Verb } from '../verb.ts';

/** Moves open dossiers of closed agencies to their successors. */
export const agencies: Verb = {
  usage: 'agencies move [--agency <closed agency>]',
  does: 'Moves every open dossier of the closed agencies, or of one, to the agency that has its tasks now. Safe to run again.',
  options: ['agency'],
  dryRun: true,
  plan: ({ words, options: { agency }, dryRun }) => {
    const [what, ...rest] = words;
    if (what !== 'move' || rest.length > 0) throw new UsageError('Say what to do: agencies move.');
    return (context) => move(context, agency, dryRun);
  },
};

async function move(context: Context, agency: string | undefined, dryRun: boolean): Promise<Result> {
  const { table, province, clock, progress } = context;
  const procedures = catalogue(table, () => clock().getTime());
  const closed = closedBy(dayInVietNam(clock().toISOString()), context, agency, await procedures.successions());
  const store = dossierStore(table, RULES, province.dossierCode, clock, procedures);
  const byAgency = new Map(closed.map(({ agencyId }) => [agencyId, 0]));
  const ordersFor = (dossier: Dossier): readonly Order[] => {
    const held = agenciesAtWork(dossier).filter((agencyId) => byAgency.has(agencyId));
    for (const agencyId of held) byAgency.set(agencyId, (byAgency.get(agencyId) ?? 0) + 1);
    return held.map((agencyId) => ({
      command: { type: 'move-to-successor', agencyId },
      scope: 'succession',
      key: agencyId,
    }));
  };
  const report = (count: number) => progress(`${count} moves`);
  const applied = await applyToOpen(table, store, ordersFor, { dryRun, report });
  const { changed, before, refused } = applied;
  return {
    data: { ...applied, agencies: Object.fromEntries(byAgency) },
    // Who ended the dossier or moved it while this ran left nothing to move.
    failed: Object.keys(refused).some((code) => code !== 'wrong-status' && code !== 'no-change'),
    lines: [
      ...[...byAgency].map(([agencyId, found]) => `${agencyId}: ${found} open dossiers`),
      ...Object.entries(refused).map(([code, count]) => `not moved, ${code}: ${count}`),
      `${province.name}: ${changed} ${dryRun ? 'would be moved' : 'moved'}; ${before} were before.`,
    ],
  };
}

/** The closings that have come, as the functions know them. @throws UsageError when the table is not as the province's file */
function closedBy(
  today: string,
  { province }: Context,
  agency: string | undefined,
  known: readonly Succession[],
): readonly Succession[] {
  if (!isDeepStrictEqual(known, successionsOf(province.agencies))) {
    throw new UsageError(
      `The closings of the province's file are not in its table: seed --province ${province.slug} first.`,
    );
  }
  const closed = known.filter(({ on }) => on <= today);
  if (agency === undefined) return closed;
  const one = closed.filter(({ agencyId }) => agencyId === agency);
  if (one.length === 0) throw new UsageError(`${agency} is not closed in the province's file, or not yet.`);
  return one;
}
