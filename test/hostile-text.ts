/** What phones, old keyboards and other systems send as a line of text, and what becomes of it by every way in. */
export type HostileText = {
  readonly what: string;
  readonly typed: string;
} & ({ readonly kept: string } | { readonly rule: string });

const VIETNAMESE = 'Nguyễn Thị Ngọc Huệ';

export const HOSTILE_TEXTS: readonly HostileText[] = [
  // Cleaned: what a person reads stays the same.
  { what: 'every mark a character of its own', typed: VIETNAMESE.normalize('NFD'), kept: VIETNAMESE },
  { what: 'the tone typed before the circumflex', typed: 'Hue\u0323\u0302 e\u0301\u0302', kept: 'Huệ ế' },
  { what: 'a byte order mark before it', typed: `\uFEFF${VIETNAMESE}`, kept: VIETNAMESE },
  { what: 'spaces of other widths', typed: 'Nguyễn\u00A0Thị\u2003Huệ\u3000', kept: 'Nguyễn Thị Huệ' },
  { what: 'the empty sign of Braille', typed: 'a\u2800b', kept: 'a b' },
  { what: 'a zero-width space', typed: 'Nguyễn\u200B Thị', kept: 'Nguyễn Thị' },
  { what: 'joiners', typed: 'Đ\u200Dô\u200Cng\u2060 Hà', kept: 'Đông Hà' },
  { what: 'a joiner between letter and tone', typed: 'ê\u200D\u0301', kept: 'ế' },
  { what: 'soft hyphens, as web pages have them', typed: 'phư\u00ADờng', kept: 'phường' },
  { what: 'a picture’s placeholder, as dictation leaves it', typed: '\uFFFCThôn 1', kept: 'Thôn 1' },
  { what: 'an emoji with its variation selector', typed: 'Cảm ơn \u2764\uFE0F', kept: 'Cảm ơn \u2764' },
  { what: 'a family of emoji', typed: '👨\u200D👩\u200D👧', kept: '👨👩👧' },
  { what: 'a flag', typed: '🇻🇳', kept: '🇻🇳' },
  { what: 'a picture that Unicode has set aside', typed: 'a\u{1FAFF}', kept: 'a\u{1FAFF}' },
  { what: 'Nôm beyond the first plane', typed: '𡨸喃', kept: '𡨸喃' },
  { what: 'tabs and line breaks', typed: ' Thôn 1,\r\n\txã A\u2028 huyện B \n', kept: 'Thôn 1, xã A huyện B' },
  { what: 'code', typed: '<script>alert("1")</script>', kept: '<script>alert("1")</script>' },
  // Refused: nobody sees what it says, or sees something else.
  { what: 'a zero-width space alone', typed: '\u200B', rule: 'text-invisible' },
  { what: 'joiners alone', typed: '\u200C\u200D\u2060', rule: 'text-invisible' },
  { what: 'variation selectors alone', typed: '\uFE0F\u{E0100}', rule: 'text-invisible' },
  { what: 'the empty sign of Braille alone', typed: '\u2800\u2800', rule: 'text-invisible' },
  { what: 'a Hangul filler alone', typed: '\u3164', rule: 'text-invisible' },
  { what: 'a half-width Hangul filler among letters', typed: 'a\uFFA0b', rule: 'text-invisible' },
  { what: 'Hangul fillers of syllables', typed: 'a\u115F\u1160', rule: 'text-invisible' },
  { what: 'Khmer vowels that are not written', typed: 'a\u17B4\u17B5', rule: 'text-invisible' },
  { what: 'words in tag characters', typed: 'a\u{E0061}\u{E0062}', rule: 'text-invisible' },
  { what: 'a mark without a letter', typed: '\u0301', rule: 'text-invisible' },
  { what: 'an interlinear note', typed: 'a\uFFF9b\uFFFAc\uFFFB', rule: 'text-invisible' },
  ...['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069', '\u200E', '\u200F']
    .concat('\u061C')
    .map((sign) => ({
      what: `U+${sign.charCodeAt(0).toString(16).toUpperCase()}, which turns the direction`,
      typed: `Nguyễn ${sign}Thị`,
      rule: 'text-direction',
    })),
  { what: 'a zero byte', typed: 'a\u0000b', rule: 'text-control' },
  { what: 'an escape', typed: 'a\u001B[31m', rule: 'text-control' },
  { what: 'a backspace', typed: 'a\bb', rule: 'text-control' },
  { what: 'a control character of the upper block', typed: 'a\u009Bb', rule: 'text-control' },
  { what: 'the first half of an emoji', typed: 'a\uD83D', rule: 'text-damaged' },
  { what: 'the second half of an emoji', typed: '\uDE00a', rule: 'text-damaged' },
  { what: 'the sign of a lost character', typed: 'Nguy\uFFFDn', rule: 'text-damaged' },
  { what: 'a code point that is no character', typed: 'a\uFFFEb', rule: 'text-damaged' },
  { what: 'another that is none', typed: 'a\u{10FFFF}', rule: 'text-damaged' },
  { what: 'a character of private use', typed: 'a\uE000', rule: 'text-unknown' },
  { what: 'a character of private use beyond the first plane', typed: 'a\u{F0000}', rule: 'text-unknown' },
  { what: 'an unassigned code point', typed: 'a\u0378', rule: 'text-unknown' },
  { what: 'marks piled on a letter', typed: `a${'\u0337'.repeat(40)}`, rule: 'text-marks' },
];
