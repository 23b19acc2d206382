import * as fc from 'fast-check';
import { OFFICER_ROLES, type RoleAtAgency } from '../../../shared/dossier/actor.ts';

/** Told by the text alone, not by the code under test: the agency itself, or one whose identifier goes on after a dot. */
export const inReach = (agencyId: string, of: string) => agencyId === of || agencyId.startsWith(`${of}.`);

/** Near misses of the agencies that histories go through: above, below, beside, and identifiers that begin alike. */
const NEAR = [
  'H50',
  'H50.1',
  'H50.10',
  'H50.1.1',
  'H50.12',
  'H50.12.3',
  'H50.120',
  'H50.2',
  'H50.20',
  'H50.30',
  'H50.3',
];
/** Other provinces, ministries and their offices, and the same province in the older form of identifier. */
const AFAR = [
  'H01',
  'H01.5',
  'H5',
  'H500',
  'H49.12',
  'G01',
  'G01.12',
  'G09.20',
  '000.00.12.H50',
  '000.00.00.H50',
  'A00',
];
/** What only a careless issuer writes. */
const MALFORMED = ['', '.', 'H50.', '.H50', 'h50', 'H50..12', 'H50.*', '*', 'H', 'H50 ', 'H50.12\n', 'H50.1234567890A'];

export const agencyIds = fc.oneof(
  { arbitrary: fc.constantFrom(...NEAR), weight: 4 },
  { arbitrary: fc.constantFrom(...AFAR), weight: 3 },
  { arbitrary: fc.stringMatching(/^[A-Y]\d{2}(\.[0-9A-Z]{1,3}){0,3}$/), weight: 2 },
  { arbitrary: fc.constantFrom(...MALFORMED), weight: 1 },
);

export const roles: fc.Arbitrary<RoleAtAgency> = fc.record({
  agencyId: agencyIds,
  role: fc.constantFrom(...OFFICER_ROLES),
});

/** One officer's roles: none, some, the same twice, at several agencies. */
export const roleSets = fc
  .tuple(fc.array(roles, { maxLength: 5 }), fc.boolean())
  .map(([some, twice]) => (twice ? [...some, ...some] : some));
