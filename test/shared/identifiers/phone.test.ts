import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPhone, MOBILE_OR_LANDLINE, parsePhone } from '../../../shared/identifiers/phone.ts';
import { accepted, refused } from './outcome.ts';

describe('parsePhone', () => {
  it.each([
    ['0912345678', '0912345678', 'mobile'],
    ['+84912345678', '0912345678', 'mobile'],
    ['84912345678', '0912345678', 'mobile'],
    ['0084 912 345 678', '0912345678', 'mobile'],
    ['+84 (0)91.234.56-78', '0912345678', 'mobile'],
    ['\u00A0091\u00A0234\u00A05678\u200B', '0912345678', 'mobile'],
    ['0845678901', '0845678901', 'mobile'],
    ['84845678901', '0845678901', 'mobile'],
    ['0233 3852 529', '02333852529', 'landline'],
    ['+84 233 3852 529', '02333852529', 'landline'],
    ['(024) 3726 0413', '02437260413', 'landline'],
    ['+1 202 555 0100', '+12025550100', 'foreign'],
    ['0081 (3) 1234-5678', '+81312345678', 'foreign'],
  ])('%s', (text, value, kind) => {
    expect(accepted(parsePhone(text))).toEqual({ value, kind });
  });

  it.each([
    '',
    '0112345678',
    '0412345678',
    '091234567',
    '09123456789',
    '0233385252',
    '+85912345678',
    '0912345678 máy lẻ 1',
    '٠٩١٢٣٤٥٦٧٨',
    '++84912345678',
    '+84+84912345678',
  ])('refuses %j', (text) => {
    expect(refused(parsePhone(text)).code).toBe('phone-format');
  });
});

describe('formatPhone', () => {
  it('writes E.164, which reads back as the same number', () => {
    fc.assert(
      fc.property(fc.stringMatching(MOBILE_OR_LANDLINE), (national) => {
        const phone = accepted(parsePhone(national));
        const international = formatPhone(phone);
        expect(phone.value).toBe(national);
        expect(international).toMatch(/^\+84[1-9]\d{8,9}$/);
        for (const text of [international, international.slice(1)]) expect(accepted(parsePhone(text))).toEqual(phone);
      }),
    );
  });
});
