/** Replaces fontkit's WOFF2 decompressor in bundles: it is half of fontkit's size, and the forms' fonts are plain TrueType. */
export default function decompress(): never {
  throw new TypeError('Web fonts (WOFF2) are not supported; give TrueType files.');
}
