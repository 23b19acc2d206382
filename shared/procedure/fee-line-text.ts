import type { Language } from '../text/text.ts';
import { dong, numberText } from '../text/vietnamese.ts';
import type { FeeLine } from './assess.ts';
import type { CatalogueFee } from './fee.ts';

/** What the catalogue calls fees and their units. */
export type NamedFees = readonly Pick<CatalogueFee, 'code' | 'name' | 'unit'>[];

const WORDS = {
  vi: {
    copies: (n: string) => `${n} bản`,
    full: (sum: string) => `mức thu ${sum}`,
    less: (sum: string, ground: string) => `giảm ${sum} theo ${ground}`,
  },
  en: {
    copies: (n: string) => `${n} copies`,
    full: (sum: string) => `full amount ${sum}`,
    less: (sum: string, ground: string) => `less ${sum} by ${ground}`,
  },
} as const satisfies Record<Language, object>;

/** Name of a fee; of one that the catalogue does not have, its code. */
export const feeName = (fees: NamedFees, code: string, language: Language): string =>
  fees.find((fee) => fee.code === code)?.name[language] ?? code;

/** How an assessed fee is counted and what is not charged: `5 trang; 3 bản; mức thu 30.000 đồng; giảm …`. Undefined: plain. */
export function feeLineNote(line: FeeLine, fees: NamedFees, language: Language): string | undefined {
  const { code, quantity, copies, full, reductions = [] } = line;
  const unit = fees.find((fee) => fee.code === code)?.unit?.name[language] ?? '';
  const words = WORDS[language];
  const notes = [
    ...(quantity === undefined ? [] : [`${numberText(quantity)} ${unit}`]),
    ...(copies === undefined ? [] : [words.copies(numberText(copies))]),
    ...(reductions.length === 0 ? [] : [words.full(dong(full))]),
    ...reductions.map(({ amount, ground }) => words.less(dong(amount), ground)),
  ];
  return notes.length === 0 ? undefined : notes.join('; ');
}
