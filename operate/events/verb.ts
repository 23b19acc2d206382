import { UsageError, type Verb } from '../verb.ts';
import { replay, type Selection } from './replay.ts';

/** Republishes events from the rows of the log. */
export const republish: Verb = {
  usage: 'republish --dossier <dossierId> [--from <version>] | --since <moment>',
  does: "Publishes one dossier's events again from a version on, or all that were written from a moment on.",
  options: ['dossier', 'from', 'since'],
  dryRun: true,
  plan: ({ options, words, dryRun }) => {
    const selection = selectionOf(options);
    if (selection === undefined || words.length > 0) {
      throw new UsageError(
        'Say --dossier with an id and perhaps --from with a version, or --since with a moment such as 2026-11-27T08:00:00Z.',
      );
    }
    return async ({ table, bus, busName, province, progress }) => {
      const publisher = { bus, busName, province: province.slug, logger: console };
      const report = (count: number) => progress(`${count} events`);
      const { events, refused } = await replay(table, selection, publisher, { dryRun, report });
      return {
        data: { events, refused },
        failed: refused.length > 0,
        lines: [
          ...refused.map((id) => `not published: ${id}`),
          `${province.name}: ${events} events ${dryRun ? 'would be published' : 'published'} again.`,
        ],
      };
    };
  },
};

function selectionOf({
  dossier,
  from = '1',
  since,
}: Readonly<Record<string, string | undefined>>): Selection | undefined {
  if (dossier !== undefined && since === undefined && /^[1-9]\d{0,7}$/.test(from)) {
    return { dossierId: dossier, fromVersion: Number(from) };
  }
  const moment = since !== undefined && dossier === undefined ? Date.parse(since) : Number.NaN;
  return Number.isNaN(moment) ? undefined : { since: new Date(moment).toISOString() };
}
