import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import { DOCX_TYPE, docx, office, XLSX_TYPE } from './samples.ts';

const judge = (bytes: Buffer) => inspect(bytes, DOCX_TYPE);

/** Offset of the n-th occurrence of a header signature. */
function header(bytes: Buffer, signature: string, n = 0): number {
  let at = -1;
  for (let i = 0; i <= n; i += 1) at = bytes.indexOf(Buffer.from(signature, 'latin1'), at + 1);
  return at;
}
const LOCAL = 'PK\x03\x04';
const CENTRAL = 'PK\x01\x02';
const END = 'PK\x05\x06';

describe('an office document', () => {
  it('is rejected with macros, by part or by declared type', () => {
    expect(judge(docx({ 'word/vbaProject.bin': new Uint8Array([1]) }))).toBe('macros');
    expect(judge(docx({}, 'application/vnd.ms-word.document.macroEnabled.main+xml'))).toBe('macros');
  });

  it('is rejected without its main part', () => {
    const bytes = Buffer.from(zipSync({ '[Content_Types].xml': new TextEncoder().encode('<Types xmlns="urn:x"/>') }));
    expect(judge(bytes)).toBe('type-not-allowed');
  });

  it('is rejected when its content types part has a document type declaration', () => {
    const types = '<!DOCTYPE x [<!ENTITY a "b">]><Types/>';
    expect(judge(Buffer.from(zipSync({ '[Content_Types].xml': new TextEncoder().encode(types) })))).toBe(
      'document-type-declaration',
    );
  });

  it('is rejected when it decompresses to more than declared', () => {
    const bytes = docx();
    bytes.writeUInt32LE(100, header(bytes, CENTRAL, 1) + 24);
    expect(judge(bytes)).toBe('too-much-inside');
  });

  it('is rejected when its declared size is too large', () => {
    const bytes = docx();
    bytes.writeUInt32LE(101 * 1024 * 1024, header(bytes, CENTRAL, 1) + 24);
    expect(judge(bytes)).toBe('too-much-inside');
    const many = docx();
    many.writeUInt16LE(5_001, header(many, END) + 10);
    expect(judge(many)).toBe('too-much-inside');
  });

  it('is rejected when entries share bytes', () => {
    const bytes = docx({ 'word/documenu.xml': new Uint8Array(9) });
    const [original, copy] = [header(bytes, CENTRAL, 1), header(bytes, CENTRAL, 2)];
    bytes.copy(bytes, copy, original, original + 46 + 'word/document.xml'.length);
    expect(judge(bytes)).toBe('too-much-inside');
  });

  it('is rejected when the two headers of an entry disagree about its name', () => {
    const bytes = docx();
    bytes.write('xord', header(bytes, LOCAL, 1) + 30);
    expect(judge(bytes)).toBe('ambiguous-content');
  });

  it('is rejected when content and checksum disagree', () => {
    const bytes = docx({ 'b.bin': [new Uint8Array(50), { level: 0 }] });
    const at = header(bytes, LOCAL, 2) + 30 + 'b.bin'.length;
    bytes.writeUInt8(7, at + 10);
    expect(judge(bytes)).toBe('damaged');
  });

  it('is rejected with an encrypted entry', () => {
    const bytes = docx();
    bytes.writeUInt16LE(bytes.readUInt16LE(header(bytes, CENTRAL, 1) + 8) | 1, header(bytes, CENTRAL, 1) + 8);
    expect(judge(bytes)).toBe('encrypted');
  });

  it.each(['../evil.xml', '/etc/passwd', 'a\\b.xml', 'word/../../x'])('is rejected with the entry %s', (name) => {
    expect(judge(docx({ [name]: new Uint8Array([1]) }))).toBe('damaged');
  });

  it('is rejected with bytes before it, between directory and end, or after it', () => {
    const bytes = docx();
    expect(judge(Buffer.concat([bytes, Buffer.from('tail')]))).toBe('damaged');
    const end = header(bytes, END);
    const gap = Buffer.concat([bytes.subarray(0, end), Buffer.from('gap!'), bytes.subarray(end)]);
    expect(judge(gap)).toBe('ambiguous-content');
    const size = docx();
    size.writeUInt32LE(1, end + 12);
    expect(judge(size)).toBe('ambiguous-content');
  });

  it('is rejected with bytes before its first entry, even when its directory accounts for them', () => {
    const hidden = Buffer.from(`${LOCAL}hidden`, 'latin1');
    const bytes = Buffer.concat([hidden, docx()]);
    for (const n of [0, 1]) {
      const at = header(bytes, CENTRAL, n) + 42;
      bytes.writeUInt32LE(bytes.readUInt32LE(at) + hidden.length, at);
    }
    const at = header(bytes, END) + 16;
    bytes.writeUInt32LE(bytes.readUInt32LE(at) + hidden.length, at);
    expect(judge(bytes)).toBe('ambiguous-content');
  });

  it('is a workbook by its main part’s content type', () => {
    expect(inspect(office(XLSX_TYPE), DOCX_TYPE)).toBe('type-mismatch');
  });
});
