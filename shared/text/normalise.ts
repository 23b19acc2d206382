const MARKS = /[\u0300-\u0303\u0306\u0309]{2,}/g;
const MODIFIER = /[\u0302\u0306]/;

/**
 * Vietnamese text in Unicode NFC. Plain NFC leaves a tone typed before its circumflex or breve (`e` + acute +
 * circumflex) in a form that no Vietnamese text equals, because both marks have one combining class; Vietnamese always
 * stacks the tone on top, so the two are put in that order first. `đ` has no decomposition and stays as it is.
 */
export function nfc(text: string): string {
  return text.normalize('NFD').replace(MARKS, modifiersFirst).normalize('NFC');
}

function modifiersFirst(run: string): string {
  const marks = [...run];
  return [...marks.filter((m) => MODIFIER.test(m)), ...marks.filter((m) => !MODIFIER.test(m))].join('');
}

/**
 * What people paste around an identifier, removed: outer white space and invisible format characters anywhere.
 * Typographic hyphens become `-` and ASCII letters upper case; no other character is folded, so that look-alikes
 * (full-width digits, dotless i) are refused rather than guessed at.
 */
export function cleanIdentifier(text: string): string {
  return nfc(text)
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** As {@link cleanIdentifier}, with the separators people group digits by (spaces, dots, hyphens) removed too. */
export function cleanDigits(text: string): string {
  return cleanIdentifier(text).replace(/[\s.-]/g, '');
}
