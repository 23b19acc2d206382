import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import { DOCX_TYPE, docx, encryptedOffice, pdf, windowsProgram, XLSX_TYPE, xlsx } from './samples.ts';

const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const related = (kind: string, target = 'x', external = true, namespace = OFFICE) =>
  docx({
    'word/_rels/document.xml.rels': strToU8(
      `<Relationships xmlns="${RELS}"><Relationship Id="r" Type="${namespace}/${kind}" Target="${target}"${
        external ? ' TargetMode="External"' : ''
      }/></Relationships>`,
    ),
  });
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const word = (body: string) =>
  docx({ 'word/document2.xml': strToU8(`<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`) });
const run = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
const field = (...runs: string[]) =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${runs.map(run).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
const sheet = (formula: string) =>
  xlsx({ 'xl/worksheets/s.xml': strToU8(`<worksheet><c><f>${formula}</f></c></worksheet>`) });

const judge = (bytes: Buffer) => inspect(bytes, DOCX_TYPE);
const judgeSheet = (bytes: Buffer) => inspect(bytes, XLSX_TYPE);

/** Content types of a package with one more part of this type. */
const typed = (contentType: string, name = 'word/x.bin', content: Uint8Array = new Uint8Array([1])) => {
  const type = `${DOCX_TYPE}.main+xml`;
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(
        `<Types><Override PartName="/word/document.xml" ContentType="${type}"/><Override PartName="/${name}" ContentType="${contentType}"/></Types>`,
      ),
      'word/document.xml': strToU8('<a/>'),
      [name]: content,
    }),
  );
};

describe('an office document with active content', () => {
  it.each<[string, Buffer, string]>([
    [
      'macros by type, under another name',
      typed('application/vnd.ms-office.vbaProject', 'word/theme/t.xml', strToU8('<a/>')),
      'macros',
    ],
    [
      'macros by relationship',
      related('vbaProject', 'x.bin', false, 'http://schemas.microsoft.com/office/2006/relationships'),
      'macros',
    ],
    ['macros by content', docx({ 'word/vbaData.bin': encryptedOffice() }), 'macros'],
    ['a sheet of old macros by type', typed('application/vnd.ms-excel.macrosheet+xml'), 'macros'],
    [
      'one by relationship',
      related('xlMacrosheet', 'x', false, 'http://schemas.microsoft.com/office/2006/relationships'),
      'macros',
    ],
    ['an ActiveX control', typed('application/vnd.ms-office.activeX+xml'), 'active-content'],
    ['a control by relationship', related('control', 'x', false), 'active-content'],
    ['an add-in', typed('application/vnd.ms-office.webextensiontaskpanes+xml'), 'active-content'],
    ['a web page of its own', related('aFChunk', 'x.html', false), 'active-content'],
    ['an OLE object by relationship', related('oleObject', 'embeddings/o.bin', false), 'embedded-files'],
    ['an OLE object by content', docx({ 'word/media/image1.png': encryptedOffice() }), 'embedded-files'],
    ['an OLE object elsewhere', related('oleObject', 'http://x/y'), 'embedded-files'],
    ['a program', docx({ 'word/embeddings/a.bin': windowsProgram() }), 'executable'],
    ['a PDF', docx({ 'word/embeddings/a.bin': pdf() }), 'embedded-files'],
    ['an archive', docx({ 'word/embeddings/a.bin': zipSync({ a: new Uint8Array(3) }) }), 'embedded-files'],
    [
      'a document with macros in it',
      docx({ 'word/embeddings/a.docx': typed('application/vnd.ms-office.vbaProject') }),
      'macros',
    ],
    ['a template on the net', related('attachedTemplate', 'https://evil.example/t.dotm'), 'external-content'],
    ['a template on a share', related('attachedTemplate', '\\\\evil\\share\\t.dotm'), 'external-content'],
    ['a template behind file:', related('attachedTemplate', 'file://evil/share/t.dotm'), 'external-content'],
    ['a template behind more slashes', related('attachedTemplate', 'file://///evil/t.dotm'), 'external-content'],
    ['a template with escapes', related('attachedTemplate', 'h%74tps://evil.example/t'), 'external-content'],
    ['a template with a space', related('attachedTemplate', ' &#10;https://evil.example/t'), 'external-content'],
    ['a picture on the net', related('image', 'http://evil.example/p.png'), 'external-content'],
    ['a frame on the net', related('frame', 'mhtml:http://evil.example!x'), 'external-content'],
    ['a link that starts something', related('hyperlink', 'ms-msdt:/id'), 'active-content'],
    ['a link that is a script', related('hyperlink', 'javascript:alert(1)'), 'active-content'],
    ['a DDE field', word(field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"')), 'active-content'],
    ['one of the other kind', word(field(' dde "excel" "x"')), 'active-content'],
    ['one in pieces', word(field('DD', 'EAU', 'TO c:\\\\cmd')), 'active-content'],
    [
      'one in pieces over paragraphs',
      word(`${field('DDE').replace(/<w:r><w:fldChar w:fldCharType="end".*$/, '</w:p>')}<w:p>${run('AUTO cmd')}</w:p>`),
      'active-content',
    ],
    ['one spelled by codes', word(field(' QUOTE 68 68 69 65 85 84 79 ', ' cmd')), 'active-content'],
    ['a simple one', word('<w:fldSimple w:instr="DDEAUTO cmd"/>'), 'active-content'],
  ])('is rejected: %s', (_, bytes, reason) => {
    expect(judge(bytes)).toBe(reason);
  });

  it.each<[string, Buffer, string]>([
    [
      'a sheet of old macros under another name',
      xlsx({ 'xl/worksheets/s.xml': strToU8('<xm:macrosheet xmlns:xm="urn:x"/>') }),
      'macros',
    ],
    ['a formula that starts a program', sheet("cmd|'/c calc'!A0"), 'active-content'],
    ['one within another', sheet("1+MSEXCEL|'\\..\\..\\cmd.exe /c calc'!_xlbgnm.A1"), 'active-content'],
    [
      'one in a name',
      xlsx({ 'xl/w.xml': strToU8("<workbook><definedName>cmd|'x'!A</definedName></workbook>") }),
      'active-content',
    ],
    [
      'a link to another program',
      xlsx({ 'xl/externalLinks/e.xml': strToU8('<externalLink><ddeLink/></externalLink>') }),
      'active-content',
    ],
    [
      'a linked object',
      xlsx({ 'xl/externalLinks/e.xml': strToU8('<externalLink><oleLink/></externalLink>') }),
      'active-content',
    ],
  ])('is rejected as a workbook: %s', (_, bytes, reason) => {
    expect(judgeSheet(bytes)).toBe(reason);
  });

  it.each<[string, Buffer, string]>([
    ['in another case', docx({ 'WORD/document.xml': strToU8('<a/>') }), 'ambiguous-content'],
    ['of its types', docx({ '[content_types].xml': strToU8('<Types/>') }), 'ambiguous-content'],
    ['in one list of types', doubledTypes(), 'ambiguous-content'],
    ['under the very same name', doubled('word/document.xml'), 'ambiguous-content'],
  ])('is rejected with duplicate parts: %s', (_, bytes, reason) => {
    expect(judge(bytes)).toBe(reason);
  });

  it('is rejected with data between its parts, or with invalid XML in an XML part', () => {
    expect(judge(withGap())).toBe('ambiguous-content');
    expect(judge(docx({ 'word/styles.xml': strToU8('no XML') }))).toBe('damaged');
  });
});

describe('a typical office document', () => {
  it.each<[string, Buffer]>([
    ['with links', related('hyperlink', 'https://dichvucong.gov.vn')],
    ['with a link to a file', related('hyperlink', 'C:\\Users\\a\\b.docx')],
    [
      'written from a template on the writer’s disk',
      related('attachedTemplate', 'file:///C:\\Users\\a\\Templates\\don.dotx'),
    ],
    ['with a picture that stayed behind', related('image', 'file:///D:/anh.png')],
    ['with a workbook for its chart', docx({ 'word/embeddings/a.xlsx': xlsx() })],
    ['with page numbers', word(field(' PAGE \\* MERGEFORMAT ') + field(' HYPERLINK "https://x.vn/dde" '))],
    ['with an old drawing', docx({ 'word/d.vml': strToU8('<xml><div>a<br></div></xml>') })],
    ['with settings of a printer', docx({ 'word/printerSettings1.bin': Buffer.from('H\0P\0 \0L\0', 'latin1') })],
  ])('is accepted %s', (_, bytes) => {
    expect(judge(bytes)).toBeUndefined();
  });

  it.each([['SUM(A1:A3)'], ['"a|b!c"&amp;A1'], ["'a|b'!A1"], ['IF(A1="cmd|x!y",1,2)']])(
    'is taken with the formula %s',
    (formula) => {
      expect(judgeSheet(sheet(formula))).toBeUndefined();
    },
  );
});

function doubledTypes(): Buffer {
  const main = `${DOCX_TYPE}.main+xml`;
  const override = (type: string) => `<Override PartName="/word/document.xml" ContentType="${type}"/>`;
  const types = strToU8(`<Types>${override(main)}${override('application/x')}</Types>`);
  return Buffer.from(zipSync({ '[Content_Types].xml': types, 'word/document.xml': strToU8('<a/>') }));
}

/** Renames a part, keeping the name length, in both of its headers. */
function doubled(name: string): Buffer {
  const bytes = docx({ [name.replace('document', 'documenu')]: strToU8('<a/>') });
  for (;;) {
    const at = bytes.indexOf(name.replace('document', 'documenu'));
    if (at === -1) return bytes;
    bytes.write(name, at);
  }
}

/** A part missing from the directory, between two that are listed. */
function withGap(): Buffer {
  const bytes = docx();
  const hidden = Buffer.concat([
    Buffer.from('PK\x03\x04', 'latin1'),
    deflateRawSync(Buffer.alloc(300, 'x')),
    Buffer.alloc(40),
  ]);
  const second = bytes.indexOf('PK\x03\x04', 10, 'latin1');
  const moved = Buffer.concat([bytes.subarray(0, second), hidden, bytes.subarray(second)]);
  const central = moved.indexOf('PK\x01\x02', moved.indexOf('PK\x01\x02', 0, 'latin1') + 4, 'latin1');
  moved.writeUInt32LE(moved.readUInt32LE(central + 42) + hidden.length, central + 42);
  const end = moved.indexOf('PK\x05\x06', 0, 'latin1');
  moved.writeUInt32LE(moved.readUInt32LE(end + 16) + hidden.length, end + 16);
  return moved;
}
