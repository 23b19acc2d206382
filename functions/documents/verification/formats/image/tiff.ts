import { LIMITS } from '../../limits.ts';
import { budget, RefusedFile } from '../refused-file.ts';
import { checkPixels } from './pixels.ts';

/** Tags used here (TIFF 6.0, section 8). */
const WIDTH = 256;
const LENGTH = 257;
const OFFSETS = [273, 324];
const COUNTS = [279, 325];

/** Size of one value by type, bytes; 0 for an unknown type. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/** Maximum number of pages of one scan. */
const MAX_PAGES = 2_000;

type Field = { readonly type: number; readonly count: number; readonly at: number };

/**
 * Parses a TIFF's directories: each page has a size, and its strips or tiles lie within the file. A directory that repeats or
 * points outside the file is rejected.
 * @throws RefusedFile
 */
export function checkTiff(bytes: Buffer): void {
  const little = bytes[0] === 0x49;
  const within = (at: number, length: number) => {
    if (at < 0 || at + length > bytes.length) throw new RefusedFile('damaged');
    return at;
  };
  const u16 = (at: number) => (little ? bytes.readUInt16LE(within(at, 2)) : bytes.readUInt16BE(within(at, 2)));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(within(at, 4)) : bytes.readUInt32BE(within(at, 4)));
  const parts = budget(10 * LIMITS.imageParts);

  const valuesOf = ({ type, count, at }: Field): number[] => {
    parts.spend(count);
    if (type !== 3 && type !== 4) throw new RefusedFile('damaged');
    return Array.from({ length: count }, (_, index) => (type === 3 ? u16(at + 2 * index) : u32(at + 4 * index)));
  };

  function page(fields: ReadonlyMap<number, Field>): void {
    const one = (tag: number) => {
      const field = fields.get(tag);
      return field === undefined || field.count !== 1 ? 0 : (valuesOf(field)[0] ?? 0);
    };
    checkPixels(one(WIDTH), one(LENGTH));
    const offsets = OFFSETS.flatMap((tag) => fields.get(tag) ?? []).flatMap(valuesOf);
    const counts = COUNTS.flatMap((tag) => fields.get(tag) ?? []).flatMap(valuesOf);
    if (offsets.length === 0 || offsets.length !== counts.length) throw new RefusedFile('damaged');
    for (const [index, offset] of offsets.entries()) within(offset, counts[index] ?? 0);
  }

  const seen = new Set<number>();
  for (let at = u32(4); at !== 0; ) {
    if (seen.has(at)) throw new RefusedFile('damaged');
    seen.add(at);
    if (seen.size > MAX_PAGES) throw new RefusedFile('too-much-inside');
    const entries = u16(at);
    const fields = new Map<number, Field>();
    for (let index = 0; index < entries; index += 1) {
      parts.spend();
      const entry = at + 2 + 12 * index;
      const [type, count] = [u16(entry + 2), u32(entry + 4)];
      const length = (SIZES[type] ?? 0) * count;
      fields.set(u16(entry), { type, count, at: within(length <= 4 ? entry + 8 : u32(entry + 8), length) });
    }
    page(fields);
    at = u32(at + 2 + 12 * entries);
  }
  if (seen.size === 0) throw new RefusedFile('damaged');
}
