import { BEYOND_ASCII, lengthOf, readableText, readableWith } from '../text/readable.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';
import { cleaned } from '../text/wire-form.ts';

const MOST_CHARACTERS = 200;
/** Characters that some file system keeps for itself; a name never is a path. */
const RESERVED = /[/\\:*?"<>|\n\t]/g;
const RESERVED_FIRST = /^\.+/;

/**
 * Name of a file as its sender calls it: one line of readable text of at most 200 characters, never a path, ending in
 * one of the extensions, in either case. It is shown to people and saved on their disks: with a direction override
 * `x<U+202E>fdp.exe` would read `xexe.pdf`. Issues: rules of {@link readableText}, `file-name`, `extension`.
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

/** ASCII without what is reserved, inside of a character class; a name's first character is no dot and no space. */
const FIRST = `!#-)+,\\-0-9;=@-\\[\\]-{}~${BEYOND_ASCII}`;

/** As a regular expression that every language reads: `.pdf` in either case is `\.(?:[pP][dD][fF])`. */
function patternOf(extensions: readonly string[]): string {
  const either = extensions.map((extension) => extension.slice(1).replace(/[a-z]/g, (c) => `[${c}${c.toUpperCase()}]`));
  return `^[${FIRST}][ .${FIRST}]*\\.(?:${either.join('|')})$`;
}

/**
 * A name from a system that has other rules, made to fit ours: what is refused in one becomes `_`, and of a name that is
 * too long the extension stays.
 */
export function fitFileName(text: string): string {
  const name = readableWith('_', text).replace(RESERVED, '_').replace(RESERVED_FIRST, '_') || '_';
  return shortened(name, MOST_CHARACTERS, () => 1);
}

/** Cuts the middle of a name so that its characters together measure at most `most`; its extension stays. */
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
  return stem.trimEnd() + extension;
}

const sum = (text: string, measure: (character: string) => number) =>
  [...text].reduce((total, character) => total + measure(character), 0);

/** S3 keeps at most 2 KB of an object's own headers, names included; the type takes its part of them. Bytes. */
const MOST_OF_NAME = 1500;

/**
 * `Content-Disposition` that makes a browser save the file under its own name: RFC 6266 with a plain-ASCII fallback
 * and the RFC 5987 form. Always `attachment`: a file from outside is never shown in the page's own origin. A name that
 * would not fit into an object's headers is shortened in both forms; the whole one stays in the table.
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

// encodeURIComponent leaves '()* alone, which RFC 5987 does not allow bare.
const extended = (text: string) =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
