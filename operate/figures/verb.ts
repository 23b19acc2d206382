import { UsageError, type Verb } from '../verb.ts';
import { rebuildFigures } from './rebuild.ts';

/** Recounts all dossiers from their logs. */
export const figures: Verb = {
  usage: 'figures rebuild',
  does: 'Recounts all dossiers from their logs and activates the new figures; with --dry-run only shows where they differ.',
  options: [],
  dryRun: true,
  plan: ({ words, dryRun }) => {
    if (words.join(' ') !== 'rebuild') throw new UsageError('Say figures rebuild.');
    return async ({ table, province, pause, progress }) => {
      const { dossiers, uncounted, differences, generation } = await rebuildFigures(table, {
        compare: dryRun,
        pause,
        report: (count) => progress(`${count} dossiers counted`),
      });
      return {
        data: { dossiers, uncounted, differences, generation },
        failed: dryRun && differences.length > 0,
        lines: [
          ...uncounted.map(({ dossierId, cause }) => `not counted: ${dossierId} (${cause})`),
          ...differences.map((difference) => JSON.stringify(difference)),
          `${province.name}: ${dossiers} dossiers, ${differences.length} rows differed, set ${generation} is in use.`,
        ],
      };
    };
  },
};
