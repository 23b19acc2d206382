import { nfc } from './normalise.ts';

/** Text shown to people, in the two languages the product speaks. Vietnamese is the law's own wording. */
export type Text = { readonly vi: string; readonly en: string };

export type Language = keyof Text;

/** Made when it is first needed: few texts are too long, and every API function imports this. */
let characters: Intl.Segmenter | undefined;

/**
 * The start of a text that fits into `max` UTF-16 units, which is how fields and `length` count: in whole characters as
 * a reader sees them, so never half an emoji or a letter without its marks; in NFC, without blanks at its ends. The one
 * place where people's text is cut.
 */
export function cut(text: string, max: number): string {
  const whole = nfc(text.toWellFormed()).trim();
  if (whole.length <= max) return whole;
  characters ??= new Intl.Segmenter('vi', { granularity: 'grapheme' });
  const at = characters.segment(whole).containing(max)?.index ?? 0;
  // One character alone that is longer than all there is room for: of that one as many code points as fit.
  const end = at > 0 ? at : max - Number(isLowSurrogate(whole.charCodeAt(max)));
  return whole.slice(0, end).trimEnd();
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
