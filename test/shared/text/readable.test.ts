import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LINE_PATTERN,
  lengthOf,
  PARAGRAPH_PATTERN,
  readableText,
  readableWith,
} from '../../../shared/text/readable.ts';
import { line, paragraph } from '../../../shared/values.ts';
import { HOSTILE_TEXTS } from '../../hostile-text.ts';
import { accepted, refused } from '../identifiers/outcome.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'ê', '\u0301', '\u200B', '\u202E', ' ', '\n', '\uD83D', '\uDE00', '\u3164') }),
);

describe('a line of text', () => {
  it.each(HOSTILE_TEXTS.map((row) => [row.what, row] as const))('with %s', (_, row) => {
    const read = readableText(row.typed, 'one-line');
    if ('kept' in row) expect(accepted(read)).toBe(row.kept);
    else expect(refused(read).code).toBe(row.rule);
    expect(line(100).safeParse(row.typed).success).toBe('kept' in row);
    expect(paragraph(100).safeParse(row.typed).success).toBe('kept' in row);
  });

  it('is counted as a reader counts, when it is clean', () => {
    expect(line(3).safeParse(' 😀ế😀 '.normalize('NFD')).data).toBe('😀ế😀');
    expect(line(2).safeParse('😀ế😀').error?.issues).toMatchObject([{ code: 'too_big', maximum: 2 }]);
    expect(line(2).safeParse(' \t\n').error?.issues).toMatchObject([{ code: 'too_small', minimum: 1 }]);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => lengthOf(text) === [...text].length));
  });
});

describe('lines of text', () => {
  it('keep their breaks, all of one kind, and their tabs', () => {
    expect(accepted(readableText(' a\r\nb\rc\u2028d\u0085\te \n\n', 'lines'))).toBe('a\nb\nc\nd\n\te');
  });
});

describe.each(['one-line', 'lines'] as const)('any text sent as %s', (lines) => {
  it('is normalised to a stable readable form, or rejected in two languages without repeating it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readableText(text, lines);
        if (!read.ok) {
          expect(read.error.code).toMatch(/^text-[a-z]+$/);
          expect(read.error.message.vi).toBe(read.error.message.vi.normalize('NFC'));
          return;
        }
        expect(readableText(read.value, lines)).toEqual(read);
        expect(read.value.isWellFormed()).toBe(true);
        expect(read.value).toBe(read.value.normalize('NFC'));
        expect(read.value).not.toMatch(/[\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u202E]/u);
        if (lines === 'one-line') expect(read.value).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is never rejected when rejected characters are replaced, unless nothing is left', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readableText(`a${readableWith('_', text)}`, lines).ok).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is taken as it is when it fits the pattern the API states', () => {
    const pattern = new RegExp(lines === 'one-line' ? LINE_PATTERN : PARAGRAPH_PATTERN);
    fc.assert(
      fc.property(fc.stringMatching(pattern), (text) => accepted(readableText(text, lines)) === text),
      { numRuns: 3_000 },
    );
  });
});
