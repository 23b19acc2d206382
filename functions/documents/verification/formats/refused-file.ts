import type { DocumentRefusal } from '../../../../shared/documents/refusals.ts';

/** The file is rejected. The only error that an inspection throws. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly reason: DocumentRefusal;

  constructor(reason: DocumentRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** Reads numbers from untrusted bytes; reading past the end means that the file is truncated. */
export const read = {
  u16le: (bytes: Buffer, at: number) => bytes.readUInt16LE(within(bytes, at, 2)),
  u32le: (bytes: Buffer, at: number) => bytes.readUInt32LE(within(bytes, at, 4)),
  u16be: (bytes: Buffer, at: number) => bytes.readUInt16BE(within(bytes, at, 2)),
  u32be: (bytes: Buffer, at: number) => bytes.readUInt32BE(within(bytes, at, 4)),
  slice: (bytes: Buffer, at: number, length: number) => bytes.subarray(within(bytes, at, length), at + length),
};

function within(bytes: Buffer, at: number, length: number): number {
  if (at < 0 || at + length > bytes.length) throw new RefusedFile('damaged');
  return at;
}

/** Counts resource use. @throws RefusedFile `too-much-inside` above `most` */
export function budget(most: number): { spend(amount?: number): void; left(): number } {
  let left = most;
  return {
    spend(amount = 1) {
      left -= amount;
      if (left < 0) throw new RefusedFile('too-much-inside');
    },
    left: () => left,
  };
}
export type Budget = ReturnType<typeof budget>;
