import type { Calendar } from '../calendar/schema.ts';
import type { Agency, Procedure } from '../procedure/schema.ts';
import type { Actor } from './actor.ts';
import type { DossierEvent } from './events.ts';
import type { Rejection, RejectionCode } from './rejections.ts';
import type { Dossier } from './state.ts';
import { type DossierStatus, mayMove } from './status.ts';
import type { DossierDocument } from './values.ts';

/** Everything a decision may depend on besides the dossier and the command. Brought in, never looked up. */
export type Context = {
  /** Now, ISO 8601 UTC with milliseconds. */
  readonly now: string;
  readonly actor: Actor;
  /** Fresh UUID for whatever the command brings into being. */
  readonly newId: string;
  /** The procedure in the version the dossier began with; the newest one when it is being opened. */
  readonly procedure?: Procedure | undefined;
  /** The agency the command names (receiving agency of a draft, target of a forward), if the province has it. */
  readonly agency?: Agency | undefined;
  /** The agency a draft names as competent, if the province has it. */
  readonly competent?: Agency | undefined;
  /** The agency that holds the dossier now; only for commands that compare it with the one they name. */
  readonly holder?: Agency | undefined;
  /** The calendar in force; whatever sets or judges a date is refused without one. */
  readonly calendar?: Calendar | undefined;
  /** Subjects of the officers for whom the actor stands in today at the agency that holds the dossier. */
  readonly standsInFor?: readonly string[] | undefined;
  /** Files a ticket was given out for and whose verdict is still to come; only for commands that wait for them. */
  readonly awaited?: readonly DossierDocument[] | undefined;
  /** Owner key of the draft's applicant. */
  readonly applicantKey?: string | undefined;
  /** Code to give the dossier when it is submitted; absent on a dry run. */
  readonly dossierCode?: string | undefined;
};

export type Decision =
  | { readonly ok: true; readonly events: readonly DossierEvent[] }
  | { readonly ok: false; readonly rejection: Rejection };

/** Accepted. No events means: this was done before, nothing changes. */
export const accept = (...events: DossierEvent[]): Decision => ({ ok: true, events });

/** A field that is there only when it has a value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const field: { [P in K]?: V } = {};
  if (value !== undefined) field[key] = value;
  return field;
}

export const reject = (code: RejectionCode, details?: Omit<Rejection, 'code'>): Decision => ({
  ok: false,
  rejection: { code, ...details },
});

export const wrongStatus = (dossier: Dossier): Decision =>
  reject('wrong-status', { details: { status: dossier.status } });

/** Refuses a move the national graph does not know; undefined when the move is allowed. */
export function refuseMove(dossier: Dossier, to: DossierStatus): Decision | undefined {
  return mayMove(dossier.status, to) ? undefined : wrongStatus(dossier);
}
