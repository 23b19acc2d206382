import type { Text } from '../../text/text.ts';

/** Rules of answers. The messages of numbers, phones and texts are those of their parsers, with the parser's own code as rule. */
export const ANSWER_RULES = {
  required: { vi: 'Câu hỏi này cần được trả lời.', en: 'This question must be answered.' },
  'unknown-question': { vi: 'Tờ khai không có câu hỏi này.', en: 'The declaration has no such question.' },
  'wrong-type': {
    vi: 'Câu trả lời không đúng kiểu của câu hỏi.',
    en: 'The answer is not of the type of the question.',
  },
  'too-long': { vi: 'Câu trả lời quá dài.', en: 'The answer is too long.' },
  'not-a-day': { vi: 'Ngày không đúng; hãy nhập ngày, tháng, năm có thật.', en: 'This is no day of the calendar.' },
  'too-early': { vi: 'Ngày sớm hơn ngày được phép.', en: 'The day is earlier than allowed.' },
  'too-late': { vi: 'Ngày muộn hơn ngày được phép.', en: 'The day is later than allowed.' },
  'unknown-option': { vi: 'Câu hỏi không có lựa chọn này.', en: 'The question has no such option.' },
  'repeated-option': { vi: 'Một lựa chọn được chọn nhiều lần.', en: 'An option is chosen more than once.' },
  'too-small': { vi: 'Số nhỏ hơn mức được phép.', en: 'The number is smaller than allowed.' },
  'too-big': { vi: 'Số lớn hơn mức được phép.', en: 'The number is bigger than allowed.' },
  'too-many-decimals': { vi: 'Số có quá nhiều chữ số thập phân.', en: 'The number has too many decimals.' },
  'unknown-commune': { vi: 'Mã xã, phường phải có 5 chữ số.', en: 'The code of a commune has 5 digits.' },
  'identity-type-not-taken': {
    vi: 'Câu hỏi này không nhận loại giấy tờ đã chọn.',
    en: 'The question does not take an identity of this type.',
  },
  'too-many-rows': { vi: 'Danh sách có quá nhiều dòng.', en: 'The list has too many rows.' },
} as const satisfies Record<string, Text>;
export type AnswerRule = keyof typeof ANSWER_RULES;

/** One fault: where it is, the rule, and a sentence without the value, which may be personal data. */
export type AnswerFault = {
  /** Path below the answers, with dots: `residences.0.from`. */
  readonly field: string;
  /** The question at fault, of a list the list's. */
  readonly question: string;
  /** A rule of {@link ANSWER_RULES}, or the code of the parser that refused the value. */
  readonly rule: string;
  readonly message: Text;
};
