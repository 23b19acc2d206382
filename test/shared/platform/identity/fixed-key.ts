import { ownerKeys } from '../../../../shared/platform/identity/owner-key.ts';
import { keyFor, type ProvinceKey } from '../../../../shared/platform/secrets/province-key.ts';

/** A province's key as tests have it: the same every time. */
export const FIXED_KEY: ProvinceKey = { for: async (purpose) => keyFor('fixed-for-tests-'.repeat(4), purpose) };

export const fixedOwnerKeys = ownerKeys(FIXED_KEY);
