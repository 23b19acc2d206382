import type * as z from 'zod/mini';
import { cut, type Language, type Text } from '../../text/text.ts';
import { type FieldProblem, HttpProblem } from './problem.ts';

/** Limit of reported fields: keeps the response small for any input. */
const MAX_PROBLEMS = 50;

/**
 * Validates input by a schema.
 * @param texts of the reasons that the schema names as its messages
 * @throws HttpProblem `invalid-request` with field and rule for each error; the values are not included, they may be personal
 * data.
 */
export function validate<S extends z.ZodMiniType>(
  schema: S,
  input: unknown,
  language: Language,
  where: string,
  texts: Texts = {},
): z.output<S> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => fieldProblems(issue, language, where, texts));
  throw new HttpProblem('invalid-request', problems.slice(0, MAX_PROBLEMS));
}

type Issue = z.core.$ZodIssue;

/** What is wrong, by reason. */
export type Texts = Readonly<Record<string, Text>>;

function fieldProblems(issue: Issue, language: Language, where: string, texts: Texts): FieldProblem[] {
  const path = issue.path.map(String);
  const field = (last?: string) => [where, ...path, ...(last === undefined ? [] : [last])].filter(Boolean).join('.');
  const told = Object.hasOwn(texts, issue.message) ? texts[issue.message] : undefined;
  const { [language]: message } = told ?? describe(issue);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: field(cut(key, 100)),
      rule: 'unknown-field',
      message,
    }));
  }
  return [{ field: field(), rule: ruleOf(issue), message }];
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : `type-${issue.expected}`;
    case 'too_small':
      return `min-${issue.minimum}`;
    case 'too_big':
      return `max-${issue.maximum}`;
    case 'invalid_format':
      return `format-${issue.format}`;
    case 'invalid_value':
    case 'invalid_union':
      return issue.input === undefined ? 'required' : 'allowed-values';
    case 'custom':
      return typeof issue.params?.rule === 'string' ? issue.params.rule : 'invalid';
    default:
      return issue.code.replaceAll('_', '-');
  }
}

const MISSING: Text = { vi: 'Trường này là bắt buộc.', en: 'This field is required.' };
const WRONG: Text = { vi: 'Giá trị không hợp lệ.', en: 'The value is not valid.' };

/** Names of the types of JSON; others are not sent. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'chuỗi ký tự',
  number: 'số',
  int: 'số nguyên',
  boolean: 'đúng hoặc sai',
  array: 'danh sách',
  object: 'đối tượng',
  record: 'đối tượng',
};

function describe(issue: Issue): Text {
  switch (issue.code) {
    case 'unrecognized_keys':
      return { vi: 'Trường này không được chấp nhận.', en: 'This field is not accepted.' };
    case 'invalid_type':
      return issue.input === undefined
        ? MISSING
        : {
            vi: `Kiểu dữ liệu phải là ${TYPES[issue.expected] ?? issue.expected}.`,
            en: `The type must be ${issue.expected}.`,
          };
    case 'too_small':
      return { vi: `Giá trị hoặc độ dài nhỏ nhất là ${issue.minimum}.`, en: `At least ${issue.minimum}.` };
    case 'too_big':
      return { vi: `Giá trị hoặc độ dài lớn nhất là ${issue.maximum}.`, en: `At most ${issue.maximum}.` };
    case 'invalid_value':
      return {
        vi: `${issue.input === undefined ? `${MISSING.vi} ` : ''}Phải là một trong: ${issue.values.join(', ')}.`,
        en: `${issue.input === undefined ? `${MISSING.en} ` : ''}Must be one of: ${issue.values.join(', ')}.`,
      };
    case 'invalid_format':
      return { vi: 'Không đúng định dạng.', en: 'The format is not right.' };
    case 'custom':
      // Messages of an identifier's parser or of a custom check.
      return (issue.params?.message as Text | undefined) ?? WRONG;
    default:
      return WRONG;
  }
}
