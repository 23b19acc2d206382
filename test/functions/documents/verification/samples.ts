import { crc32, deflateSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';

/** Minimal versions of files as senders have them. */
export const PDF_TYPE = 'application/pdf';
export const JPEG_TYPE = 'image/jpeg';
export const PNG_TYPE = 'image/png';
export const HEIC_TYPE = 'image/heic';
export const TIFF_TYPE = 'image/tiff';
export const XML_TYPE = 'application/xml';
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A PDF of these objects, numbered from 1 and uncompressed, with a valid table and trailer.
 * @param trailer further trailer entries
 */
export function pdfOf(objects: readonly (string | Buffer)[], trailer = '', version = '1.7'): Buffer {
  const parts: Buffer[] = [Buffer.from(`%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`, 'latin1')];
  let length = parts[0]?.length ?? 0;
  const offsets = objects.map((object, index) => {
    const offset = length;
    const body = Buffer.isBuffer(object) ? object : Buffer.from(object, 'latin1');
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(table + end, 'latin1')]);
}

/** Catalogue, page tree and page: the first objects of every sample PDF. */
export const onePage = (catalog = '', page = '') => [
  `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${page}>>`,
];

export const pdf = (version = '1.7') => pdfOf(onePage(), '', version);

export function stream(content: Buffer | string, dict = ''): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([
    Buffer.from(`<<${dict}/Length ${bytes.length}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

export function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Default: one grey pixel. */
export function png(width = 1, height = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const jpeg = () =>
  Buffer.from(
    `ffd8ffe000104a46494600010100000100010000${'ffdb004300'}${'10'.repeat(64)}${'ffc0000b080001000101011100'}` +
      `${'ffda0008010100003f00'}${'d2cf20'}ffd9`,
    'hex',
  );

const CONTENT_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const MAIN = {
  [DOCX_TYPE]: ['word/document.xml', `${DOCX_TYPE}.main+xml`],
  [XLSX_TYPE]: ['xl/workbook.xml', `${XLSX_TYPE}.main+xml`],
} as const;

export function office(type: keyof typeof MAIN, more: Zippable = {}, mainType: string = MAIN[type][1]): Buffer {
  const part = MAIN[type][0];
  const types = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="${CONTENT_TYPES}"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${mainType}"/></Types>`;
  return Buffer.from(
    zipSync({ '[Content_Types].xml': strToU8(types), [part]: strToU8(`<main>${'a'.repeat(2000)}</main>`), ...more }),
  );
}
export const docx = (more?: Zippable, mainType?: string) => office(DOCX_TYPE, more, mainType);
export const xlsx = (more?: Zippable) => office(XLSX_TYPE, more);

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** As written by a signing program; the signature is a dummy. */
export const signature = (namespace = DSIG, value = 'c2lnbmF0dXJl'.repeat(20)) =>
  `<ds:Signature xmlns:ds="${namespace}"><ds:SignedInfo>` +
  '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>' +
  '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="">' +
  '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>' +
  `<ds:DigestValue>${'a'.repeat(43)}=</ds:DigestValue></ds:Reference></ds:SignedInfo>` +
  `<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;

export const signedXml = (namespace = DSIG, prolog = '<?xml version="1.0" encoding="UTF-8"?>') =>
  Buffer.from(`${prolog}<ToKhai><NoiDung>Đăng ký khai sinh</NoiDung>${signature(namespace)}</ToKhai>`);

/** One page of 8 by 8 points, black and white, as from a scanner. */
export function tiff(little = true, width = 8, height = 8): Buffer {
  const fields = [
    [256, 3, width],
    [257, 3, height],
    [258, 3, 1],
    [259, 3, 1],
    [262, 3, 0],
    [273, 4, 8],
    [278, 3, height],
    [279, 4, 8],
  ] as const;
  const bytes = Buffer.alloc(16 + 2 + 12 * fields.length + 4);
  const u16 = (value: number, at: number) => (little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at));
  bytes.write(little ? 'II' : 'MM', 'latin1');
  u16(42, 2);
  u32(16, 4);
  u16(fields.length, 16);
  for (const [index, [tag, type, value]] of fields.entries()) {
    const at = 18 + 12 * index;
    u16(tag, at);
    u16(type, at + 2);
    u32(1, at + 4);
    if (type === 3) u16(value, at + 8);
    else u32(value, at + 8);
  }
  return bytes;
}

export const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** Boxes of a phone's picture, without HEVC data. */
export function heic(width = 4032, height = 3024, brand = 'heic'): Buffer {
  const size = Buffer.alloc(12);
  size.writeUInt32BE(width, 4);
  size.writeUInt32BE(height, 8);
  const handler = Buffer.concat([Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(13)]);
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1heic`, 'latin1')),
    box('meta', Buffer.alloc(4), box('hdlr', handler), box('iprp', box('ipco', box('ispe', size)))),
    box('mdat', Buffer.alloc(64, 7)),
  ]);
}

/** A password-protected office document: a compound file with the encrypted package. */
export const encryptedOffice = () =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(500),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(100),
  ]);

export const windowsProgram = () =>
  Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(200), Buffer.from('PE\0\0')]);
