import type { Answer, Answers, SimpleAnswer } from '../../../shared/procedure/declaration/answers.ts';
import { evaluate } from '../../../shared/procedure/declaration/evaluate.ts';
import type { Column, Declaration, Question } from '../../../shared/procedure/declaration/schema.ts';
import { numberText } from '../../../shared/text/vietnamese.ts';
import { type Block, bold, paragraph, type Table } from '../content/content.ts';

/** One page of the questions as it is printed: what was asked, in order, with what was answered. */
export type PrintedPage = { readonly title: string; readonly entries: readonly PrintedEntry[] };
type PrintedEntry =
  /** Without a value: it was not answered. */
  | { readonly label: string; readonly value: string | undefined }
  | {
      readonly label: string;
      readonly columns: readonly Table['columns'][number][];
      readonly rows: readonly (readonly string[])[];
    };

const NOT_ANSWERED = '(không khai)';

/** Relative widths of columns; of other types 2. */
const WIDE: Partial<Record<Column['type'], number>> = { text: 3, address: 3 };

const IDENTITIES = {
  'personal-id': 'Số định danh cá nhân',
  'identity-card': 'Chứng minh nhân dân số',
  passport: 'Hộ chiếu số',
} as const;

/** @param today the day of the declaration, `2026-11-29`, which its bounds are about */
export function printedPages(declaration: Declaration, answers: Answers, today: string): readonly PrintedPage[] {
  const asked = new Set(evaluate(declaration, answers, today).asked);
  return declaration.pages.flatMap(({ title, questions }) => {
    const shown = questions.filter(({ question }) => asked.has(question));
    const entries = shown.map((question) => entryOf(question, answers[question.question]));
    return entries.length === 0 ? [] : [{ title: title.vi, entries }];
  });
}

function entryOf(question: Question, answer: Answer | undefined): PrintedEntry {
  const label = question.label.vi;
  if (question.type !== 'list') {
    return { label, value: answer === undefined ? undefined : wordsOf(question, answer as SimpleAnswer) };
  }
  if (answer === undefined) return { label, value: undefined };
  const rows = answer as readonly Readonly<Record<string, SimpleAnswer>>[];
  const cell = (row: (typeof rows)[number], column: Column) => {
    const value = row[column.question];
    return value === undefined ? '' : wordsOf(column, value);
  };
  const columns = question.columns.map(({ label: title, type }) => ({ title: title.vi, share: WIDE[type] ?? 2 }));
  return { label, columns, rows: rows.map((row) => question.columns.map((column) => cell(row, column))) };
}

/** Answers have been checked against their questions before they were stored. */
function wordsOf(question: Column, answer: SimpleAnswer): string {
  switch (question.type) {
    case 'text':
      return String(answer);
    case 'date':
      return String(answer).split('-').toReversed().join('/');
    case 'number':
      return [numberText(Number(answer)), question.unit?.vi].filter(Boolean).join(' ');
    case 'choice': {
      const chosen = [answer].flat();
      return question.options
        .filter(({ option }) => chosen.includes(option))
        .map(({ name }) => name.vi)
        .join('; ');
    }
    case 'address': {
      const parts = answer as { detail: string; commune?: string; area?: string; country?: string };
      // With its code, which counts: the name is as the person chose it.
      const area = parts.commune === undefined ? `nước ${parts.country}` : `${parts.area} (mã ${parts.commune})`;
      return `${parts.detail}, ${area}`;
    }
    case 'person-identity': {
      const { type, number, country } = answer as { type: keyof typeof IDENTITIES; number: string; country?: string };
      return `${IDENTITIES[type]} ${number}${country === undefined ? '' : ` (${country})`}`;
    }
  }
}

export const blocksOf = ({ title, entries }: PrintedPage): readonly Block[] => [
  paragraph(bold(title)),
  ...entries.flatMap((entry): readonly Block[] => {
    const label = entry.label.endsWith('?') ? entry.label : `${entry.label}:`;
    if (!('value' in entry)) return [paragraph(label), { kind: 'table', columns: entry.columns, rows: entry.rows }];
    return [paragraph(`${label} `, entry.value === undefined ? NOT_ANSWERED : bold(entry.value))];
  }),
];
