/**
 * Stands in bundles for the decompressor of WOFF2 files that fontkit brings along: half of its size, and the forms' fonts
 * are plain TrueType.
 */
export default function decompress(): never {
  throw new TypeError('Web fonts (WOFF2) are not supported; give TrueType files.');
}
