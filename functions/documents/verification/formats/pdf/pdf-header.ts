/** Readers look for the header in the first kilobyte. */
const EDGE = 1024;

/** Padding that is put before a header. */
const PADDING = /^(?:\xef\xbb\xbf)?[\0\t\n\v\f\r ]*$/;

/** Where the header of a PDF stands: first, or behind padding and a byte order mark; -1 when nowhere. */
export function pdfHeader(bytes: Buffer): number {
  const start = bytes.toString('latin1', 0, EDGE + 5);
  const at = start.indexOf('%PDF-');
  return at !== -1 && PADDING.test(start.slice(0, at)) ? at : -1;
}
