/** Content of a form in order, without layout: the forms create it, `pdf/` draws it. */
export type Content = {
  readonly paper: 'A5' | 'A4-landscape';
  readonly letterhead: Letterhead;
  /** In capitals; a line break marks where the title is split. */
  readonly title: string;
  /** Lines under the title. */
  readonly subtitle: readonly Rich[];
  /** Drawn as a QR code and repeated in the header of each further page. */
  readonly dossierCode?: string | undefined;
  /** For a register, which belongs to no single dossier. */
  readonly registerCode?: string | undefined;
  readonly blocks: readonly Block[];
  readonly signatures: readonly Signature[];
};

export type Letterhead = {
  /** The authority above the agency: `ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ`. */
  readonly superior?: string | undefined;
  readonly agency: string;
  /** Number of the document in the agency's records. */
  readonly number?: string | undefined;
  /** Place name before the date. */
  readonly place: string;
  /** Moment of the event, ISO. */
  readonly at: string;
  /** True: a paper of the applicant, which has the state's name and motto alone above it. */
  readonly ofApplicant?: boolean | undefined;
  /** Address of the portal's look-up, which the QR code of a dossier leads to. Absent: it holds the code alone. */
  readonly lookUp?: string | undefined;
};

export type Style = 'regular' | 'bold' | 'italic';

/** A text with parts in another style. */
export type Rich = readonly Span[];
export type Span = string | { readonly text: string; readonly style: Style };

export type Block = Paragraph | Table;

export type Paragraph = {
  readonly kind: 'paragraph';
  readonly text: Rich;
  /** Label before the first line, with hanging indent: `1.`, `-`. */
  readonly marker?: string | undefined;
  /** Indentation levels: items under an item. */
  readonly indent?: number | undefined;
};

export type Table = {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
};

export type Column = {
  readonly title: string;
  /** Relative width of the column. */
  readonly share: number;
  readonly align?: 'left' | 'center' | undefined;
  /** Neighbouring columns with the same group share a header cell above their titles. */
  readonly group?: string | undefined;
};

export type Signature = {
  /** Role of the signer: `NGƯỜI NỘP HỒ SƠ`. */
  readonly caption: string;
  /** `(Ký, ghi rõ họ tên)`. */
  readonly hint: string;
  readonly name?: string | undefined;
  /** Lines under the name: title, telephone. */
  readonly details?: readonly string[] | undefined;
  /** Place of the agency's digital signature. At most one block of a form. */
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
