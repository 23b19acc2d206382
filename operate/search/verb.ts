import { termsBy } from '../../functions/search/terms.ts';
import { provinceKey } from '../../shared/platform/secrets/province-key.ts';
import { secretStore } from '../../shared/platform/secrets/secrets.ts';
import { UsageError, type Verb } from '../verb.ts';
import { rebuildSearch } from './rebuild.ts';

/** Brings the lists of all dossiers in line with their snapshots. */
export const search: Verb = {
  usage: 'search rebuild',
  does: 'Compares the lists by which dossiers are found with the dossiers, and writes again what differs; exit code 1 if any did.',
  options: [],
  dryRun: true,
  plan: ({ words, dryRun }) => {
    if (words.join(' ') !== 'rebuild') throw new UsageError('Say search rebuild.');
    return async ({ table, province, secrets, clock, pause, progress }) => {
      const { dossiers, differences, strays } = await rebuildSearch(table, {
        term: termsBy(provinceKey(secretStore(secrets, `motcua/${province.slug}`))),
        dryRun,
        now: clock(),
        pause,
        report: (count) => progress(`${count} dossiers compared`),
      });
      const did = dryRun ? 'nothing was written' : 'all are written again';
      return {
        data: { dossiers, differences, strays },
        failed: differences.length > 0 || strays > 0,
        lines: [
          ...differences.map(
            ({ dossierId, entry, missing }) => `${dossierId}  ${entry ? 'entry differs, ' : ''}${missing} rows missing`,
          ),
          `${province.name}: ${dossiers} dossiers, ${differences.length} differed, ${strays} rows in wrong lists; ${did}.`,
        ],
      };
    };
  },
};
