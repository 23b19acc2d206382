import { crc32, inflateRawSync } from 'node:zlib';
import { LIMITS } from '../limits.ts';
import { RefusedFile, read } from './refused-file.ts';
import { zipEnd } from './zip-end.ts';

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** A data descriptor may follow an entry and repeat its sizes, when they were unknown while compressing. */
const LONGEST_DESCRIPTOR = 24;

export type ZipEntry = {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

/**
 * Lists an archive strictly. No bytes before the first entry, between entries, between directory and end, or after the end.
 * Entries do not overlap (non-recursive archive bomb), names are unique ignoring case, and both headers of an entry give the
 * same name.
 * @throws RefusedFile
 */
export function listZip(bytes: Buffer): ZipEntry[] {
  const end = zipEnd(bytes);
  if (end === -1) throw new RefusedFile('damaged');
  const count = read.u16le(bytes, end + 10);
  const directory = read.u32le(bytes, end + 16);
  if (count > LIMITS.parts) throw new RefusedFile('too-much-inside');
  if (directory + read.u32le(bytes, end + 12) !== end) throw new RefusedFile('ambiguous-content');
  const entries: ZipEntry[] = [];
  let at = directory;
  for (let index = 0; index < count; index += 1) {
    if (at >= end || read.u32le(bytes, at) !== CENTRAL) throw new RefusedFile('damaged');
    if ((read.u16le(bytes, at + 8) & 1) === 1) throw new RefusedFile('encrypted');
    const nameLength = read.u16le(bytes, at + 28);
    if (nameLength > LIMITS.nameBytes) throw new RefusedFile('too-much-inside');
    const name = read.slice(bytes, at + 46, nameLength).toString('utf8');
    entries.push({
      name,
      method: read.u16le(bytes, at + 10),
      crc: read.u32le(bytes, at + 16),
      packed: read.u32le(bytes, at + 20),
      size: read.u32le(bytes, at + 24),
      offset: read.u32le(bytes, at + 42),
    });
    at += 46 + nameLength + read.u16le(bytes, at + 30) + read.u16le(bytes, at + 32);
  }
  if (at !== end) throw new RefusedFile('ambiguous-content');
  checkLayout(bytes, entries, directory);
  const names = new Set(entries.map(({ name }) => name.normalize('NFC').toLowerCase()));
  if (names.size !== entries.length) throw new RefusedFile('ambiguous-content');
  return entries;
}

function checkLayout(bytes: Buffer, entries: readonly ZipEntry[], directory: number): void {
  let reached = 0;
  let total = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (/(?:^|\/)\.\.(?:\/|$)|^\/|[\\\0]/.test(entry.name)) throw new RefusedFile('damaged');
    if (entry.offset < reached) throw new RefusedFile('too-much-inside');
    // Bytes between entries are seen only by unpackers that stream.
    if (entry.offset > reached + (reached === 0 ? 0 : LONGEST_DESCRIPTOR)) throw new RefusedFile('ambiguous-content');
    reached = dataStart(bytes, entry) + entry.packed;
    total += entry.size;
    if (entry.size > LIMITS.unpackedPart || total > LIMITS.unpacked) throw new RefusedFile('too-much-inside');
  }
  if (reached > directory) throw new RefusedFile('damaged');
  if (reached + LONGEST_DESCRIPTOR < directory) throw new RefusedFile('ambiguous-content');
}

function dataStart(bytes: Buffer, { offset, name }: ZipEntry): number {
  if (read.u32le(bytes, offset) !== LOCAL) throw new RefusedFile('damaged');
  const nameLength = read.u16le(bytes, offset + 26);
  if (read.slice(bytes, offset + 30, nameLength).toString('utf8') !== name) throw new RefusedFile('ambiguous-content');
  return offset + 30 + nameLength + read.u16le(bytes, offset + 28);
}

/**
 * Decompresses one entry up to its declared size.
 * @throws RefusedFile when the content is larger, smaller or different
 */
export function unpack(bytes: Buffer, entry: ZipEntry): Buffer {
  const packed = read.slice(bytes, dataStart(bytes, entry), entry.packed);
  const content = entry.method === 0 ? packed : inflate(packed, entry);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw new RefusedFile('damaged');
  return content;
}

function inflate(packed: Buffer, { method, size }: ZipEntry): Buffer {
  if (method !== 8) throw new RefusedFile('damaged');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new RefusedFile(tooLarge ? 'too-much-inside' : 'damaged');
  }
}
