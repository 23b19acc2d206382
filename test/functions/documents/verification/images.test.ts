import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import { box, chunk, HEIC_TYPE, heic, JPEG_TYPE, jpeg, PNG_TYPE, pdf, png, TIFF_TYPE, tiff } from './samples.ts';

const archive = Buffer.from(zipSync({ 'evil.js': new Uint8Array([1]) }));
const rar = Buffer.from('Rar!\x1a\x07\x01\x00 xxxxxxxx', 'latin1');
const sevenZip = Buffer.from('377abcaf271c0004', 'hex');
const clip = box('ftyp', Buffer.from('mp42\0\0\0\0'), Buffer.alloc(50, 9));
const samsung = Buffer.from('\0\0\x01\x0aImage_UTC_Data1700000000000SEFH\x6b\0\0\0SEFT', 'latin1');
const behind = (picture: Buffer, ...more: Buffer[]) => Buffer.concat([picture, ...more]);
const inPng = (type: string, content: Buffer) =>
  Buffer.concat([png().subarray(0, 33), chunk(type, content), png().subarray(33)]);

const KINDS: readonly (readonly [string, Buffer])[] = [
  [PNG_TYPE, png()],
  [JPEG_TYPE, jpeg()],
  [TIFF_TYPE, tiff()],
  [HEIC_TYPE, heic()],
];
const BEHIND: readonly (readonly [string, Buffer])[] = [
  ['an archive', archive],
  ['an archive and padding', Buffer.concat([archive, Buffer.alloc(100)])],
  ['an archive and more', Buffer.concat([archive, Buffer.from('more')])],
  ['a RAR', rar],
  ['a 7z', sevenZip],
];

describe('a picture with another file appended', () => {
  it.each(KINDS.flatMap(([type, picture]) => BEHIND.map(([what, more]) => [type, what, picture, more] as const)))(
    'is refused: %s with %s',
    (type, _, picture, more) => {
      expect(inspect(Buffer.concat([picture, more]), type)).toBe('ambiguous-content');
    },
  );

  it.each<[string, string, Buffer]>([
    ['PNG with a program', PNG_TYPE, behind(png(), Buffer.from('MZ'))],
    ['PNG with an archive in a chunk', PNG_TYPE, inPng('zzZz', archive)],
    ['JPEG with a program', JPEG_TYPE, behind(jpeg(), Buffer.from('MZ\x90\0', 'latin1'))],
    ['JPEG with a web page', JPEG_TYPE, behind(jpeg(), Buffer.from('<script>x</script>'))],
    ['JPEG with a PDF', JPEG_TYPE, behind(jpeg(), pdf())],
    ['JPEG with a PDF behind a clip', JPEG_TYPE, behind(jpeg(), clip, pdf())],
    [
      'JPEG with a piece of an archive in a telephone’s data',
      JPEG_TYPE,
      behind(jpeg(), archive.subarray(0, 40), samsung),
    ],
    ['JPEG that begins as a PDF', JPEG_TYPE, commented('%PDF-1.7')],
    ['JPEG with an archive in a comment', JPEG_TYPE, commented(archive)],
    ['HEIC with a web page', HEIC_TYPE, behind(heic(), Buffer.from('<script>alert(1)</script>'))],
    ['HEIC with a box of no kind', HEIC_TYPE, behind(heic(), box('evil', Buffer.alloc(9)))],
  ])('is rejected: %s', (_, type, bytes) => {
    expect(inspect(bytes, type)).toBe('ambiguous-content');
  });

  it.each<[string, string, Buffer]>([
    ['JPEG with previews', JPEG_TYPE, behind(jpeg(), Buffer.alloc(3), jpeg(), jpeg())],
    ['JPEG with a clip', JPEG_TYPE, behind(jpeg(), clip)],
    ['JPEG of Samsung’s', JPEG_TYPE, behind(jpeg(), samsung)],
    ['JPEG with a preview and Samsung’s data', JPEG_TYPE, behind(jpeg(), jpeg(), samsung)],
    ['JPEG with padding', JPEG_TYPE, behind(jpeg(), Buffer.alloc(5000))],
    ['HEIC with a clip', HEIC_TYPE, behind(heic(), box('mpvd', Buffer.alloc(99)))],
  ])('is accepted with data that phones append: %s', (_, type, bytes) => {
    expect(inspect(bytes, type)).toBeUndefined();
  });
});

describe('a picture without a valid size', () => {
  it.each<[string, string, Buffer, string]>([
    ['PNG', PNG_TYPE, png(60_000, 60_000), 'image-too-large'],
    ['PNG of one line', PNG_TYPE, png(2 ** 31 - 1, 1), 'image-too-large'],
    ['JPEG', JPEG_TYPE, sized(65_535, 65_535), 'image-too-large'],
    ['JPEG of none', JPEG_TYPE, sized(0, 1), 'damaged'],
    ['TIFF', TIFF_TYPE, tiff(true, 60_000, 60_000), 'image-too-large'],
    ['TIFF of none', TIFF_TYPE, tiff(true, 0, 8), 'damaged'],
    ['HEIC', HEIC_TYPE, heic(60_000, 60_000), 'image-too-large'],
    ['HEIC of none', HEIC_TYPE, heic(0, 1), 'damaged'],
  ])('is rejected: %s', (_, type, bytes, reason) => {
    expect(inspect(bytes, type)).toBe(reason);
  });

  it('is accepted up to a map of the largest paper size', () => {
    expect(inspect(png(9_933, 14_043), PNG_TYPE)).toBeUndefined();
    expect(inspect(tiff(true, 9_933, 14_043), TIFF_TYPE)).toBeUndefined();
  });
});

describe('a corrupt picture', () => {
  it.each<[string, string, Buffer, string]>([
    [
      'PNG that packs a text too large',
      PNG_TYPE,
      inPng('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(5_000_000))])),
      'too-much-inside',
    ],
    ['JPEG cut off in its scan', JPEG_TYPE, jpeg().subarray(0, -3), 'damaged'],
    ['TIFF whose pages lead back', TIFF_TYPE, changed(tiff(), (b) => b.writeUInt32LE(16, b.length - 4)), 'damaged'],
    [
      'TIFF whose strip is elsewhere',
      TIFF_TYPE,
      changed(tiff(), (b) => b.writeUInt32LE(9_000, 18 + 12 * 5 + 8)),
      'damaged',
    ],
    ['TIFF without pages', TIFF_TYPE, changed(tiff(), (b) => b.writeUInt32LE(0, 4)), 'damaged'],
    ['TIFF cut off', TIFF_TYPE, tiff().subarray(0, 60), 'damaged'],
    ['HEIC without a picture', HEIC_TYPE, heic().subarray(0, 24), 'damaged'],
    ['HEIC cut off', HEIC_TYPE, heic().subarray(0, -10), 'ambiguous-content'],
  ])('is rejected: %s', (_, type, bytes, reason) => {
    expect(inspect(bytes, type)).toBe(reason);
  });

  it('is accepted under the aliases of its type', () => {
    expect(inspect(jpeg(), 'image/jpg')).toBeUndefined();
    expect(inspect(heic(4032, 3024, 'mif1'), 'image/heif')).toBeUndefined();
  });
});

function commented(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const head = Buffer.from([0xff, 0xfe, 0, bytes.length + 2]);
  return Buffer.concat([jpeg().subarray(0, 2), head, bytes, jpeg().subarray(2)]);
}

function sized(width: number, height: number): Buffer {
  return changed(jpeg(), (bytes) => {
    const frame = bytes.indexOf('ffc0', 0, 'hex');
    bytes.writeUInt16BE(height, frame + 5);
    bytes.writeUInt16BE(width, frame + 7);
  });
}

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}
