/**
 * Text as people type it when they look for it: lower case, without diacritics (`đ` as `d`), words separated by one space.
 * Letters of other scripts and digits stay; everything else separates words.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
