import { UsageError, type Verb } from '../verb.ts';
import { rebuildSnapshots } from './rebuild.ts';

/** Compares a dossier's derived rows with its log, and repairs them. */
export const snapshot: Verb = {
  usage: 'snapshot rebuild --dossier <dossierId> | --all',
  does: 'Folds logs, says where snapshots, timers and branches differ from them, and repairs those; exit code 1 if any did.',
  options: ['dossier'],
  flags: ['all'],
  dryRun: true,
  plan: ({ words, options: { dossier }, flags, dryRun }) => {
    if (words.join(' ') !== 'rebuild') throw new UsageError('Say snapshot rebuild.');
    if ((dossier === undefined) !== flags.has('all')) throw new UsageError('Say --dossier with an id, or --all.');
    return async ({ table, province, progress }) => {
      const report = (count: number) => progress(`${count} dossiers compared`);
      const { dossiers, differences } = await rebuildSnapshots(table, dossier, { dryRun, report });
      const left = differences.filter(({ repaired }) => !repaired).length;
      const did = dryRun ? 'nothing was written' : `${differences.length - left} repaired, ${left} not`;
      return {
        data: { dossiers, differences },
        failed: differences.length > 0,
        lines: [
          ...differences.flatMap(({ dossierId, where, repaired }) => [
            `${dossierId}  ${repaired ? 'repaired' : 'differs'}`,
            ...where.map((one) => `    ${one}`),
          ]),
          `${province.name}: ${dossiers} dossiers, ${differences.length} differed; ${did}.`,
        ],
      };
    };
  },
};
