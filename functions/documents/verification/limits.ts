/** Memory of the function, MiB. An examination at its worst has to fit: `hostile.test.ts` runs it with no more. */
export const MEMORY_MIB = 1024;

/**
 * Time of the function, seconds: fetching and examining one file of the largest size, with room. A file whose worker died
 * is handed out again after it, and its applicant waits so long.
 */
export const TIMEOUT_SECONDS = 30;

/**
 * Milliseconds in which the bucket must have given a file of the largest size (50 MiB): 3.5 MB a second, where S3 gives
 * ten times that within a region. What takes longer is an error that is tried again, not the end of the worker.
 */
export const FETCH_TIMEOUT_MS = 15_000;

const MIB = 1024 * 1024;

/**
 * What one file may make of us, whatever its own size. Each figure is several times what the largest honest file of its
 * kind needs; what goes beyond it is refused as `too-much-inside`, before or while it is read.
 */
export const LIMITS = {
  /** Bytes that unpacking may give, of one part and of all together. */
  unpackedPart: 64 * MIB,
  unpacked: 256 * MIB,
  /** Parts of an archive, bytes of a part's name, archives within archives. */
  parts: 5_000,
  nameBytes: 512,
  nesting: 2,
  /** XML: bytes of a document by itself and of all parts of an archive, depth, elements, attributes, bytes of a name. */
  xml: 16 * MIB,
  xmlParts: 128 * MIB,
  xmlDepth: 256,
  xmlElements: 4_000_000,
  xmlAttributes: 256,
  xmlName: 1_024,
  /** PDF: objects, ends of revisions, tokens and bytes looked at (a byte may be looked at more than once), depth of one object. */
  pdfObjects: 500_000,
  pdfTrailers: 2_000,
  pdfTokens: 30_000_000,
  pdfObjectTokens: 1_000_000,
  pdfBytes: 256 * MIB,
  pdfUnpacked: 128 * MIB,
  pdfDepth: 100,
  /** Images: pixels (A0 at 300 dpi has 140 million), chunks, segments, boxes or directories, bytes of a packed text. */
  pixels: 300_000_000,
  imageParts: 100_000,
  imageText: 4 * MIB,
  imageDepth: 4,
} as const;
