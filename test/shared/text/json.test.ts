import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type JsonError,
  MOST_LEVELS,
  parseJson,
  parseJsonOrNothing,
  readStrictJson,
  strictJsonOrNothing,
} from '../../../shared/text/json.ts';

const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

describe('strict JSON', () => {
  it('is what JSON.parse reads, for any value', () => {
    const value = fc.jsonValue({ maxDepth: 6 }).filter((one) => !JSON.stringify(one).includes('\uFFFD'));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (one, indent) => {
        const text = JSON.stringify(one, null, indent);
        expect(readStrictJson(text)).toEqual({ value: JSON.parse(text) });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a name twice', '{"a":1,"a":2}', 'a'],
    ['a name twice, once escaped', '{"\\u0061":1,"a":2}', 'a'],
    ['a name twice in an object of a list', '[{"x":[]},{"b":{"c":1},"d":"\\"","b" : 2}]', 'b'],
    ['a name twice around a text with brackets', '{"a":"}{","a":1}', 'a'],
    ['an empty name twice', '{"":1,"":2}', ''],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('has not %s', (_, text, name) => {
    expect(readStrictJson(text)).toEqual({ fault: 'duplicate-name', name });
    expect(strictJsonOrNothing(text)).toBeUndefined();
  });

  it.each(['{"a":{"a":1}}', '[{"a":1},{"a":2}]', '{"a":"a","b":"a"}', '{"a":["a","a"],"A":1}', '"a:a"'])(
    'may have %s',
    (text) => expect(readStrictJson(text)).toEqual({ value: JSON.parse(text) }),
  );

  it.each([
    '',
    ' ',
    '{',
    '{"a":1,}',
    "{'a':1}",
    'NaN',
    '\u0000',
    '"\\"',
    '{"a":"b}',
    '\uFEFF\uFEFF1',
    '0x10',
    '+1',
    '1.',
  ])('is not %j', (text) => expect(readStrictJson(text)).toEqual({ fault: 'malformed' }));

  it('has limited nesting', () => {
    expect(readStrictJson(nested(MOST_LEVELS))).toHaveProperty('value');
    expect(readStrictJson(nested(MOST_LEVELS + 1))).toEqual({ fault: 'too-deep' });
    expect(readStrictJson(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).toEqual({ fault: 'too-deep' });
  });

  it('is UTF-8: invalid bytes have become U+FFFD', () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"Nguy'), Buffer.from([0xea, 0x6e]), Buffer.from('"}')]);
    for (const text of [bytes.toString('utf8'), '"\uD83D"', '"\uFFFD"']) {
      expect(readStrictJson(text)).toEqual({ fault: 'not-utf-8' });
      expect(strictJsonOrNothing(text)).toBeUndefined();
    }
    expect(readStrictJson('\uFEFF{"a":"😀"}')).toEqual({ value: { a: '😀' } });
  });
});

describe('JSON of our own, or of a partner', () => {
  it('names the input in the error, without its content', () => {
    const read = () => parseJson('{"current":"a-secret"', 'the secret of an endpoint');
    expect(read).toThrow(
      expect.objectContaining({ name: 'JsonError', message: 'the secret of an endpoint is not JSON' }),
    );
    try {
      read();
    } catch (error) {
      expect(JSON.stringify({ ...(error as JsonError) })).not.toContain('a-secret');
      expect((error as JsonError).detail).toContain('JSON');
    }
  });

  it('may name a member twice: the last one counts', () => {
    expect(parseJson('\uFEFF{"a":1,"a":2}', 'an answer')).toEqual({ a: 2 });
    expect(parseJsonOrNothing('<html>')).toBeUndefined();
  });
});
