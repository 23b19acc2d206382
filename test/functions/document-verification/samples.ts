import { crc32, deflateSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';

/** Files as senders really have them, as small as they can be. */
export const PDF_TYPE = 'application/pdf';
export const JPEG_TYPE = 'image/jpeg';
export const PNG_TYPE = 'image/png';
export const XML_TYPE = 'application/xml';
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const pdf = (version = '1.7') =>
  Buffer.from(
    `%PDF-${version}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n` +
      'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n' +
      'trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n',
    'latin1',
  );

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** One grey pixel, unless told. */
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
export const xlsx = () => office(XLSX_TYPE);

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

export const signedXml = (namespace = DSIG, prolog = '<?xml version="1.0" encoding="UTF-8"?>') =>
  Buffer.from(
    `${prolog}<ToKhai><NoiDung>Đăng ký khai sinh</NoiDung><ds:Signature xmlns:ds="${namespace}"><ds:SignedInfo/>` +
      '<ds:SignatureValue>c2lnbmF0dXJl</ds:SignatureValue></ds:Signature></ToKhai>',
  );

/** A password-protected office document is a compound file that holds the package encrypted. */
export const encryptedOffice = () =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(500),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(100),
  ]);

export const windowsProgram = () =>
  Buffer.concat([Buffer.from('MZ\x90\0\x03', 'latin1'), Buffer.alloc(200), Buffer.from('PE\0\0')]);
