/** Answers of a declaration as they are stored. Personal data: in their own row only, never in an event, message, log or URL. */

/** An address in Viet Nam by the code of its commune; `area` is its name as the person chose it. Or one abroad. */
export type AddressAnswer =
  | { readonly detail: string; readonly commune: string; readonly area: string }
  | { readonly detail: string; readonly country: string };

export type IdentityAnswer = {
  readonly type: 'personal-id' | 'identity-card' | 'passport';
  readonly number: string;
  /** ISO 3166-1 alpha-2, of a passport only. */
  readonly country?: string;
};

export type SimpleAnswer = string | number | readonly string[] | AddressAnswer | IdentityAnswer;
export type RowAnswer = { readonly [column: string]: SimpleAnswer };
export type Answer = SimpleAnswer | readonly RowAnswer[];
/** By question. An absent question is not answered. */
export type Answers = { readonly [question: string]: Answer };
