import { nfc } from './normalise.ts';
import { fail, invalid, ok, type Result } from './result.ts';

/**
 * Invisible characters from copying, dictation and emoji: removed without changing the visible text. Soft hyphen, joiners,
 * zero-width spaces, byte order mark, variation selectors, placeholder of an attached picture.
 */
const UNSEEN = /\p{Variation_Selector}|\u034F|[\u00AD\u200B-\u200D\u2060\uFEFF\uFFFC]/gu;
const BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Spaces of every width, and the blank Braille pattern. */
const SPACES = /[\p{Zs}\u2800]/gu;

/** Rejected characters, in the order in which they are reported. */
const REFUSED = [
  [
    'text-damaged',
    /\p{Cs}|\p{Noncharacter_Code_Point}|\uFFFD/u,
    'Văn bản có ký tự đã bị hỏng khi gửi; hãy nhập lại và gửi bằng mã UTF-8.',
    'The text holds a damaged character; type it again and send it in UTF-8.',
  ],
  [
    'text-direction',
    /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u,
    'Văn bản có ký tự điều khiển đảo chiều chữ; hãy xóa và nhập lại.',
    'The text holds a sign that turns the direction of reading; take it out.',
  ],
  [
    'text-control',
    /(?![\n\t])\p{Cc}/u,
    'Văn bản có ký tự điều khiển; hãy xóa và nhập lại.',
    'The text holds a control character; take it out.',
  ],
  [
    'text-invisible',
    /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u,
    'Văn bản có ký tự không nhìn thấy được; hãy xóa và nhập lại.',
    'The text holds a character that cannot be seen; take it out.',
  ],
  [
    'text-unknown',
    // Unassigned code points reserved for emoji are accepted: phones have new emoji before this platform knows them.
    /\p{Co}|(?!\p{Extended_Pictographic})\p{Cn}/u,
    'Văn bản có ký tự không thuộc bảng mã Unicode chung; hãy thay ký tự đó.',
    'The text holds a character that Unicode does not name; replace it.',
  ],
  [
    'text-marks',
    /\p{M}{5}/u,
    'Văn bản có quá nhiều dấu chồng lên một chữ; hãy nhập lại.',
    'The text piles too many marks on one letter; type it again.',
  ],
] as const;

const NOTHING_SEEN = invalid(
  'text-invisible',
  'Văn bản không có ký tự nào nhìn thấy được.',
  'The text has no character that can be seen.',
);

/**
 * Normalises human text for storage: Vietnamese NFC, trimmed, one kind of space, line breaks as `\n`, invisible characters
 * removed. `one-line` turns breaks and tabs into one space. Empty text stays empty. Errors: `text-damaged`, `text-direction`
 * (a character that reverses others), `text-control`, `text-invisible`, `text-unknown` (private use or unassigned),
 * `text-marks`.
 */
export function readableText(text: string, lines: 'one-line' | 'lines'): Result<string> {
  const seen = text.replace(UNSEEN, '').replace(BREAKS, '\n').replace(SPACES, ' ');
  const whole = nfc(lines === 'lines' ? seen : seen.replace(/ *[\n\t]+ */g, ' ')).trim();
  for (const [code, pattern, vi, en] of REFUSED) if (pattern.test(whole)) return fail(invalid(code, vi, en));
  const blank = whole === '' ? text.trim() !== '' : !/[\p{L}\p{N}\p{P}\p{S}]/u.test(whole);
  return blank ? fail(NOTHING_SEEN) : ok(whole);
}

const ANY_REFUSED = new RegExp(REFUSED.map(([, { source }]) => source).join('|'), 'gu');

/** As {@link readableText}, for text whose author cannot be asked: rejected characters are replaced. */
export function readableWith(replacement: string, text: string): string {
  const whole = text.replace(UNSEEN, '').replace(BREAKS, '\n').replace(SPACES, ' ');
  return nfc(whole).replace(ANY_REFUSED, replacement).trim();
}

/** Length in code points, as JSON Schema counts: an emoji beyond the BMP is one, not two. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** For use inside a character class: Latin letters, Vietnamese included, punctuation, currency symbols. */
export const BEYOND_ASCII = '¡-¬®-ɏḀ-ỿ‐-‧‰-⁞₠-₿';
const SEEN = `!-~${BEYOND_ASCII}`;

/**
 * Text that {@link readableText} returns unchanged, as portable regular expressions: no property classes and no code point
 * escapes, so that every language's engine and generator reads them alike. Other scripts and emoji are accepted too; these
 * expressions cannot describe their ranges.
 */
export const LINE_PATTERN = `^[${SEEN}](?:[ ${SEEN}]*[${SEEN}])?$`;
export const PARAGRAPH_PATTERN = `^[${SEEN}](?:[\\n\\t ${SEEN}]*[${SEEN}])?$`;
