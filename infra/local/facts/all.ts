import { BUCKET_FACTS } from './bucket.ts';
import type { Fact } from './fact.ts';
import { FUNCTION_FACTS } from './functions.ts';
import { MESSAGING_FACTS } from './messaging.ts';
import { OPERATION_FACTS } from './operation.ts';
import { RULE_FACTS } from './rules.ts';
import { TABLE_FACTS } from './table.ts';

/** Everything that is read back from an emulator. */
export const FACTS: readonly Fact[] = [
  ...TABLE_FACTS,
  ...BUCKET_FACTS,
  ...MESSAGING_FACTS,
  ...FUNCTION_FACTS,
  ...RULE_FACTS,
  ...OPERATION_FACTS,
];
