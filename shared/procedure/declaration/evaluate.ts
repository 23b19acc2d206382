import { fail, ok, type Result } from '../../text/result.ts';
import type { Answer, Answers, RowAnswer, SimpleAnswer } from './answers.ts';
import { checkAnswer, isFields, type Refused, refuse } from './check-answer.ts';
import { ANSWER_RULES, type AnswerFault } from './faults.ts';
import type { Condition, Declaration, Question } from './schema.ts';

export type Evaluation = {
  /** Questions that are asked with these answers, in order. */
  readonly asked: readonly string[];
  /** The answers to them, in canonical form; those to hidden questions are dropped. */
  readonly answers: Answers;
  /** What is wrong with what was given: such answers are in `answers` no more. */
  readonly faults: readonly AnswerFault[];
  /** Required questions that are asked and not answered. */
  readonly missing: readonly AnswerFault[];
};

export const questionsOf = ({ pages }: Pick<Declaration, 'pages'>): readonly Question[] =>
  pages.flatMap(({ questions }) => questions);

/**
 * Checks answers against a declaration. Pure, the same in a browser and in a function.
 * @param given by question, as it was sent
 * @param today `2026-11-29`, in Viet Nam
 */
export function evaluate(declaration: Pick<Declaration, 'pages'>, given: unknown, today: string): Evaluation {
  const questions = questionsOf(declaration);
  const sent = isFields(given) ? given : {};
  const answers: Record<string, Answer> = {};
  const asked: string[] = [];
  const faults: AnswerFault[] = unknownIn(sent, new Set(questions.map(({ question }) => question)));
  const missing: AnswerFault[] = [];
  for (const question of questions) {
    const id = question.question;
    if (!(question.when ?? []).every((condition) => holds(condition, answers))) continue;
    asked.push(id);
    const value = Object.hasOwn(sent, id) ? sent[id] : undefined;
    if (isEmpty(value)) {
      if (question.required) missing.push(faultAt(id, id, REQUIRED));
      continue;
    }
    const checked = checkQuestion(question, value, today);
    if (checked.ok) {
      answers[id] = checked.value.answer;
      missing.push(...checked.value.missing);
    } else faults.push(...checked.error);
  }
  return { asked, answers, faults, missing };
}

const REQUIRED: Refused = { rule: 'required', message: ANSWER_RULES.required };

/** A question of which nothing was answered yet: so screens may send their empty fields. */
const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A hidden question has no answer, so what depends on it is hidden, too. */
function holds({ question, is }: Condition, answers: Answers): boolean {
  const answer = answers[question];
  return (Array.isArray(answer) ? answer : [answer]).some((one) => typeof one === 'string' && is.includes(one));
}

const unknownIn = (sent: Readonly<Record<string, unknown>>, known: ReadonlySet<string>, path = ''): AnswerFault[] =>
  Object.keys(sent)
    .filter((id) => !known.has(id))
    .map((id) => ({
      field: `${path}${id}`,
      question: id,
      rule: 'unknown-question',
      message: ANSWER_RULES['unknown-question'],
    }));

function faultAt(question: string, path: string, { rule, message, below }: Refused): AnswerFault {
  return { field: below === undefined ? path : `${path}.${below}`, question, rule, message };
}

type Checked = Result<{ readonly answer: Answer; readonly missing: readonly AnswerFault[] }, readonly AnswerFault[]>;

function checkQuestion(question: Question, value: unknown, today: string): Checked {
  const id = question.question;
  if (question.type === 'list') return checkRows(question, value, today);
  const checked = checkAnswer(question, value, today);
  return checked.ok ? ok({ answer: checked.value, missing: [] }) : fail([faultAt(id, id, checked.error)]);
}

function checkRows(list: Extract<Question, { type: 'list' }>, value: unknown, today: string): Checked {
  const id = list.question;
  const wrong = (refused: Result<never, Refused>) => fail(refused.ok ? [] : [faultAt(id, id, refused.error)]);
  if (!Array.isArray(value) || !value.every(isFields)) return wrong(refuse('wrong-type'));
  if (value.length > list.maxRows) return wrong(refuse('too-many-rows'));
  const columns = new Set(list.columns.map(({ question }) => question));
  const faults: AnswerFault[] = [];
  const missing: AnswerFault[] = [];
  const rows = value.map((given, index): RowAnswer => {
    const path = `${id}.${index}`;
    faults.push(...unknownIn(given, columns, `${path}.`).map((fault) => ({ ...fault, question: id })));
    const row: Record<string, SimpleAnswer> = {};
    for (const column of list.columns) {
      const cell = Object.hasOwn(given, column.question) ? given[column.question] : undefined;
      const place = `${path}.${column.question}`;
      if (isEmpty(cell)) {
        if (column.required) missing.push(faultAt(id, place, REQUIRED));
        continue;
      }
      const checked = checkAnswer(column, cell, today);
      if (checked.ok) row[column.question] = checked.value;
      else faults.push(faultAt(id, place, checked.error));
    }
    return row;
  });
  return faults.length === 0 ? ok({ answer: rows, missing }) : fail(faults);
}
