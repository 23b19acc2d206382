import { expect, it } from 'vitest';
import { Remembered } from '../../../../functions/forms/pdf/remembered.ts';

it('keeps recently used values and evicts others', () => {
  const made: string[] = [];
  const kept = new Remembered<string>(10);
  const ask = (text: string) =>
    kept.get(text, () => {
      made.push(text);
      return text.toUpperCase();
    });
  expect(ask('abcd')).toBe('ABCD');
  for (const text of ['efgh', 'abcd', 'ijkl', 'abcd', 'mnop', 'abcd']) ask(text);
  expect(made).toEqual(['abcd', 'efgh', 'ijkl', 'mnop']);
  for (const text of ['qrst', 'uvwx', 'yzzz', 'efgh']) ask(text);
  expect(made.slice(4)).toEqual(['qrst', 'uvwx', 'yzzz', 'efgh']);
});
