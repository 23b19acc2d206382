const MARKS = /[\u0300-\u0303\u0306\u0309]{2,}/g;
const MODIFIER = /[\u0302\u0306]/;

/**
 * Vietnamese text in Unicode NFC. Plain NFC does not compose a tone typed before its circumflex or breve (`e` + acute +
 * circumflex), because both marks have one combining class. Vietnamese always stacks the tone on top, so the two are reordered
 * first. `đ` has no decomposition and is unchanged.
 */
export function nfc(text: string): string {
  return text.normalize('NFD').replace(MARKS, modifiersFirst).normalize('NFC');
}

function modifiersFirst(run: string): string {
  const marks = [...run];
  return [...marks.filter((m) => MODIFIER.test(m)), ...marks.filter((m) => !MODIFIER.test(m))].join('');
}

/**
 * Normalises a pasted identifier: removes outer white space and all invisible format characters. Typographic hyphens become
 * `-` and ASCII letters upper case. No other character is folded, so that look-alikes (full-width digits, dotless i) are
 * rejected, not guessed.
 */
export function cleanIdentifier(text: string): string {
  return nfc(text)
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** As {@link cleanIdentifier}, also removing digit separators (spaces, dots, hyphens). */
export function cleanDigits(text: string): string {
  return cleanIdentifier(text).replace(/[\s.-]/g, '');
}
