/** What a form says, in order, without where on the paper it stands: the forms make it, `pdf/` draws it. */
export type Content = {
  readonly paper: 'A5' | 'A4-landscape';
  readonly letterhead: Letterhead;
  /** In capitals; a line break stands where the title is to be parted. */
  readonly title: string;
  /** Lines under the title. */
  readonly subtitle: readonly Rich[];
  /** Drawn as a QR code and repeated at the head of each further page. */
  readonly dossierCode?: string | undefined;
  /** Of a register, which is about no one dossier. */
  readonly registerCode?: string | undefined;
  readonly blocks: readonly Block[];
  readonly signatures: readonly Signature[];
};

export type Letterhead = {
  /** The body above the agency: `ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ`. */
  readonly superior?: string | undefined;
  readonly agency: string;
  /** Number of the paper in the agency's records. */
  readonly number?: string | undefined;
  /** Name of the place before the date. */
  readonly place: string;
  /** The event's moment, ISO. */
  readonly at: string;
};

export type Style = 'regular' | 'bold' | 'italic';

/** A text with parts set in another style. */
export type Rich = readonly Span[];
export type Span = string | { readonly text: string; readonly style: Style };

export type Block = Paragraph | Table;

export type Paragraph = {
  readonly kind: 'paragraph';
  readonly text: Rich;
  /** Stands before the first line; the lines hang from it: `1.`, `-`. */
  readonly marker?: string | undefined;
  /** Steps to the right: items under an item. */
  readonly indent?: number | undefined;
};

export type Table = {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
};

export type Column = {
  readonly title: string;
  /** Share of the width, against the other columns'. */
  readonly share: number;
  readonly align?: 'left' | 'center' | undefined;
  /** Neighbouring columns of one group get a common cell above their titles. */
  readonly group?: string | undefined;
};

export type Signature = {
  /** Who signs: `NGƯỜI NỘP HỒ SƠ`. */
  readonly caption: string;
  /** `(Ký, ghi rõ họ tên)`. */
  readonly hint: string;
  readonly name?: string | undefined;
  /** The digital signature of the agency goes here. At most one block of a form. */
  readonly digital?: boolean | undefined;
};

export const bold = (text: string): Span => ({ text, style: 'bold' });
export const italic = (text: string): Span => ({ text, style: 'italic' });

export const paragraph = (...text: Rich): Paragraph => ({ kind: 'paragraph', text });
export const numbered = (number: number, ...text: Rich): Paragraph => ({
  kind: 'paragraph',
  marker: `${number}.`,
  text,
});
export const item = (...text: Rich): Paragraph => ({ kind: 'paragraph', marker: '-', indent: 1, text });
