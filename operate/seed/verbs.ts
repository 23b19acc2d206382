import { UsageError, type Verb } from '../verb.ts';
import { putCalendar, readCalendarFile } from './calendar.ts';
import { seedCatalogue } from './catalogue.ts';

/** Writes procedures and agencies to the table. Safe to repeat. */
export const seed: Verb = {
  usage: 'seed',
  does: "Puts the province's procedures (base and overlays) and agencies into its table. Examples only on an emulator.",
  options: [],
  dryRun: false,
  plan: ({ words }) => {
    if (words.length > 0) throw new UsageError('seed takes nothing but the province.');
    return async ({ table, province, emulator = false }) => {
      const seeded = await seedCatalogue(table, province.slug, { emulator });
      const { procedures, agencies } = seeded;
      return {
        data: seeded,
        lines: [`${province.name}: ${procedures} procedures and ${agencies} agencies are in ${table.name}.`],
      };
    };
  },
};

/** Puts a new version of the working calendar in force. */
export const calendar: Verb = {
  usage: 'calendar --file <file of a new version>',
  does: 'Puts a new version of the working calendar into force within a minute, without a deployment. No date moves.',
  options: ['file'],
  dryRun: true,
  plan: ({ options: { file }, dryRun }) => {
    if (file === undefined) throw new UsageError('Name the --file of the new version.');
    // Read first: an invalid file is reported without AWS access.
    const read = readCalendarFile(file);
    return async ({ table, province }) => {
      if (!dryRun) await putCalendar(table, read);
      const how = dryRun ? 'is well-formed; nothing was put' : 'is in force within a minute; no date has moved';
      return {
        data: { version: read.version },
        lines: [`${province.name}: version ${read.version} of the calendar ${how}.`],
      };
    };
  },
};
