import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMAIL, parseEmail } from '../../../shared/identifiers/email.ts';
import { accepted, refused } from './outcome.ts';

describe('parseEmail', () => {
  it.each([
    ['thu@example.com ', 'thu@example.com'],
    ['\u00A0thu@example.com\n', 'thu@example.com'],
    ['\uFEFFthu\u200B@example.com', 'thu@example.com'],
    ["o'neil+hs.2@mail.Example-1.com.vn", "o'neil+hs.2@mail.Example-1.com.vn"],
  ])('reads %j', (typed, value) => {
    expect(accepted(parseEmail(typed)).value).toBe(value);
  });

  it.each([
    '',
    'thu',
    'thu@',
    '@example.com',
    'thu@example',
    'thu @example.com',
    'thu@exa mple.com',
    'thu@@example.com',
    'a..b@example.com',
    '.a@example.com',
    'a.@example.com',
    'thu@-example.com',
    'thu@example-.com',
    'thu@example..com',
    'thử@example.com',
    'thu＠example.com',
    '"a b"@example.com',
    'thu@[127.0.0.1]',
    'thu@example.com, khac@example.com',
    'thu@example.com\r\nBcc: khac@example.com',
    `${'a'.repeat(65)}@example.com`,
    `thu@${'a'.repeat(64)}.com`,
    `thu@${'a.'.repeat(130)}com`,
  ])('refuses %j', (typed) => {
    expect(refused(parseEmail(typed)).code).toBe('email-format');
  });

  it('leaves an address as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(EMAIL), (text) => {
        const parsed = parseEmail(text);
        return parsed.ok ? parsed.value.value === text : text.length > 254 || text.indexOf('@') > 64;
      }),
    );
  });

  it('takes time in proportion to the length', () => {
    expect(parseEmail(`${'a.'.repeat(100_000)}@`).ok).toBe(false);
    expect(EMAIL.test(`${"a'".repeat(20_000)}!`)).toBe(false);
  });
});
