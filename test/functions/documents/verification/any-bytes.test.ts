import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import { FILE_TYPE_NAMES } from '../../../../shared/documents/file-types.ts';
import { DOCUMENT_REFUSALS } from '../../../../shared/documents/refusals.ts';
import * as sample from './samples.ts';

const verdicts = [undefined, ...Object.keys(DOCUMENT_REFUSALS)];
const type = fc.constantFrom(...FILE_TYPE_NAMES);
const samples = [
  sample.pdf(),
  sample.png(),
  sample.jpeg(),
  sample.heic(),
  sample.tiff(),
  sample.docx(),
  sample.xlsx(),
  sample.signedXml(),
  sample.encryptedOffice(),
];
const starts = [
  '%PDF-1.7',
  'II*\0\x08\0\0\0',
  '\0\0\0\x0cftypheicmif1',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'PK\x03\x04',
  '<',
  '<?xml version="1.0"?><a>',
];

describe('arbitrary bytes', () => {
  it('give a verdict', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), type, (bytes, declared) => {
        expect(verdicts).toContain(inspect(Buffer.from(bytes), declared));
      }),
      { numRuns: 2_000 },
    );
  });

  it('give a verdict after a known prefix', () => {
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), type, (start, rest, declared) => {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
        expect(verdicts).toContain(inspect(bytes, declared));
      }),
      { numRuns: 2_000 },
    );
  });

  it('give a verdict when a valid file is modified or truncated', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(change, { maxLength: 6 }),
        fc.option(fc.nat()),
        type,
        (original, changes, length, declared) => {
          const bytes = Buffer.from(original);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const cut = length === null ? bytes : bytes.subarray(0, length % (bytes.length + 1));
          expect(verdicts).toContain(inspect(cut, declared));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
