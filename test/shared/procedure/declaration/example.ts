import type { Declaration, Question } from '../../../../shared/procedure/declaration/schema.ts';

const text = (vi: string) => ({ vi, en: vi });

export const TODAY = '2026-11-29';

/** A question with its usual fields; the rest is the type's. */
export const question = (id: string, more: object): Question =>
  ({ question: id, label: text(id), required: false, ...more }) as Question;

export const choice = (id: string, options: readonly string[], more: object = {}): Question =>
  question(id, { type: 'choice', options: options.map((option) => ({ option, name: text(option) })), ...more });

export const declarationOf = (...questions: readonly Question[]): Declaration => ({
  component: 'declaration',
  title: text('TỜ KHAI'),
  signature: 'electronic-identity',
  undertaking: text('Tôi cam đoan.'),
  pages: [{ page: 'one', title: text('Trang'), questions: [...questions] }],
});
