import type { Party } from './parties.ts';
import type { Particulars } from './values.ts';

/** How a request ended. `lapsed`: who asked is no longer the filer, or the dossier is closed. */
type CorrectionState = 'open' | 'confirmed' | 'refused' | 'lapsed';

/** The last request of a dossier; earlier ones are in its log. */
export type CorrectionRequest = {
  readonly requestId: string;
  /** Who asked. */
  readonly by: Party;
  /** Names of the fields that would change, such as `applicant.name`. */
  readonly changed: readonly string[];
  /** The particulars as they should be; gone once it is decided. */
  readonly asked?: Particulars | undefined;
  readonly reason: string;
  readonly requestedAt: string;
  /** Until when it is to be decided; absent without a calendar. */
  readonly dueAt?: string | undefined;
  /** Position among the dossier's requests, from 1. */
  readonly number: number;
  readonly state: CorrectionState;
  readonly decidedAt?: string | undefined;
  /** Why it was refused. */
  readonly refusal?: string | undefined;
};
