import type { Calendar } from '../calendar/schema.ts';
import type { Agency, Procedure } from '../procedure/schema.ts';
import type { Actor } from './actor.ts';
import type { DossierEvent } from './events.ts';
import type { Rejection, RejectionCode } from './rejections.ts';
import type { Dossier } from './state.ts';
import { type DossierStatus, mayMove } from './status.ts';
import type { Succession } from './successions.ts';
import type { DossierDocument } from './values.ts';

/** All inputs of a decision besides the dossier and the command. They are passed in, never looked up. */
export type Context = {
  /** Now, ISO 8601 UTC with milliseconds. */
  readonly now: string;
  readonly actor: Actor;
  /** New UUID for an entity created by the command. */
  readonly newId: string;
  /** The procedure version the dossier started with; the newest version when opening. */
  readonly procedure?: Procedure | undefined;
  /** The agency named by the command (receiving agency of a draft, target of a forward), if the province has it. */
  readonly agency?: Agency | undefined;
  /** The competent agency named by a draft, if the province has it. */
  readonly competent?: Agency | undefined;
  /** The agency that holds the dossier now; only for commands that compare it with the named one. */
  readonly holder?: Agency | undefined;
  /** Which agencies were closed, and who has their tasks: for commands that name an agency. */
  readonly successions?: readonly Succession[] | undefined;
  /** The calendar in force; without one, decisions that set or check a date are rejected. */
  readonly calendar?: Calendar | undefined;
  /** Subjects of the officers whom the actor substitutes today at the agency that holds the dossier. */
  readonly standsInFor?: readonly string[] | undefined;
  /** Files with a ticket whose check is pending; only for commands that wait for them. */
  readonly awaited?: readonly DossierDocument[] | undefined;
  /** SHA-256 of a text in lower-case hex: for commands that record what is kept elsewhere. */
  readonly fingerprint?: ((text: string) => string) | undefined;
  /** The dossier with the code that the command names, if there is one. */
  readonly otherDossier?: OtherDossier | undefined;
  /** Owner key of the named applicant. */
  readonly applicantKey?: string | undefined;
  /** Owner key of the named filer. */
  readonly filerKey?: string | undefined;
  /** Code for the dossier at submission; absent on a dry run. */
  readonly dossierCode?: string | undefined;
};

/** What a decision may know of another dossier. */
export type OtherDossier = Pick<Dossier, 'dossierId' | 'ownerKey'> & {
  /** It was rejected, withdrawn or stopped: no result comes of it. */
  readonly ended: boolean;
};

export type Decision =
  | {
      readonly ok: true;
      readonly events: readonly DossierEvent[];
      /** Answers of a declaration, written beside the events: no event has them. */
      readonly kept?: { readonly number: number; readonly answers: string };
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** Accepted. No events: the command was already applied, nothing changes. */
export const accept = (...events: DossierEvent[]): Extract<Decision, { ok: true }> => ({ ok: true, events });

/** An optional field, omitted when undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const field: { [P in K]?: V } = {};
  if (value !== undefined) field[key] = value;
  return field;
}

export type Refusal = Extract<Decision, { ok: false }>;

export const reject = (code: RejectionCode, details?: Omit<Rejection, 'code'>): Refusal => ({
  ok: false,
  rejection: { code, ...details },
});

export const wrongStatus = (dossier: Dossier): Refusal =>
  reject('wrong-status', { details: { status: dossier.status } });

/** Rejects a transition that the national status graph does not have; undefined when allowed. */
export function refuseMove(dossier: Dossier, to: DossierStatus): Refusal | undefined {
  return mayMove(dossier.status, to) ? undefined : wrongStatus(dossier);
}
