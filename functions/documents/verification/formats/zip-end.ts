const END = Buffer.from('PK\x05\x06', 'latin1');
const CENTRAL = 0x02014b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;

/**
 * Position of an end-of-central-directory record whose comment ends exactly at the last byte. Any unpacker treats such a file
 * as an archive, regardless of its first bytes. -1 when there is none.
 */
export function zipEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - MAX_COMMENT);
  let at = bytes.length < END_LENGTH ? -1 : bytes.lastIndexOf(END, bytes.length - END_LENGTH);
  while (at >= first) {
    if (at + END_LENGTH + bytes.readUInt16LE(at + 20) === bytes.length) return at;
    at = at === 0 ? -1 : bytes.lastIndexOf(END, at - 1);
  }
  return -1;
}

/** Magic bytes that unpackers search for anywhere in a file: RAR and 7z. */
const LOOKED_FOR = [Buffer.from('Rar!\x1a\x07', 'latin1'), Buffer.from('377abcaf271c', 'hex')];

/**
 * Whether an unpacker finds an archive inside a file that is not one: by an end record as above, by an end record with trailing
 * data and a directory before it, or by another format's magic bytes.
 */
export function holdsArchive(bytes: Buffer): boolean {
  if (zipEnd(bytes) !== -1 || LOOKED_FOR.some((mark) => bytes.includes(mark))) return true;
  for (let at = bytes.indexOf(END); at !== -1; at = bytes.indexOf(END, at + 1)) {
    if (at + END_LENGTH > bytes.length) continue;
    const directory = at - bytes.readUInt32LE(at + 12);
    if (directory >= 0 && directory + 4 <= at && bytes.readUInt32LE(directory) === CENTRAL) return true;
  }
  return false;
}
