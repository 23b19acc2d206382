/** Readers search for the header in the first kilobyte. */
const EDGE = 1024;

/** Padding before a header. */
const PADDING = /^(?:\xef\xbb\xbf)?[\0\t\n\v\f\r ]*$/;

/** Position of the PDF header: at the start, or after padding and a byte order mark; -1 when absent. */
export function pdfHeader(bytes: Buffer): number {
  const start = bytes.toString('latin1', 0, EDGE + 5);
  const at = start.indexOf('%PDF-');
  return at !== -1 && PADDING.test(start.slice(0, at)) ? at : -1;
}
