/** Memory of the function, MiB. The worst-case examination must fit: `hostile.test.ts` runs it with this limit. */
export const MEMORY_MIB = 1024;

/**
 * Timeout of the function, seconds: enough to fetch and examine a file of the maximum size. After a crash the message is
 * redelivered only after this time.
 */
export const TIMEOUT_SECONDS = 30;

/**
 * Timeout for fetching a file of the maximum size (50 MiB), milliseconds: 3.5 MB/s, a tenth of what S3 gives within a region. A
 * slower fetch is an error that is retried; the function itself does not time out.
 */
export const FETCH_TIMEOUT_MS = 15_000;

const MIB = 1024 * 1024;

/**
 * Resource limits for examining one file, regardless of its size. Each is several times what the largest legitimate file of its
 * kind needs. A file that exceeds one is rejected as `too-much-inside`, before or while it is read.
 */
export const LIMITS = {
  /** Decompressed bytes, of one part and in total. */
  unpackedPart: 64 * MIB,
  unpacked: 256 * MIB,
  /** Parts of an archive, bytes of a part name, nesting depth of archives. */
  parts: 5_000,
  nameBytes: 512,
  nesting: 2,
  /** XML: bytes of a single document and of all parts of an archive, depth, elements, attributes, bytes of a name. */
  xml: 16 * MIB,
  xmlParts: 128 * MIB,
  xmlDepth: 256,
  xmlElements: 4_000_000,
  xmlAttributes: 256,
  xmlName: 1_024,
  /** PDF: objects, revisions, tokens and scanned bytes (a byte may be scanned more than once), depth of one object. */
  pdfObjects: 500_000,
  pdfTrailers: 2_000,
  pdfTokens: 30_000_000,
  pdfObjectTokens: 1_000_000,
  pdfBytes: 256 * MIB,
  pdfUnpacked: 128 * MIB,
  pdfDepth: 100,
  /** Images: pixels (A0 at 300 dpi has 140 million), chunks, segments, boxes or directories, bytes of a compressed text. */
  pixels: 300_000_000,
  imageParts: 100_000,
  imageText: 4 * MIB,
  imageDepth: 4,
} as const;
