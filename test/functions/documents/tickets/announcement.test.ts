import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcement, routes } from '../../../../functions/documents/tickets/routes.ts';
import { contentDisposition } from '../../../../shared/documents/file-name.ts';
import { MAX_FILE_BYTES } from '../../../../shared/documents/file-types.ts';
import { objectKey, parseObjectKey } from '../../../../shared/documents/object-key.ts';
import { DOCUMENT_REFUSALS } from '../../../../shared/documents/refusals.ts';
import type { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import { validate } from '../../../../shared/platform/http/validate.ts';

const good = {
  component: 'birth-declaration',
  fileName: 'Tờ khai.pdf',
  contentType: 'application/pdf',
  size: 1000,
  sha256: 'a'.repeat(64),
};
const faults = (changed: Record<string, unknown>) => [
  ...new Set(announcement.safeParse({ ...good, ...changed }).error?.issues.map((issue) => issue.path.join('.'))),
];

describe('declaration of a file', () => {
  it('defaults to a component, with its name in NFC', () => {
    expect(announcement.parse({ ...good, fileName: 'Tờ khai.PDF'.normalize('NFD') })).toEqual({
      ...good,
      kind: 'component',
      fileName: 'Tờ khai.PDF'.normalize('NFC'),
    });
  });

  it.each([
    ['a path upwards', '../../etc/passwd.pdf'],
    ['a folder', 'a/b.pdf'],
    ['a Windows path', 'C:\\a.pdf'],
    ['a hidden file', '.pdf'],
    ['a line break', 'a\r\nX-Evil: 1.pdf'],
    ['a zero byte', 'a.exe\0.pdf'],
    ['a direction override', 'a\u202efdp.exe.pdf'],
    ['an isolate', 'a\u2066b.pdf'],
    ['a mark of direction', 'a\u200fb.pdf'],
    ['a sign of a lost character', 'a\ufffd.pdf'],
    ['tag characters', 'a\u{e0061}.pdf'],
    ['nothing to be seen', '\u200b\u2060'],
    ['half a surrogate pair', 'a\ud800.pdf'],
    ['a quote', 'a".pdf'],
    ['a pipe', 'a|b.pdf'],
    ['nothing', '   '],
    ['too much', `${'a'.repeat(197)}.pdf`],
    ['the extension of another type', 'a.png'],
    ['an extension of a program', 'a.pdf.exe'],
    ['no extension', 'pdf'],
  ])('is rejected with a name that contains %s', (_, fileName) => {
    expect(faults({ fileName })).toEqual(['fileName']);
  });

  it.each([
    ['a zero-width space', 'Tờ\u200b khai.pdf', 'Tờ khai.pdf'],
    ['spaces and a byte order mark', '\ufeff Tờ\u00a0khai.pdf ', 'Tờ khai.pdf'],
    ['marks in the order of old keyboards', 'Tie\u0301\u0302p.pdf', 'Tiếp.pdf'],
  ])('is accepted with a name that contains %s, which is cleaned', (_, fileName, kept) => {
    expect(announcement.parse({ ...good, fileName }).fileName).toBe(kept);
  });

  it('is accepted with an upper-case hash, as on Windows', () => {
    expect(announcement.parse({ ...good, sha256: 'AB'.repeat(32) }).sha256).toBe('ab'.repeat(32));
  });

  it.each([
    ['size', 0],
    ['size', MAX_FILE_BYTES + 1],
    ['size', 1.5],
    ['size', '1000'],
    ['sha256', 'g'.repeat(64)],
    ['sha256', 'a'.repeat(63)],
    ['contentType', 'text/html'],
    ['contentType', 'application/pdf; x=y'],
    ['component', '../x'],
    ['kind', 'draft'],
  ])('is rejected with %s %s', (field, value) => {
    expect(faults({ [field]: value })).toContain(field);
  });

  it('is accepted up to the maximum size and name length, and without extra fields', () => {
    expect(faults({ size: MAX_FILE_BYTES, fileName: `${'a'.repeat(196)}.pdf` })).toEqual([]);
    expect(announcement.safeParse({ ...good, extra: 1 }).success).toBe(false);
  });
});

describe('Content-Disposition', () => {
  it('has a plain fallback and the full name', () => {
    expect(contentDisposition("Đơn xin (bản sao) 'đ'.pdf")).toBe(
      `attachment; filename="Don xin (ban sao) _d_.pdf"; filename*=UTF-8''%C4%90%C6%A1n%20xin%20%28b%E1%BA%A3n%20sao%29%20%27%C4%91%27.pdf`,
    );
  });

  it.each([
    ['Vietnamese', `${'ế'.repeat(196)}.pdf`],
    ['Nôm', `${'𡨸'.repeat(196)}.pdf`],
    ['emoji', `${'😀'.repeat(196)}.pdf`],
  ])('of the longest name in %s fits the S3 metadata limit and keeps the extension', (_, fileName) => {
    expect(announcement.parse({ ...good, fileName }).fileName).toBe(fileName);
    const header = contentDisposition(fileName);
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    // S3: names and values of an object's own headers together.
    expect(`Content-Disposition${header}Content-Type${type}`.length).toBeLessThanOrEqual(2048);
    const told = decodeURIComponent(header.split("UTF-8''")[1] ?? '');
    expect(told.endsWith('.pdf')).toBe(true);
    expect(fileName.startsWith(told.slice(0, -4))).toBe(true);
  });

  it('is a safe ASCII header for any accepted name, and decodes to the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const parsed = announcement.safeParse({ ...good, fileName: `${text}.pdf` });
        if (!parsed.success) return;
        const header = contentDisposition(parsed.data.fileName);
        expect(header).toMatch(/^attachment; filename="[A-Za-z0-9 ._()-]+"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/);
        expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(parsed.data.fileName);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('object key', () => {
  it('is parsed, and any other text is rejected', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (dossierId, documentId) => {
        expect(parseObjectKey(objectKey({ dossierId, documentId }))).toEqual({ dossierId, documentId });
      }),
    );
    for (const key of ['', 'a/b', `${crypto.randomUUID()}/../x`, `/${crypto.randomUUID()}/${crypto.randomUUID()}`]) {
      expect(parseObjectKey(key)).toBeUndefined();
    }
  });
});

describe('a declared type', () => {
  it.each([
    ['image/jpg', 'ảnh.jpg', 'image/jpeg'],
    ['image/pjpeg', 'ảnh.JPEG', 'image/jpeg'],
    ['image/heif', 'ảnh.heic', 'image/heic'],
    ['image/tif', 'bản quét.tif', 'image/tiff'],
    ['text/xml', 'tờ khai.xml', 'application/xml'],
    ['application/x-pdf', 'tờ khai.pdf', 'application/pdf'],
  ])('by an alias maps to its canonical name: %s', (contentType, fileName, usual) => {
    expect(announcement.parse({ ...good, contentType, fileName })).toMatchObject({ contentType: usual });
  });

  it.each([
    ['application/msword', 'old-office', 'DOCX'],
    ['application/vnd.ms-excel', 'old-office', 'XLSX'],
    ['application/vnd.oasis.opendocument.text', 'old-office', 'PDF'],
    ['text/plain', 'old-office', 'PDF'],
    ['application/vnd.ms-word.document.macroEnabled.12', 'macros', 'macro'],
    ['application/zip', 'archive', 'giải nén'],
    ['application/x-rar-compressed', 'archive', 'giải nén'],
    ['image/webp', 'image-type', 'JPEG'],
    ['image/svg+xml', 'image-type', 'PDF'],
    ['video/mp4', 'recording', 'chụp'],
    ['application/octet-stream', 'type-not-allowed', 'PDF'],
    [7, 'type-not-allowed', 'PDF'],
  ])('that is not accepted is answered with advice: %s', (contentType, refusal, words) => {
    const [issue] = announcement.safeParse({ ...good, contentType }).error?.issues ?? [];
    expect(issue?.message).toBe(refusal);
    const told = (language: 'vi' | 'en') => {
      try {
        validate(announcement, { ...good, contentType }, language, 'body', routes.requestUpload.texts);
      } catch (error) {
        return (error as HttpProblem).errors[0];
      }
      return undefined;
    };
    expect(told('vi')?.message).toContain(words);
    expect(told('en')).toMatchObject({ field: 'body.contentType', message: DOCUMENT_REFUSALS[refusal as 'macros'].en });
  });
});
