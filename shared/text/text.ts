import { nfc } from './normalise.ts';

/** Text for people, in the product's two languages. Vietnamese uses the wording of the law. */
export type Text = { readonly vi: string; readonly en: string };

export type Language = keyof Text;

/** Created on first use: few texts are too long, and every API function imports this. */
let characters: Intl.Segmenter | undefined;

/**
 * Truncates a text to `max` UTF-16 units, as fields and `length` count, at a grapheme boundary: never half an emoji or a
 * letter without its marks. NFC, trimmed. All truncation of human text uses this.
 */
export function cut(text: string, max: number): string {
  const whole = nfc(text.toWellFormed()).trim();
  if (whole.length <= max) return whole;
  characters ??= new Intl.Segmenter('vi', { granularity: 'grapheme' });
  const at = characters.segment(whole).containing(max)?.index ?? 0;
  // A single grapheme exceeds the limit: keep as many of its code points as fit.
  const end = at > 0 ? at : max - Number(isLowSurrogate(whole.charCodeAt(max)));
  return whole.slice(0, end).trimEnd();
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
