import { batches } from './batches.ts';
import { conditions } from './conditions.ts';
import type { TableCase } from './place.ts';
import { queries } from './queries.ts';
import { transactions } from './transactions.ts';
import { updates } from './updates.ts';
import { values } from './values.ts';

/** What the table is asked, by subject. */
export const TABLE_CASES: Readonly<Record<string, readonly TableCase[]>> = {
  conditions,
  updates,
  values,
  queries,
  transactions,
  batches,
};
