import { crc32, inflateRawSync } from 'node:zlib';
import { RefusedFile, read } from './refused-file.ts';

const END = Buffer.from('PK\x05\x06', 'latin1');
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;

/** More than any office document of a dossier needs; what an archive bomb exceeds. */
const MAX_ENTRIES = 5_000;
const MAX_ENTRY_BYTES = 100 * 1024 * 1024;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

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
 * Position of an end-of-central-directory record whose comment reaches exactly to the end of the bytes: what makes any
 * unpacker take the bytes for an archive, whatever they begin with. -1 when there is none.
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

/**
 * Lists an archive strictly: nothing before the first entry, between directory and end, or behind the end; entries do
 * not overlap (the non-recursive archive bomb), and both of an entry's headers name the same file.
 * @throws RefusedFile
 */
export function listZip(bytes: Buffer): ZipEntry[] {
  const end = zipEnd(bytes);
  if (end === -1) throw new RefusedFile('damaged');
  const count = read.u16le(bytes, end + 10);
  const directory = read.u32le(bytes, end + 16);
  if (count > MAX_ENTRIES) throw new RefusedFile('too-much-inside');
  if (directory + read.u32le(bytes, end + 12) !== end) throw new RefusedFile('ambiguous-content');
  const entries: ZipEntry[] = [];
  let at = directory;
  for (let index = 0; index < count; index += 1) {
    if (at >= end || read.u32le(bytes, at) !== CENTRAL) throw new RefusedFile('damaged');
    if ((read.u16le(bytes, at + 8) & 1) === 1) throw new RefusedFile('encrypted');
    const nameLength = read.u16le(bytes, at + 28);
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
  return entries;
}

function checkLayout(bytes: Buffer, entries: readonly ZipEntry[], directory: number): void {
  let reached = 0;
  let total = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (/(?:^|\/)\.\.(?:\/|$)|^\/|[\\\0]/.test(entry.name)) throw new RefusedFile('damaged');
    if (reached === 0 && entry.offset !== 0) throw new RefusedFile('ambiguous-content');
    if (entry.offset < reached) throw new RefusedFile('too-much-inside');
    reached = dataStart(bytes, entry) + entry.packed;
    total += entry.size;
    if (entry.size > MAX_ENTRY_BYTES || total > MAX_TOTAL_BYTES) throw new RefusedFile('too-much-inside');
  }
  if (reached > directory) throw new RefusedFile('damaged');
}

function dataStart(bytes: Buffer, { offset, name }: ZipEntry): number {
  if (read.u32le(bytes, offset) !== LOCAL) throw new RefusedFile('damaged');
  const nameLength = read.u16le(bytes, offset + 26);
  if (read.slice(bytes, offset + 30, nameLength).toString('utf8') !== name) throw new RefusedFile('ambiguous-content');
  return offset + 30 + nameLength + read.u16le(bytes, offset + 28);
}

/**
 * Unpacks one entry, never further than the size it announces.
 * @throws RefusedFile when it is larger, shorter or other than announced.
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
