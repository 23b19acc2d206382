import type { EventType } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { Case, Issue } from '../content/case.ts';
import type { Content } from '../content/content.ts';
import type { FormHead } from '../content/parts.ts';

/** What a form of one dossier prints. */
export type DossierFormData = FormHead & { readonly form: string };

/** The event that a form is made for, and the dossier as it stood then. */
export type Occasion<T extends EventType> = {
  readonly event: Extract<RecordedEvent, { type: T }>;
  /** The dossier as the event left it, its procedure, and names of agencies. */
  readonly of: Case;
  /** When the event happened: the form's date. */
  readonly issue: Issue;
  /** The log up to the event. */
  readonly before: readonly RecordedEvent[];
};

/**
 * Everything that one form of a dossier brings: its file lies beside this one, and `registry.ts` names it. What depends on
 * forms (the rule of the bus, who may read one, file names, content) follows from the registry.
 */
export type FormAdapter<D extends DossierFormData = DossierFormData> = {
  /** Its number in Circular 03/2025/TT-VPCP. */
  readonly number: number;
  /** In capitals; a line break stands where the title is to be parted. */
  readonly title: string;
  /** False: the agencies' own affair, which no applicant reads. */
  readonly forApplicant: boolean;
  /**
   * The events that bring it, each with what it prints then; undefined: this event brings none.
   * Throws `PermanentError` when something is missing that the form cannot be made without.
   */
  readonly issuedBy: { readonly [T in EventType]?: (occasion: Occasion<T>) => D | undefined };
  /** What it says below its head. */
  content(data: D): Pick<Content, 'blocks' | 'signatures'>;
};

/** Checks one adapter against the data it prints. */
export const formAdapter = <D extends DossierFormData>(adapter: FormAdapter<D>): FormAdapter<D> => adapter;
