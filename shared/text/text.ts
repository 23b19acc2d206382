import { nfc } from './normalise.ts';

/** Text for people, in the product's two languages. Vietnamese uses the wording of the law. */
export type Text = { readonly vi: string; readonly en: string };

export type Language = keyof Text;

/** Created on first use: few texts are too long, and every API function imports this. */
let characters: Intl.Segmenter | undefined;

/**
 * Truncates a text to `max` UTF-16 units, as fields and `length` count, after a whole word, or in a longer
 * one at a grapheme boundary: never half an emoji or a letter without its marks. NFC, trimmed. All truncation of human text uses
 * this.
 */
export function cut(text: string, max: number): string {
  const whole = nfc(text.toWellFormed()).trim();
  if (whole.length <= max) return whole;
  const blank = wordBorder(whole, max);
  if (blank > 0) return whole.slice(0, blank).trimEnd();
  characters ??= new Intl.Segmenter('vi', { granularity: 'grapheme' });
  const at = characters.segment(whole).containing(max)?.index ?? 0;
  // A single grapheme exceeds the limit: keep as many of its code points as fit.
  const end = at > 0 ? at : max - Number(isLowSurrogate(whole.charCodeAt(max)));
  return whole.slice(0, end).trimEnd();
}

/** No Vietnamese word is longer, in UTF-16 units; what is longer is cut within. */
const LONGEST_WORD = 40;

/** Position of the last blank at or shortly before `max`, where a text may be cut; 0 when there is none. */
export function wordBorder(text: string, max: number): number {
  for (let at = max; at > 0 && at >= max - LONGEST_WORD; at--) if (/\s/.test(text.charAt(at))) return at;
  return 0;
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
