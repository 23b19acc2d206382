import { ask } from '../good-table.ts';
import type { Provocation } from './kit.ts';

/** Of reading the catalogue. */
export const OF_CATALOGUE: Readonly<Record<string, Provocation>> = {
  'catalogue.readProcedure not-found': {
    status: 404,
    ask: () => ask('catalogue.readProcedure', 'owner', { params: { code: '9.999999' } }),
  },
  'catalogue.readAgency not-found': {
    status: 404,
    ask: () => ask('catalogue.readAgency', 'owner', { params: { agencyId: 'H50.999' } }),
  },
};
