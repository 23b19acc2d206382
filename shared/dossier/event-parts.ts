import type { Deadline } from './appointment.ts';
import type { ClosingGround } from './closing-grounds.ts';

/** What happens to fees and documents when processing ends early; absent: not decided yet. */
export type Settlement = {
  readonly refunded?: boolean | undefined;
  readonly returnedDocuments?: readonly string[] | undefined;
};

/** Why a dossier ended without a result; absent where an officer's own words say so. */
export type Closing = {
  readonly closing?: ClosingGround | undefined;
  /** Of a duplicate. */
  readonly otherDossierCode?: string | undefined;
};

/** The new last moment of a fee that was left open while the dossier was on its way to an early end, or was suspended. */
export type PayAgain = { readonly payBy?: Deadline | undefined };

/** The dossier is at reception now: until when it is decided on. */
export type AtReception = { readonly receptionDueAt?: string | undefined };
