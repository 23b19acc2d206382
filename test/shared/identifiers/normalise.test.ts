import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDigits, cleanIdentifier, nfc } from '../../../shared/text/normalise.ts';

const ACUTE = '\u0301';
const GRAVE = '\u0300';
const HOOK = '\u0309';
const DOT_BELOW = '\u0323';
const CIRCUMFLEX = '\u0302';
const BREVE = '\u0306';
const HORN = '\u031B';

/** The ways Vietnamese letters reach us, and the one code point (or word) they all are. */
const SPELLINGS: readonly [how: string, written: string, letter: string][] = [
  ['already composed', '\u1EBF', '\u1EBF'],
  ['fully decomposed, modifier first (NFD)', `e${CIRCUMFLEX}${ACUTE}`, '\u1EBF'],
  ['letter with modifier, then tone (Windows-1258)', `\u00EA${ACUTE}`, '\u1EBF'],
  ['letter with tone, then modifier', `\u00E9${CIRCUMFLEX}`, '\u1EBF'],
  ['tone typed before the modifier', `e${ACUTE}${CIRCUMFLEX}`, '\u1EBF'],
  ['tone before the breve', `a${HOOK}${BREVE}`, '\u1EB3'],
  ['tone before the horn', `o${ACUTE}${HORN}`, '\u1EDB'],
  ['dot below before the circumflex', `e${DOT_BELOW}${CIRCUMFLEX}`, '\u1EC7'],
  ['dot below after the circumflex', `\u00EA${DOT_BELOW}`, '\u1EC7'],
  ['deprecated tone marks', 'o\u0340', '\u00F2'],
  ['upper case', `A${CIRCUMFLEX}${GRAVE}`, '\u1EA6'],
  ['đ has no decomposition', '\u0111', '\u0111'],
  ['a whole word in NFD', 'Quảng Trị'.normalize('NFD'), 'Qu\u1EA3ng Tr\u1ECB'],
];

const pilesOfMarks = fc.string({
  unit: fc.constantFrom('a', 'e', '\u00EA', ACUTE, GRAVE, HOOK, DOT_BELOW, CIRCUMFLEX, BREVE, HORN),
});

describe('nfc', () => {
  it.each(SPELLINGS)('%s', (_, written, letter) => {
    expect(nfc(written)).toBe(letter);
  });

  it('leaves nothing to normalise and is its own fixed point', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), pilesOfMarks), (text) => {
        const once = nfc(text);
        return once === once.normalize('NFC') && nfc(once) === once;
      }),
    );
  });
});

describe('cleaning', () => {
  it('forgives what comes with copying', () => {
    expect(cleanIdentifier('\u00A0\uFEFFh50.12\u200B.3\u2013260609\u20110001\n')).toBe('H50.12.3-260609-0001');
    expect(cleanDigits(' 045 090.012-345 ')).toBe('045090012345');
  });

  it('does not turn look-alikes into letters or digits', () => {
    expect(cleanIdentifier('\u0131\uFF11\u0661\u017F')).toBe('\u0131\uFF11\u0661\u017F');
  });
});
