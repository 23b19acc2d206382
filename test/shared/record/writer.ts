import type { Table } from '../../../shared/platform/table/table.ts';

/** A writer of rows, as in a function or a tool. */
export type Writer = {
  /** The module whose write it is. */
  readonly file: string;
  readonly prepare?: (table: Table) => Promise<unknown>;
  readonly write: (table: Table) => Promise<unknown>;
  /** Result after a lost response; default: the same as without a fault. */
  readonly afterLostAnswer?: unknown;
  /** Done once more after a lost answer: a number is skipped, a call counts twice. */
  readonly repeats?: true;
};

/** A write of a module, with what differs from the default. */
export const simple = (file: string, write: (table: Table) => Promise<unknown>, more = {}): Writer => ({
  file,
  write,
  ...more,
});
