import { CHANNEL_NAMES } from '../../../shared/procedure/channel-names.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { Language } from '../../../shared/text/text.ts';
import type { Channel } from '../../../shared/values.ts';
import type { Group } from './grouped.ts';
import type { Grouping } from './routes.ts';

export type NamesOf = (
  by: Grouping,
  groups: readonly Group[],
  language: Language,
) => Promise<readonly (string | undefined)[]>;

/** What names are read from. */
export type KnownNames = Pick<Catalogue, 'newestProcedure' | 'directory'> & {
  /** Name of an officer as last signed in at an agency. */
  readonly officer: (agencyId: string, officer: string) => Promise<string | undefined>;
};

/** Names beside the codes of a table; a code that the catalogue has no longer stays without. */
export function namesOf(known: KnownNames): NamesOf {
  return async (by, groups, language) => {
    switch (by) {
      case 'agency': {
        const names = new Map((await known.directory()).map(({ agencyId, name }) => [agencyId, name]));
        return groups.map(({ key }) => names.get(key)?.[language]);
      }
      case 'procedure':
        return Promise.all(groups.map(async ({ key }) => (await known.newestProcedure(key))?.name[language]));
      case 'field':
        return Promise.all(
          groups.map(async ({ sample = '' }) => (await known.newestProcedure(sample))?.field.name[language]),
        );
      case 'channel':
        return groups.map(({ key }) => CHANNEL_NAMES[key as Channel]?.[language]);
      case 'officer':
        return Promise.all(groups.map(({ key, agencyId = '' }) => known.officer(agencyId, key)));
      case 'day':
      case 'month':
        return groups.map(() => undefined);
    }
  };
}
