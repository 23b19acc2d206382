import { BEYOND_ASCII, lengthOf, readableText, readableWith } from '../text/readable.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';
import { wordBorder } from '../text/text.ts';
import { cleaned } from '../text/wire-form.ts';

const MOST_CHARACTERS = 200;
/** Characters reserved by some file system; a name must never be a path. */
const RESERVED = /[/\\:*?"<>|\n\t]/g;
const RESERVED_FIRST = /^\.+/;

/**
 * File name given by the sender: one line of readable text, at most 200 characters, never a path, with one of the extensions
 * in any case. It is shown to people and used when they save the file: with a direction override `x<U+202E>fdp.exe` would
 * display as `xexe.pdf`. Issues: rules of {@link readableText}, `file-name`, `extension`.
 */
export const fileNameOf = (extensions: readonly string[]) =>
  cleaned((typed) => nameOf(typed, extensions), {
    sent: { type: 'string', pattern: patternOf(extensions), maxLength: MOST_CHARACTERS },
    kept: { type: 'string', minLength: 1, maxLength: MOST_CHARACTERS },
  });

const FORM = invalid(
  'file-name',
  'Tên tệp dài 1 đến 200 ký tự, không bắt đầu bằng dấu chấm và không có các ký tự / \\ : * ? " < > |.',
  'A file’s name has 1 to 200 characters, does not begin with a dot and holds none of / \\ : * ? " < > |.',
);

const extensionFault = (extensions: readonly string[]) =>
  invalid(
    'extension',
    `Tên tệp của loại này kết thúc bằng ${extensions.join(', ')}.`,
    `The name of a file of this type ends in ${extensions.join(', ')}.`,
  );

function nameOf(typed: string, extensions: readonly string[]): Result<string> {
  const name = readableText(typed, 'one-line');
  if (!name.ok) return name;
  const { value } = name;
  if (!isName(value)) return fail(FORM);
  return extensions.some((extension) => value.toLowerCase().endsWith(extension))
    ? ok(value)
    : fail(extensionFault(extensions));
}

const isName = (text: string) =>
  text !== '' && lengthOf(text) <= MOST_CHARACTERS && text.search(RESERVED) < 0 && !RESERVED_FIRST.test(text);

/** ASCII without reserved characters, for use inside a character class; a name must not start with a dot or a space. */
const FIRST = `!#-)+,\\-0-9;=@-\\[\\]-{}~${BEYOND_ASCII}`;

/** As a portable regular expression: `.pdf` in any case is `\.(?:[pP][dD][fF])`. */
function patternOf(extensions: readonly string[]): string {
  const either = extensions.map((extension) => extension.slice(1).replace(/[a-z]/g, (c) => `[${c}${c.toUpperCase()}]`));
  return `^[${FIRST}][ .${FIRST}]*\\.(?:${either.join('|')})$`;
}

/**
 * Adapts a name from a system with other rules: characters not allowed here become `_`; a name that is too long keeps its
 * extension.
 */
export function fitFileName(text: string): string {
  const name = readableWith('_', text).replace(RESERVED, '_').replace(RESERVED_FIRST, '_') || '_';
  return shortened(name, MOST_CHARACTERS, () => 1);
}

/** Shortens a name in the middle so that its characters together measure at most `most`; its extension stays, and a word is kept or left out. */
function shortened(name: string, most: number, measure: (character: string) => number): string {
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  let left = most - sum(extension, measure);
  if (sum(name, measure) <= most) return name;
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    left -= measure(character);
    if (left < 0) break;
    stem += character;
  }
  const border = wordBorder(name, stem.length);
  return (border > 0 ? name.slice(0, border) : stem).trimEnd() + extension;
}

const sum = (text: string, measure: (character: string) => number) =>
  [...text].reduce((total, character) => total + measure(character), 0);

/** S3 limits an object's own headers to 2 KB, names included; part of that is used by the content type. Bytes. */
const MOST_OF_NAME = 1500;

/**
 * `Content-Disposition` that makes a browser save the file under its own name: RFC 6266 with a plain-ASCII fallback and the
 * RFC 5987 form. Always `attachment`: external files are never rendered in the page's origin. A name that exceeds an object's
 * header limit is shortened in both forms; the full name stays in the table.
 */
export function contentDisposition(name: string): string {
  const fits = shortened(name, MOST_OF_NAME, (character) => plain(character).length + extended(character).length);
  return `attachment; filename="${plain(fits)}"; filename*=UTF-8''${extended(fits)}`;
}

const plain = (text: string) =>
  text
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9 ._()-]/gu, '_');

// encodeURIComponent does not escape '()*, which RFC 5987 does not allow unescaped.
const extended = (text: string) =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
