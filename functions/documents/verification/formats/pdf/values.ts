/** A PDF value, as far as checks need it (ISO 32000-2, 7.3). */
export type PdfValue = number | boolean | null | Name | Text | Reference | PdfArray | PdfDict | Keyword;

export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A literal or hexadecimal string as bytes; long ones are truncated. */
export class Text {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

export class Reference {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

/** Any other word: an operator or an end keyword. */
export class Keyword {
  readonly word: string;
  constructor(word: string) {
    this.word = word;
  }
}

export type PdfArray = readonly PdfValue[];
export type PdfDict = ReadonlyMap<string, PdfValue>;

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isArray = (value: PdfValue | undefined): value is PdfArray => Array.isArray(value);

export const nameOf = (value: PdfValue | undefined): string | undefined =>
  value instanceof Name ? value.name : undefined;

export const numberOf = (value: PdfValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
