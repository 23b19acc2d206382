import { deflateRawSync, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import {
  box,
  chunk,
  DOCX_TYPE,
  docx,
  HEIC_TYPE,
  heic,
  JPEG_TYPE,
  jpeg,
  onePage,
  PDF_TYPE,
  PNG_TYPE,
  pdf,
  pdfOf,
  png,
  signature,
  stream,
  TIFF_TYPE,
  tiff,
  XLSX_TYPE,
  XML_TYPE,
  xlsx,
} from './samples.ts';

type Hostile = readonly [what: string, type: string, make: () => Buffer];

const MIB = 1024 * 1024;
const text = (part: string, bytes: number) => Buffer.from(part.repeat(Math.floor(bytes / part.length)));
const signed = (content: string | Buffer, root = 'a') =>
  Buffer.concat([Buffer.from(`<${root}>`), Buffer.from(content as string), Buffer.from(`${signature()}</${root}>`)]);
const attributes = (count: number) => Array.from({ length: count }, (_, n) => `a${n.toString(36)}=""`).join(' ');
const types = (content: string | Buffer) =>
  Buffer.from(zipSync({ '[Content_Types].xml': Buffer.from(content as string) }));
const part = (content: Buffer, name = 'word/other.xml') => docx({ [name]: content });
const WORKSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** An archive whose directory lists its one compressed entry many times, in each forbidden layout. */
function shared(count: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(MIB));
  const local = Buffer.alloc(31);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(1, 26);
  local.write('a', 30);
  const entry = (n: number) => {
    const central = Buffer.alloc(46 + 8);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(MIB, 24);
    central.writeUInt16LE(8, 28);
    central.write(String(n).padStart(8, '0'), 46);
    return central;
  };
  const directory = Buffer.concat(Array.from({ length: count }, (_, n) => entry(n)));
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, directory, end]);
}

const objectStream = (content: Buffer, dict: string) => stream(content, `/Type/ObjStm${dict}`);
const inPdf = (...objects: (string | Buffer)[]) => pdfOf([...onePage(), ...objects]);
/** Between the header and the objects of a valid file, outside every table. */
const before = (content: Buffer) => {
  const bytes = inPdf(Buffer.concat([Buffer.from('('), content, Buffer.from(')')]));
  return bytes;
};
const segment = (marker: string, length: number) =>
  Buffer.concat([
    Buffer.from(`ff${marker}`, 'hex'),
    Buffer.from([length >> 8, length & 255]),
    Buffer.alloc(length - 2),
  ]);

/**
 * Files that exhaust time or memory, at or near the maximum accepted size. A new format is added by one line; each file is
 * examined in a process with the function's memory and must end in a verdict.
 */
export const HOSTILE: readonly Hostile[] = [
  ['XML: 3 million attributes', XML_TYPE, () => signed(`<b ${attributes(2_000_000)}/>`)],
  ['XML: 5 million elements', XML_TYPE, () => signed(text('<b/>', 15 * MIB))],
  [
    'XML: elements with namespaces',
    XML_TYPE,
    () => signed(text('<b xmlns="urn:x" xmlns:c="urn:y" c:d=""/>', 15 * MIB)),
  ],
  ['XML: depth', XML_TYPE, () => text('<a>', 15 * MIB)],
  ['XML: depth with namespaces', XML_TYPE, () => text('<x:a xmlns:x="urn:x">', 15 * MIB)],
  ['XML: a long name', XML_TYPE, () => signed(`<b${'c'.repeat(15 * MIB)}/>`)],
  ['XML: a long attribute', XML_TYPE, () => signed(`<b c="${'d'.repeat(15 * MIB)}"/>`)],
  ['XML: endless reference', XML_TYPE, () => signed(`&${'e'.repeat(15 * MIB)}`)],
  ['XML: references', XML_TYPE, () => signed(text('&#65;', 15 * MIB))],
  ['XML: brackets', XML_TYPE, () => signed(Buffer.concat([Buffer.from('<![CDATA['), text(']', 15 * MIB)]))],
  ['XML: hyphens', XML_TYPE, () => signed(Buffer.concat([Buffer.from('<!--'), text('- ', 15 * MIB)]))],
  ['XML: instruction', XML_TYPE, () => signed(Buffer.concat([Buffer.from('<?x '), text('? ', 15 * MIB)]))],
  ['XML: digest without end', XML_TYPE, () => signed(`<c/>${signature(undefined, 'a'.repeat(15 * MIB))}`)],
  ['XML: UTF-16', XML_TYPE, () => Buffer.from(`\ufeff<a>${'đ'.repeat(7 * MIB)}</a>`, 'utf16le')],
  ['package: 3 million attributes in its types', DOCX_TYPE, () => types(`<Types ${attributes(3_000_000)}/>`)],
  [
    'package: a million types',
    DOCX_TYPE,
    () => types(`<Types>${'<Default Extension="x"/>'.repeat(1_000_000)}</Types>`),
  ],
  ['package: types without end', DOCX_TYPE, () => types(`<Types a="${'b'.repeat(60 * MIB)}`)],
  ['package: a bomb', DOCX_TYPE, () => part(Buffer.alloc(63 * MIB, 'a'), 'word/media/a.bin')],
  ['package: a bomb of XML', DOCX_TYPE, () => part(Buffer.concat([Buffer.from('<a>'), text('<b/>', 60 * MIB)]))],
  ['package: attributes in a part', DOCX_TYPE, () => part(Buffer.from(`<a ${attributes(3_000_000)}/>`))],
  [
    'package: field without end',
    DOCX_TYPE,
    () => part(Buffer.from(`<w>${'<instrText>QUOTE 68 </instrText>'.repeat(1_000_000)}</w>`)),
  ],
  [
    'package: cells',
    XLSX_TYPE,
    () =>
      xlsx({
        'xl/s.xml': Buffer.from(`<worksheet xmlns="${WORKSHEET}">${'<c><f>A1</f></c>'.repeat(1_500_000)}</worksheet>`),
      }),
  ],
  ['package: entries that share bytes', DOCX_TYPE, () => shared(5_000)],
  ['package: too many parts', DOCX_TYPE, () => shared(65_000)],
  [
    'package: packages in packages',
    DOCX_TYPE,
    () => Array.from({ length: 6 }).reduce<Buffer>((inner) => docx({ 'word/embeddings/a.docx': inner }), docx()),
  ],
  ['PDF: objects', PDF_TYPE, () => before(text('1 0 obj ', 49 * MIB))],
  ['PDF: objects that are dictionaries', PDF_TYPE, () => before(text('1 0 obj<</A/B>>', 49 * MIB))],
  ['PDF: strings in strings', PDF_TYPE, () => before(text('obj(', 49 * MIB))],
  ['PDF: comments', PDF_TYPE, () => before(text('obj%', 49 * MIB))],
  ['PDF: hexadecimal', PDF_TYPE, () => before(text('obj<a', 49 * MIB))],
  ['PDF: arrays in arrays', PDF_TYPE, () => before(text('obj[', 49 * MIB))],
  ['PDF: depth', PDF_TYPE, () => inPdf(text('[', 49 * MIB))],
  ['PDF: an array', PDF_TYPE, () => inPdf(Buffer.concat([Buffer.from('['), text('1 ', 49 * MIB), Buffer.from(']')]))],
  ['PDF: names', PDF_TYPE, () => inPdf(Buffer.concat([Buffer.from('['), text('/#41', 49 * MIB), Buffer.from(']')]))],
  ['PDF: one name', PDF_TYPE, () => inPdf(`/${'#41'.repeat(16 * MIB)}`)],
  ['PDF: trailers', PDF_TYPE, () => before(text('trailer<</Root 1 0 R>>', 49 * MIB))],
  [
    'PDF: streams of objects',
    PDF_TYPE,
    () => before(text('1 0 obj<</Type/ObjStm/N 1/First 3/Length 0>>stream\n', 49 * MIB)),
  ],
  [
    'PDF: a bomb of objects',
    PDF_TYPE,
    () => inPdf(objectStream(deflateSync(Buffer.alloc(127 * MIB, '1 0 ')), '/N 400000/First 9/Filter/FlateDecode')),
  ],
  [
    'PDF: a bomb in a bomb',
    PDF_TYPE,
    () =>
      inPdf(
        objectStream(
          deflateSync(deflateSync(Buffer.alloc(200 * MIB))),
          '/N 9/First 9/Filter[/FlateDecode/FlateDecode]',
        ),
      ),
  ],
  [
    'PDF: objects all at one place',
    PDF_TYPE,
    () => {
      const header = text('9 0 ', 1_600_000);
      const content = deflateSync(Buffer.concat([header, Buffer.from('['), text('1 ', MIB), Buffer.from(']')]));
      return inPdf(objectStream(content, `/N 400000/First ${header.length}/Filter/FlateDecode`));
    },
  ],
  ['PDF: base 85', PDF_TYPE, () => inPdf(objectStream(text('z', 15 * MIB), '/N 1/First 1/Filter/ASCII85Decode'))],
  ['PDF: runs', PDF_TYPE, () => inPdf(objectStream(text('\x01', 40 * MIB), '/N 1/First 1/Filter/RunLengthDecode'))],
  ['PDF: LZW', PDF_TYPE, () => inPdf(objectStream(Buffer.alloc(40 * MIB, 0x55), '/N 1/First 1/Filter/LZWDecode'))],
  ['PDF: what follows', PDF_TYPE, () => before(text('8 0 obj<</Next[8 0 R 9 0 R]>>', 20 * MIB))],
  ['PDF: padding', PDF_TYPE, () => Buffer.concat([pdf(), Buffer.alloc(49 * MIB, 32)])],
  ['PDF: lines at its end', PDF_TYPE, () => Buffer.concat([pdf(), text('%', 900), Buffer.from('\n%%EOF')])],
  [
    'PNG: chunks',
    PNG_TYPE,
    () => Buffer.concat([png().subarray(0, 33), Buffer.alloc(49 * MIB, chunk('abcd', Buffer.alloc(0)))]),
  ],
  [
    'PNG: a bomb of text',
    PNG_TYPE,
    () => {
      const packed = chunk(
        'zTXt',
        Buffer.concat([Buffer.from('a\0\0', 'latin1'), deflateSync(Buffer.alloc(500 * MIB))]),
      );
      return Buffer.concat([png().subarray(0, 33), packed, png().subarray(33)]);
    },
  ],
  ['PNG: pixels', PNG_TYPE, () => png(65_535, 65_535)],
  [
    'JPEG: stuffed bytes',
    JPEG_TYPE,
    () => Buffer.concat([jpeg().subarray(0, -2), Buffer.alloc(49 * MIB, 'ff00', 'hex')]),
  ],
  ['JPEG: restarts', JPEG_TYPE, () => Buffer.concat([jpeg().subarray(0, -2), Buffer.alloc(49 * MIB, 'ffd0', 'hex')])],
  ['JPEG: fill bytes', JPEG_TYPE, () => Buffer.concat([jpeg().subarray(0, 20), Buffer.alloc(49 * MIB, 255)])],
  ['JPEG: segments', JPEG_TYPE, () => Buffer.concat([jpeg().subarray(0, 2), Buffer.alloc(49 * MIB, segment('e0', 2))])],
  ['JPEG: pictures', JPEG_TYPE, () => Buffer.alloc(49 * MIB, jpeg())],
  ['JPEG: ends of archives', JPEG_TYPE, () => Buffer.concat([jpeg(), Buffer.alloc(49 * MIB, 'PK\x05\x06', 'latin1')])],
  [
    'TIFF: pages',
    TIFF_TYPE,
    () => {
      const page = tiff().subarray(16);
      const pages = Array.from({ length: 100_000 }, (_, n) => {
        const one = Buffer.from(page);
        one.writeUInt32LE(16 + page.length * (n + 1), page.length - 4);
        return one;
      });
      return Buffer.concat([tiff().subarray(0, 16), ...pages]);
    },
  ],
  [
    'TIFF: strips',
    TIFF_TYPE,
    () => {
      const bytes = Buffer.concat([tiff(), Buffer.alloc(48 * MIB)]);
      for (const field of [5, 7]) bytes.writeUInt32LE(11_000_000, 18 + 12 * field + 4);
      for (const field of [5, 7]) bytes.writeUInt32LE(200, 18 + 12 * field + 8);
      return bytes;
    },
  ],
  ['HEIC: boxes', HEIC_TYPE, () => Buffer.concat([heic(), Buffer.alloc(49 * MIB, box('free'))])],
  [
    'HEIC: depth',
    HEIC_TYPE,
    () => {
      const bytes = Buffer.concat([heic().subarray(0, 24), Buffer.alloc(20 * MIB)]);
      for (let at = 24; at + 12 < bytes.length; at += 12) {
        bytes.writeUInt32BE(bytes.length - at, at);
        bytes.write('meta', at + 4);
      }
      return bytes;
    },
  ],
  ['anything: zeros', PDF_TYPE, () => Buffer.alloc(50 * MIB)],
];
