import { BUCKET_FACTS } from './bucket.ts';
import { COMPUTE_FACTS } from './compute.ts';
import type { Fact } from './fact.ts';
import { MESSAGING_FACTS } from './messaging.ts';
import { TABLE_FACTS } from './table.ts';

/** Everything that is read back from an emulator. */
export const FACTS: readonly Fact[] = [...TABLE_FACTS, ...BUCKET_FACTS, ...MESSAGING_FACTS, ...COMPUTE_FACTS];
