/**
 * Bidirectional control characters: in a name they could reverse the rest of a line. Right-to-left text is laid out from its
 * letters alone.
 */
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Invisible characters: soft hyphen, zero-width space, word joiner, byte order mark, variation selectors. */
const INVISIBLE = /\u00AD|\u200B|[\u2060-\u2064]|\uFEFF|\p{Variation_Selector}/gu;

/** Emoji skin tones, which a monochrome outline does not have. */
const SKIN_TONES = /[\u{1F3FB}-\u{1F3FF}]/gu;

/**
 * Text as forms print it: NFC, one kind of line break, no bidirectional controls or invisible characters, no lone surrogates.
 * The extracted text of a form equals it, ignoring blanks.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(BIDI_CONTROLS, '')
    .replaceAll(INVISIBLE, '')
    .replaceAll(SKIN_TONES, '')
    .replaceAll(/[^\S\n]/g, ' ')
    .replaceAll(/[^\P{Cc}\n]/gu, '');
}
