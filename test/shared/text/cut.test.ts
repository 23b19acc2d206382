import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameOf, fitFileName } from '../../../shared/documents/file-name.ts';
import { nfc } from '../../../shared/text/normalise.ts';
import { cut } from '../../../shared/text/text.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FAMILY = '👨‍👩‍👧‍👦';

test.each([
  ['a text that fits', 'Nguyễn', 6, 'Nguyễn'],
  ['an emoji over the edge', `${'x'.repeat(9)}😀y`, 10, 'x'.repeat(9)],
  ['a family of four over the edge', `ab${FAMILY}`, 10, 'ab'],
  ['a flag over the edge', 'ab🇻🇳🇻🇳', 8, 'ab🇻🇳'],
  ['marks that no letter holds whole', `aq\u0323\u0307z`, 3, 'a'],
  ['a decomposed letter, which counts as one', 'e\u0301'.repeat(3), 2, 'éé'],
  ['marks typed in the other order', 'e\u0301\u0302'.repeat(2), 1, 'ế'],
  ['blanks at the edge', 'ab   cd', 4, 'ab'],
  ['a word over the edge', 'Ủy ban nhân dân phường Đông Hà', 18, 'Ủy ban nhân dân'],
  ['a word that ends at the edge', 'Ủy ban nhân dân phường', 15, 'Ủy ban nhân dân'],
  ['a line over the edge', 'Ủy ban\nnhân dân', 9, 'Ủy ban'],
  ['what is longer than a word', `số ${'0'.repeat(60)}`, 50, `số ${'0'.repeat(47)}`],
  ['one letter longer than all there is room for', `a${'\u0302'.repeat(50)}`, 10, `â${'\u0302'.repeat(9)}`],
  ['the same in two units each', `😀${'\u{1F3FB}'.repeat(1)}${'\u200d😀'.repeat(9)}`, 3, '😀'],
  ['half an emoji that came from elsewhere', 'ab\ud83d', 10, 'ab\ufffd'],
  ['nothing', '', 5, ''],
])('%s', (_, text, max, expected) => {
  expect(cut(text, max)).toBe(expected);
});

/** Random human text: letters, marks, emoji and their parts, blanks, lone surrogates. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'ế',
      'e',
      '\u0301',
      '\u0302',
      '\u0323',
      '😀',
      FAMILY,
      '🇻',
      '\u200d',
      ' ',
      '\n',
      '\ud83d',
      '漢',
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

test('a cut text fits, is well formed, in NFC, without blanks at its ends, and is cut once and for all', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 80 }), (given, max) => {
      const short = cut(given, max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(short.isWellFormed()).toBe(true);
      expect(short).toBe(nfc(short).trim());
      expect(cut(short, max)).toBe(short);
      expect(nfc(given.toWellFormed()).trim().startsWith(short)).toBe(true);
      if (given.trim() !== '') expect(short).not.toBe('');
    }),
  );
});

test('an adapted file name is valid, and keeps its extension', () => {
  fc.assert(
    fc.property(text, fc.nat(220), (given, more) => {
      const name = fitFileName(`x${given.repeat(5)}${'y'.repeat(more)}.pdf`);
      expect(fileNameOf(['.pdf']).parse(name)).toBe(name);
      expect(name.endsWith('.pdf')).toBe(true);
    }),
  );
});

test('no other code truncates texts', () => {
  const files = ['shared', 'functions', 'infra', 'operate'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  const cutting = files.flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    return /\.(?:substring|substr)\(|\.slice\(0, (?:\d{3,}|max)\b|\\ud800-\\udbff/.test(source) ? [file] : [];
  });
  expect(cutting).toEqual([]);
});
