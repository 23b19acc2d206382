import { type Report, type Rule, repeated } from '../rule.ts';
import { questionsOf } from './evaluate.ts';
import type { Column, Condition, Declaration, Question } from './schema.ts';

/** Enough for the longest legal form; answers and schema stay far below the size of a row. */
const MOST_QUESTIONS = 100;

/** What the schema cannot say of a declaration: ids, conditions on earlier questions, bounds, and the component it stands for. */
export const declarationHolds: Rule = ({ declaration, components }, report) => {
  if (declaration === undefined) return;
  const { component } = declaration;
  if (!components.some((one) => one.component === component)) {
    const field = 'declaration.component';
    report(
      { field },
      'unknown-component',
      `"${component}" không có trong components.`,
      `"${component}" is no component.`,
    );
  }
  const questions = questionsOf(declaration);
  if (questions.length > MOST_QUESTIONS) {
    const vi = `có ${questions.length} câu hỏi, nhiều nhất là ${MOST_QUESTIONS}.`;
    report(
      { field: 'declaration.pages' },
      'declaration-too-long',
      vi,
      `there are more than ${MOST_QUESTIONS} questions.`,
    );
  }
  idsAreUnique(declaration, questions, report);
  for (const [index, question] of questions.entries()) {
    for (const condition of question.when ?? [])
      conditionIsEarlier(condition, question, questions.slice(0, index), report);
    for (const column of question.type === 'list' ? question.columns : [question]) boundsAreInOrder(column, report);
    prefillFits(question, report);
  }
};

function idsAreUnique({ pages }: Declaration, questions: readonly Question[], report: Report): void {
  const lists = [
    pages.map(({ page }) => page),
    questions.map(({ question }) => question),
    ...questions.flatMap((one) => (one.type === 'list' ? [one.columns.map(({ question }) => question)] : [])),
    ...questions.flatMap((one) => (one.type === 'choice' ? [one.options.map(({ option }) => option)] : [])),
  ];
  for (const id of lists.flatMap(repeated)) {
    const field = `declaration.${id}`;
    report({ field }, 'repeated-id', `"${id}" có nhiều lần.`, `"${id}" is there more than once.`);
  }
}

/** Conditions look back only, so that no circle can be and one reading of the questions decides all. */
function conditionIsEarlier(
  { question: id, is }: Condition,
  { question }: Question,
  earlier: readonly Question[],
  report: Report,
) {
  const field = `declaration.${question}`;
  const asked = earlier.find((one) => one.question === id);
  if (asked?.type !== 'choice') {
    const vi = `điều kiện phải dựa vào một câu hỏi lựa chọn đứng trước, "${id}" không phải.`;
    report({ field }, 'condition-of-nothing', vi, `a condition needs an earlier choice, which "${id}" is not.`);
    return;
  }
  for (const one of is.filter((option) => !asked.options.some((known) => known.option === option))) {
    report({ field }, 'condition-of-nothing', `"${id}" không có lựa chọn "${one}".`, `"${id}" has no option "${one}".`);
  }
}

function boundsAreInOrder(column: Exclude<Question, { type: 'list' }> | Column, report: Report): void {
  const field = `declaration.${column.question}`;
  const [from, until] =
    column.type === 'number'
      ? [column.minimum, column.maximum]
      : column.type === 'date'
        ? [column.notBefore ?? '', column.notAfter ?? '']
        : [0, 0];
  // `today` follows every fixed day that a form of today could name, and no bound at all follows nothing.
  if (from === 'today' || until === '' || until === 'today' || from <= until) return;
  report(
    { field },
    'bounds-reversed',
    'giới hạn dưới lớn hơn giới hạn trên.',
    'the lower bound is above the upper one.',
  );
}

function prefillFits({ question, type, prefill }: Question, report: Report): void {
  if (prefill === undefined || type === (prefill.endsWith('-identity') ? 'person-identity' : 'text')) return;
  const field = `declaration.${question}`;
  report(
    { field },
    'prefill-does-not-fit',
    'dữ liệu điền sẵn không hợp kiểu câu hỏi.',
    'what is proposed is not of the type.',
  );
}
