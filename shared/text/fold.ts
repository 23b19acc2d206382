import { nfc } from './normalise.ts';

/**
 * Text as it is compared: lower case, without marks, `đ` as `d`, words of letters and digits with one space between them. Tone
 * marks in their old or new place (`hoà`, `hòa`) and in any Unicode form become the same, and so do the spellings `lý` and `lí`.
 * Folding twice changes nothing.
 */
export const fold = (text: string): string => foldedWords(text).join(' ');

export const foldedWords = (text: string): readonly string[] => wordsIn(withoutMarks(text)).map(withoutY);

/** Words in lower case with their marks, in NFC: as they were written, for telling `khai tử` from `khai tù`. */
export const writtenWords = (text: string): readonly string[] => wordsIn(nfc(text).toLowerCase());

const withoutMarks = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd');

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** `y` as the only vowel at the end of a syllable is also written `i`: `lý`, `kỹ`, `quý`; not in `giấy`, `tuyển`. */
const withoutY = (word: string) => word.replace(/^(qu|[bcdghklmnprstvx]+)y$/, '$1i');

/** Letters that Telex and VNI write for marks, from an input method that was off: `khai sinhs`, `dawng kys`, `d9a8ng ky1`. */
export function withoutTyping(word: string): string {
  const telex = word
    .replace(/\d/g, '')
    .replace('dd', 'd')
    .replace(/aa/g, 'a')
    .replace(/ee/g, 'e')
    .replace(/oo/g, 'o')
    .replace(/([aou])w/g, '$1')
    .replace(/^(\p{L}*[aeiouy]\p{L}*)[sfrxj]$/u, '$1')
    .replace(/w/g, 'u');
  return withoutY(telex);
}
