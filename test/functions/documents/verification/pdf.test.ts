import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rc4 } from '../../../../functions/documents/verification/formats/pdf/rc4.ts';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import {
  ascii85,
  encrypted,
  lzw,
  overlapping,
  packed,
  packedPages,
  predicted,
  revised,
  runs,
  SCRIPT,
} from './pdf-samples.ts';
import { onePage, PDF_TYPE, pdf, pdfOf, stream } from './samples.ts';

const judge = (bytes: Buffer) => inspect(bytes, PDF_TYPE);

describe('a PDF with automatic actions', () => {
  it.each<[string, Buffer]>([
    ['a script when opened', pdfOf(onePage(`/OpenAction${SCRIPT}`))],
    ['a script named in the catalogue', pdfOf(onePage('/Names<</JavaScript 4 0 R>>'))],
    ['a script in an object of its own', pdfOf([...onePage('/OpenAction 4 0 R'), SCRIPT])],
    ['an unreferenced script', pdfOf([...onePage(), SCRIPT])],
    ['a script spelled with escapes', pdfOf(onePage('/OpenAction<</S/J#61v#61Script/#4aS(x)>>'))],
    ['an escape with a capital digit', pdfOf(onePage('/OpenAction<</S/#4A#61vaScript/J#53(x)>>'))],
    ['a kind of action kept elsewhere', pdfOf([...onePage('/OpenAction<</S 4 0 R/F(cmd.exe)>>'), '/Launch'])],
    ['a program', pdfOf(onePage('/OpenAction<</S/Launch/F(cmd.exe)>>'))],
    ['a program on a click', pdfOf(onePage('', '/Annots[<</Subtype/Link/A<</S/Launch/F(a.exe)>>>>]'))],
    ['a form sent away', pdfOf(onePage('', '/Annots[<</Subtype/Widget/A<</S/SubmitForm/F(http://x)>>>>]'))],
    ['a page when it is shown', pdfOf(onePage('', `/AA<</O${SCRIPT}>>`))],
    ['an address when it is shown', pdfOf(onePage('', '/AA<</O<</S/URI/URI(http://x)>>>>'))],
    ['an address when opened', pdfOf(onePage('/OpenAction<</S/URI/URI(http://x)>>'))],
    [
      'an address after a harmless move',
      pdfOf([...onePage('/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 4 0 R>>'), '<</S/URI>>']),
    ],
    [
      'an address two steps on',
      pdfOf([...onePage('/OpenAction 4 0 R'), '<</S/Named/N/Print/Next 5 0 R>>', '<</S/URI>>']),
    ],
    ['actions kept in an object of their own', pdfOf([...onePage('', '/AA 4 0 R'), '<</O<</S/URI>>>>'])],
    ['an XFA form', pdfOf(onePage('/AcroForm<</XFA[(template) 4 0 R]>>'))],
    ['rich media', pdfOf(onePage('', '/Annots[<</Subtype/RichMedia>>]'))],
    ['a script in an object stream', pdfOf([...onePage(), packed([SCRIPT])])],
    ['one that calls itself otherwise', pdfOf([...onePage(), packed([SCRIPT], '/Type/Metadata')])],
    ['the second of two keys', pdfOf(onePage('/OpenAction[3 0 R/Fit]/OpenAction<</S/Launch>>'))],
    ['an older revision', revised(pdfOf([...onePage(), SCRIPT]), '4 0 obj null endobj')],
    ['an object inside the bytes of a stream', pdfOf([...onePage(), stream(`xx 9 0 obj ${SCRIPT} endobj`)])],
    ['an object inside a string', pdfOf([...onePage(), `(9 0 obj ${SCRIPT} endobj)`])],
    ['an object after a comment', pdfOf([...onePage(), `<<>> endobj 9 %x\n0 obj ${SCRIPT}`])],
    ['a place in a string of an object stream', pdfOf([...onePage(), overlapping()])],
  ])('is rejected: %s', (_, bytes) => {
    expect(judge(bytes)).toBe('active-content');
  });

  it.each<[string, string, (content: Buffer) => Buffer]>([
    ['hexadecimal', '/Filter/ASCIIHexDecode', (c) => Buffer.from(`${c.toString('hex')}>`)],
    ['in base 85', '/Filter[/A85]', ascii85],
    ['in runs', '/Filter/RunLengthDecode', (c) => Buffer.concat([...runs(c), Buffer.of(128)])],
    ['LZW', '/Filter/LZWDecode', lzw],
    ['twice', '/Filter[/ASCIIHexDecode/FlateDecode]', (c) => Buffer.from(`${deflateSync(c).toString('hex')}>`)],
    ['with a predictor', '/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 8>>', predicted],
  ])('is found in an object stream compressed with %s', (_, dict, pack) => {
    expect(judge(pdfOf([...onePage(), packed(['<</A/B>>', SCRIPT], dict, pack)]))).toBe('active-content');
    expect(judge(pdfOf([...onePage(), packed(['<</A/B>>', '<</C/D>>'], dict, pack)]))).toBeUndefined();
  });

  it('is rejected when its objects cannot be decoded', () => {
    const image = packed([SCRIPT], '/Filter/DCTDecode', (c) => c);
    expect(judge(pdfOf([...onePage(), image]))).toBe('damaged');
    expect(judge(pdfOf([...onePage(), packed([SCRIPT], '', () => Buffer.from('no zlib'))]))).toBe('damaged');
    expect(judge(pdfOf([...onePage(), stream('', '/Type/ObjStm/N 9 0 R/First 4')]))).toBe('damaged');
  });

  it('in any spelling is rejected', () => {
    const spelled = (name: string) =>
      fc
        .array(fc.constantFrom('plain', 'low', 'high'), { minLength: name.length, maxLength: name.length })
        .map((ways) =>
          [...name]
            .map((letter, index) => {
              const code = letter.charCodeAt(0).toString(16);
              return ways[index] === 'plain' ? letter : `#${ways[index] === 'low' ? code : code.toUpperCase()}`;
            })
            .join(''),
        );
    const space = fc.constantFrom('', ' ', '\n', '\r\n', '\0', '%c\n');
    const kind = fc.constantFrom('JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToE', 'Rendition');
    fc.assert(
      fc.property(kind.chain(spelled), spelled('S'), space, space, (name, key, a, b) => {
        expect(judge(pdfOf([...onePage(), `<<${a}/${key}${b}/${name}${a}>>`]))).toBe('active-content');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a PDF with embedded or external files', () => {
  const attached = (content: Buffer | string, dict = '') =>
    pdfOf([
      ...onePage('/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>'),
      '<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>',
      stream(content, `/Type/EmbeddedFile${dict}`),
    ]);

  it('is rejected for its attachments, except its own XML data', () => {
    expect(judge(attached('MZ'))).toBe('embedded-files');
    expect(judge(attached(pdf()))).toBe('embedded-files');
    expect(judge(attached(deflateSync(Buffer.from('MZ')), '/Filter/FlateDecode'))).toBe('embedded-files');
    expect(judge(attached('<Invoice xmlns="urn:x"><Total>1</Total></Invoice>'))).toBeUndefined();
    expect(judge(attached('<!DOCTYPE a><a/>'))).toBe('document-type-declaration');
    expect(judge(pdfOf([...onePage(), '<</Type/Filespec/EF<</F 9 0 R>>>>']))).toBe('embedded-files');
    expect(judge(pdfOf([...onePage(), '<</Type/Filespec/EF 9 0 R>>']))).toBe('embedded-files');
  });

  it('is rejected when data is in an external file', () => {
    expect(judge(pdfOf([...onePage(), stream('', '/F(\\\\\\\\host\\\\share)')]))).toBe('external-content');
  });
});

describe('a typical PDF', () => {
  it.each<[string, Buffer]>([
    ['behind a byte order mark', Buffer.concat([Buffer.from('efbbbf', 'hex'), pdf()])],
    ['behind empty lines', Buffer.concat([Buffer.from('\r\n\r\n'), pdf()])],
    ['behind zeros', Buffer.concat([Buffer.alloc(500), pdf()])],
    ['with a kilobyte of zeros at its end', Buffer.concat([pdf(), Buffer.alloc(5000)])],
    ['with the line ends of another system', Buffer.from(pdf().toString('latin1').replaceAll('\n', '\r\n'), 'latin1')],
    ['that opens at its second page', pdfOf(onePage('/OpenAction[3 0 R/Fit]'))],
    ['that asks to be printed', pdfOf(onePage('/OpenAction<</S/Named/N/Print>>'))],
    ['with links', pdfOf(onePage('', '/Annots[<</Subtype/Link/A<</S/URI/URI(https://dichvucong.gov.vn)>>>>]'))],
    ['that speaks of scripts', pdfOf([...onePage('/Lang(vi)'), '<</Title(/JavaScript /JS /Launch)>>'])],
    ['with structure', pdfOf([...onePage(), '<</Type/StructElem/S/P/P 1 0 R>>'])],
    ['of two revisions', revised(pdf(), '1 0 obj<</Type/Catalog/Pages 2 0 R/Lang(vi)>>endobj')],
    ['with its pages in an object stream', packedPages()],
    ['with empty additional actions', pdfOf(onePage('/AA<<>>'))],
  ])('is accepted %s', (_, bytes) => {
    expect(judge(bytes)).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ['a web page between markers', Buffer.from('%PDF-1.7\n<html><script>x</script></html>\nstartxref\n0\n%%EOF\n')],
    ['without a page', pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>'])],
    ['whose catalogue is not there', pdfOf(['<</Type/Page>>'])],
    [
      'whose end leads nowhere',
      Buffer.from(
        pdf()
          .toString('latin1')
          .replace(/startxref\n\d+/, 'startxref\n3'),
        'latin1',
      ),
    ],
    ['whose pages are each other’s', pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R]/Count 1>>'])],
  ])('is damaged: %s', (_, bytes) => {
    expect(judge(bytes)).toBe('damaged');
  });

  it.each<[string, Buffer]>([
    ['a web page before it', Buffer.concat([Buffer.from('<html><script>x</script>'), pdf()])],
    ['words before it', Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), pdf()])],
  ])('is not a PDF: %s', (_, bytes) => {
    expect(judge(bytes)).not.toBeUndefined();
  });
});

describe('an encrypted PDF', () => {
  it.each(['rc4-40', 'rc4-128', 'aes-128', 'aes-256'] as const)(
    'is opened when only its owner has a password: %s',
    (method) => {
      expect(judge(encrypted(method, '', '<</A/B>>'))).toBeUndefined();
      expect(judge(encrypted(method, '', SCRIPT))).toBe('active-content');
    },
  );

  it.each(['rc4-40', 'rc4-128', 'aes-128', 'aes-256'] as const)(
    'is refused when it needs one to be read: %s',
    (method) => {
      expect(judge(encrypted(method, 'mật khẩu', '<</A/B>>'))).toBe('encrypted');
    },
  );

  it('is rejected when it needs another key, or is ambiguous', () => {
    expect(judge(pdfOf(onePage(), '/Encrypt<</Filter/Adobe.PubSec/V 4>>'))).toBe('encrypted');
    expect(judge(pdfOf(onePage(), '/Encrypt 9 0 R'))).toBe('damaged');
    expect(judge(Buffer.concat([encrypted('aes-128', '', '<</A/B>>'), pdfOf(onePage(), '/Encrypt<<>>')]))).toBe(
      'damaged',
    );
  });

  it('uses standard RC4', () => {
    expect(rc4(Buffer.from('Key'), Buffer.from('Plaintext')).toString('hex')).toBe('bbf316e8d940af0ad3');
  });
});
