import { describe, expect, it } from 'vitest';
import { printable } from '../../../../functions/forms/content/text.ts';
import { allottedTime, dateInWords, momentInWords, shortMoment } from '../../../../functions/forms/content/words.ts';
import { dong } from '../../../../shared/text/vietnamese.ts';

describe('words of the forms', () => {
  it.each([
    ['2026-01-31T17:00:00.000Z', 'ngày 01 tháng 02 năm 2026'],
    ['2026-03-09T02:00:00.000Z', 'ngày 09 tháng 3 năm 2026'],
    ['2026-12-31T16:59:59.999Z', 'ngày 31 tháng 12 năm 2026'],
  ])('%s is %s in Viet Nam', (instant, words) => {
    expect(dateInWords(instant)).toBe(words);
  });
  it('writes moments', () => {
    expect(momentInWords('2026-06-09T07:05:00.000Z')).toBe('14 giờ 05 phút, ngày 09 tháng 6 năm 2026');
    expect(shortMoment('2026-06-09T17:05:00.000Z')).toBe('10/06/2026 00:05');
  });
  it.each([
    [0, '0 đồng'],
    [999, '999 đồng'],
    [8_000, '8.000 đồng'],
    [1_000_000_000_000, '1.000.000.000.000 đồng'],
  ])('%d VND is %s', (amount, words) => {
    expect(dong(amount)).toBe(words);
  });
  it.each([
    [4, '4 giờ làm việc'],
    [8, '1 ngày làm việc'],
    [20, '2,5 ngày làm việc'],
    [26, '26 giờ làm việc'],
    [0.5, '0,5 giờ làm việc'],
  ])('%d hours are %s', (hours, words) => {
    expect(allottedTime(hours)).toBe(words);
  });
});

describe('printable', () => {
  it.each([
    ['decomposed', 'Nguyễn Thị'.normalize('NFD'), 'Nguyễn Thị'],
    ['reordering marks', 'a\u202Eb\u202C\u2067c\u2069\u200F', 'abc'],
    ['invisible characters', 'a\u00ADb\u200B\uFEFFc☎\uFE0F', 'abc☎'],
    ['control characters', 'a\u0000b\tc\u00A0d', 'ab c d'],
    ['line breaks', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['half a pair', 'a\uD800b', 'a\uFFFDb'],
    ['joiners, which letters and emoji need', 'می\u200Cخواهم', 'می\u200Cخواهم'],
  ])('%s', (_, raw, clean) => {
    expect(printable(raw)).toBe(clean);
  });
});
