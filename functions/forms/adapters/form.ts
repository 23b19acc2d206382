import type { EventForApplicant } from '../../../shared/dossier/audiences.ts';
import type { EventType } from '../../../shared/dossier/event-types.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Case, Issue } from '../content/case.ts';
import type { Content } from '../content/content.ts';
import type { FormHead } from '../content/parts.ts';

/** Data printed by a form of one dossier. */
export type DossierFormData = FormHead & { readonly form: string };

/** The event that triggers a form, with the texts that applicants may read, and the dossier after that event. */
export type Occasion<T extends EventType> = {
  readonly event: EventForApplicant<T>;
  /** The dossier after the event, its procedure, and the names of agencies. */
  readonly of: Case;
  /** When the event happened: the form's date. */
  readonly issue: Issue;
  /** The log up to the event. */
  readonly before: readonly EventForApplicant[];
};

/** When a form that was issued before is issued once more, because particulars that it names were corrected. */
export type Reissue<D extends DossierFormData> = {
  /** Fields of the particulars that it prints, as `particulars-corrected` names them. */
  readonly names: readonly string[];
  /** Whether the paper still serves its holder: after the correction, on the dossier as it is then. */
  readonly inUse: (dossier: Dossier) => boolean;
  /** Data of the new paper, when it is not the former occasion with the particulars of today. */
  readonly make?: (of: Case, issue: Issue) => D | undefined;
};

/**
 * Adapter of one form of a dossier: its file is in this folder, and `registry.ts` lists it. Everything that depends on the
 * set of forms (the EventBridge rule, read permissions, file names, content) is derived from the registry.
 */
export type FormAdapter<D extends DossierFormData = DossierFormData> = {
  /** Number in Circular 03/2025/TT-VPCP; undefined: the circular has no such form. */
  readonly number: number | undefined;
  /**
   * Of its kind in the number of the paper, `12/TNHS`: the project's own choice, no circular names one. Undefined: no agency
   * numbers it.
   */
  readonly symbol: string | undefined;
  /** Whose paper it is, and in whose register it is numbered. */
  readonly issuer: 'reception' | 'holder';
  /** In capitals; a line break marks where the title is split. */
  readonly title: string;
  /** False: internal to agencies, not readable by applicants. */
  readonly forApplicant: boolean;
  /**
   * The triggering event types, each with the data to print; undefined: this event triggers none.
   * Throws `PermanentError` when required data is missing.
   */
  readonly issuedBy: { readonly [T in EventType]?: (occasion: Occasion<T>) => D | undefined };
  /** `never`: the dossier cannot be corrected any more once it is issued. */
  readonly reissue: Reissue<D> | 'never';
  /** Content below the letterhead. */
  content(data: D): Pick<Content, 'blocks' | 'signatures'> & Partial<Pick<Content, 'title' | 'letterhead'>>;
};

/** Type-checks an adapter against its data. */
export const formAdapter = <D extends DossierFormData>(adapter: FormAdapter<D>): FormAdapter<D> => adapter;
