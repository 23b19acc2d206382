import { ownerKeys } from '../../../../shared/platform/identity/owner-key.ts';
import { keyFor, type ProvinceKey } from '../../../../shared/platform/secrets/province-key.ts';

/** A fixed province key for tests. */
export const FIXED_KEY: ProvinceKey = { for: async (purpose) => keyFor('fixed-for-tests-'.repeat(4), purpose) };

export const fixedOwnerKeys = ownerKeys(FIXED_KEY);
