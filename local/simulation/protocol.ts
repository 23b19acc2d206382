import type { Tally } from './tally.ts';
import type { WorldOptions } from './world.ts';

/** State shared by all workers: the next dossier to simulate, and how many are done. */
export type Shared = { readonly options: WorldOptions; readonly counters: SharedArrayBuffer };
/** Positions in `counters`. */
export const NEXT = 0;
export const DONE = 1;

export type Report =
  | { readonly kind: 'done'; readonly tally: Tally }
  | { readonly kind: 'broken'; readonly rule: string; readonly what: string };
