import { describe, expect, it } from 'vitest';
import type { ApiAnswer, Ask } from '../../../local/demo/api/client.ts';
import { clientOf } from './callers.ts';
import { declared, expectProblem, expectRows, pathOf, routeOf } from './declared.ts';
import { EXAMPLES, type Example } from './examples.ts';
import {
  BAD_IDS,
  BAD_QUERIES,
  badNumbers,
  badTexts,
  MARK,
  MEDIA_TYPES,
  type Mutation,
  missing,
  NO_OBJECTS,
  unknownFields,
  wrongTypes,
} from './mutations.ts';

type FieldProblem = { readonly field: string; readonly rule: string; readonly message: string };

/** Version and key that are good as such, so that only the thing under test is wrong. */
async function call(name: string, { as, ...parts }: Pick<Example, 'as' | 'params' | 'query'>, ask: Ask) {
  const route = routeOf(name);
  const client = await clientOf(as);
  return client.ask(route.method, pathOf(name, parts), { ...(route.ifMatch && { ifMatch: 1 }), ...ask });
}

/** Vietnamese letters of its own, and not one of them taken apart. */
const isVietnamese = (text: string) =>
  /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i.test(text) && text === text.normalize('NFC');

/** A refusal of one field, in both languages, that repeats nothing of what was sent. */
function expectFieldProblem(name: string, answer: ApiAnswer, language: 'vi' | 'en', field?: string, rule?: RegExp) {
  expectProblem(name, answer, 400, 'invalid-request');
  const errors = answer.body.errors as FieldProblem[];
  expect(errors.length).toBeGreaterThan(0);
  for (const error of errors) {
    expect(error).toEqual({
      field: expect.any(String),
      rule: expect.stringMatching(/^[a-z][a-zA-Z0-9_.-]*$/),
      message: expect.any(String),
    });
    expect(isVietnamese(error.message), `${language}: ${error.message}`).toBe(language === 'vi');
  }
  expect(answer.headers.get('content-language')).toBe(language);
  if (field !== undefined) {
    const named = errors.filter((error) => error.field === field || error.field.startsWith(`${field}.`));
    expect(named.length, `${field} is not among ${errors.map((error) => error.field)}`).toBeGreaterThan(0);
    if (rule !== undefined) expect(named.map((error) => error.rule).join()).toMatch(rule);
  }
}

/** Languages in turn, so that each kind of mistake is told in both. */
const inTurn = (index: number): Readonly<Record<string, string>> =>
  index % 2 === 0 ? {} : { 'accept-language': 'fr, en;q=0.8, vi;q=0.5' };
const languageOf = (index: number) => (index % 2 === 0 ? 'vi' : 'en');

async function expectAllRefused(name: string, example: Example, mutations: readonly Mutation[]): Promise<void> {
  const faults: string[] = [];
  const waiting = [...mutations.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { what, rawBody, field, rule }] = next;
      const answer = await call(name, example, { rawBody, headers: inTurn(index) });
      try {
        expectFieldProblem(name, answer, languageOf(index), field, rule);
        if (!field?.includes(MARK)) expect(withoutNames(answer), 'the value is repeated').not.toContain(MARK);
      } catch (error) {
        faults.push(`${what}: ${(error as Error).message}`);
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  expect(faults).toEqual([]);
}

/** Names of unknown fields are told, that is how one finds them; values never are. */
const withoutNames = ({ body }: ApiAnswer) =>
  JSON.stringify({ ...body, errors: (body.errors as FieldProblem[]).map(({ rule, message }) => [rule, message]) });

const mostBytes = (name: string) => routeOf(name).maxBodyBytes ?? 64 * 1024;

const titled = EXAMPLES.map(([name, example]) => {
  const { type, applicant } = (example.body ?? {}) as { type?: string; applicant?: { kind: string } };
  return [[name, type ?? applicant?.kind].filter(Boolean).join(' '), name, example] as const;
});
const withBody = titled.flatMap(([title, name, example]) =>
  example.body === undefined ? [] : [[title, name, example, example.body] as const],
);

/** The gateway's own answers say it in both languages at once (`docs/decisions/0024-gateway-answers.md`), or are the emulator's. */
const isOfTheGateway = ({ body }: ApiAnswer) => body.code === undefined || String(body.title).includes(' / ');

describe('wrong input', () => {
  it('is tried at every route that takes a body, a query or a parameter', () => {
    const takers = [...declared].filter(([, { body, query, params }]) => body ?? query ?? params);
    expectRows(
      EXAMPLES.map(([name]) => name),
      takers.map(([name]) => name),
    );
    for (const [name, { body, query, params }] of EXAMPLES) {
      const route = routeOf(name);
      const given = [body, query, params].map((part) => part !== undefined);
      expect(given, name).toEqual([route.body, route.query, route.params].map((part) => part !== undefined));
    }
  });

  it.each(titled)('%s: what is right gets through', async (_, name, example) => {
    const { body, optional = [], answers } = example;
    const answer = await call(name, example, body === undefined ? {} : { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(answers);
    const bare = Object.entries(body ?? {}).filter(([key]) => !optional.includes(key));
    const least = await call(name, example, body === undefined ? {} : { body: Object.fromEntries(bare) });
    expect(least.status, `without ${optional}: ${JSON.stringify(least.body)}`).toBe(answers);
  });

  describe.each(withBody)('%s', (_, name, example, body) => {
    const { optional = [], free = [] } = example;
    const kinds: Readonly<Record<string, readonly Mutation[]>> = {
      'without a required field': missing(body, optional, free),
      'with a field of another type': wrongTypes(body, free),
      'with texts that are too long, empty or no text': badTexts(body, mostBytes(name)),
      'with numbers out of range': badNumbers(body),
      'with unknown fields': unknownFields(body, free),
    };
    const tried = Object.entries(kinds).filter(([, mutations]) => mutations.length > 0);
    it.each(tried)('%s', (_, mutations) => expectAllRefused(name, example, mutations));
  });

  const firstOfEach = [...new Map(withBody.map(([, name, example]) => [name, example]))];
  it.each(firstOfEach)('%s: a body that is no JSON object', async (name, example) => {
    const fitting = NO_OBJECTS.filter(({ rawBody }) => rawBody.length <= mostBytes(name));
    for (const [index, { rawBody, code }] of fitting.entries()) {
      const answer = await call(name, example, { rawBody, headers: inTurn(index) });
      if (code === 'invalid-request') expectFieldProblem(name, answer, languageOf(index));
      else expectProblem(name, answer, 400, code);
    }
    const none = await call(name, example, { headers: { 'content-type': 'application/json' } });
    expectProblem(name, none, 400, 'malformed-json');
  });

  it.each(firstOfEach)('%s: a body of another media type', async (name, example) => {
    const rawBody = JSON.stringify(example.body);
    for (const type of MEDIA_TYPES) {
      const answer = await call(name, example, { rawBody, headers: { 'content-type': type } });
      expectProblem(name, answer, 415, 'unsupported-media-type');
    }
  });

  const posts = titled.filter(([, name]) => routeOf(name).method === 'POST');
  it.each([...new Map(posts.map(([, name, example]) => [name, example]))])(
    '%s: a body longer than the route takes',
    async (name, example) => {
      const most = mostBytes(name);
      const padded = (bytes: number) => {
        const text = JSON.stringify(example.body ?? {});
        return text + ' '.repeat(bytes - Buffer.byteLength(text));
      };
      expectProblem(name, await call(name, example, { rawBody: padded(most + 1) }), 413, 'body-too-large');
      expect((await call(name, example, { rawBody: padded(most) })).status).toBe(example.answers);
      const twice = 'ế'.repeat(most / 2 + 1);
      expectProblem(name, await call(name, example, { rawBody: twice }), 413, 'body-too-large');
    },
  );

  const withIds = titled.filter(([, , { params }]) => params !== undefined);
  it.each([...new Map(withIds.map(([, name, example]) => [name, example]))])(
    '%s: tricks in the path',
    async (name, example) => {
      for (const key of Object.keys(example.params ?? {})) {
        for (const [index, trick] of BAD_IDS.entries()) {
          const params = { ...example.params, [key]: trick };
          const { body } = example;
          const ask = { ...(body !== undefined && { body }), headers: inTurn(index) };
          const answer = await call(name, { ...example, params }, ask);
          const shown = `${key}=${trick.slice(0, 60)}: ${answer.status} ${JSON.stringify(answer.body)}`;
          if (isOfTheGateway(answer)) {
            // It knows no such path: the function never saw it.
            expect([400, 403, 404], shown).toContain(answer.status);
          } else if (answer.status === 404) {
            // An identifier as good as any other, of nothing.
            expect(
              routeOf(name).params?.safeParse({ ...params, [key]: decodeURIComponent(trick) }).success,
              shown,
            ).toBe(true);
          } else {
            expectFieldProblem(name, answer, languageOf(index), `path.${key}`);
          }
        }
      }
    },
  );

  const withQuery = titled.filter(([, , { query }]) => query !== undefined);
  it.each(withQuery)('%s: a query that is wrong', async (_, name, example) => {
    const { shape } = routeOf(name).query as unknown as { shape: Record<string, unknown> };
    const wrong = Object.keys(shape).flatMap((key) => {
      const values = BAD_QUERIES[key];
      if (values === undefined) throw new Error(`nothing wrong is known for the query parameter ${key}`);
      return values.map((value) => [key, value] as const);
    });
    // A cursor is checked when the list is read, and a list that does not exist is not read.
    const tried = wrong.filter(
      ([key, value]) => example.answers === 200 || key !== 'cursor' || !/^[\w-]{1,1000}$/.test(value),
    );
    for (const [index, [key, value]] of [
      ...tried,
      ['khongBiet', '1'] as const,
      ['__proto__', '1'] as const,
    ].entries()) {
      const query = Object.fromEntries([...Object.entries(example.query ?? {}), [key, value]]);
      const body = example.body === undefined ? {} : { body: example.body };
      const answer = await call(name, { ...example, query }, { ...body, headers: inTurn(index) });
      try {
        expectFieldProblem(name, answer, languageOf(index), `query.${key}`);
      } catch (error) {
        throw new Error(`${key}=${value.slice(0, 80)}: ${(error as Error).message}`, { cause: error });
      }
    }
    for (const key of Object.keys(example.query ?? {}).filter((one) => !example.optional?.includes(one))) {
      const query = Object.fromEntries(Object.entries(example.query ?? {}).filter(([name]) => name !== key));
      expectFieldProblem(name, await call(name, { ...example, query }, {}), 'vi', `query.${key}`, /^required$/);
    }
  });

  const changes = [...declared].filter(([, { idempotent }]) => idempotent).map(([name]) => name);
  it.each(changes)('%s: headers that are wrong', async (name) => {
    const example = EXAMPLES.find(([one]) => one === name)?.[1];
    if (example === undefined) throw new Error('no example');
    const body = example.body === undefined ? {} : { body: example.body };
    for (const key of ['', ' ', 'a'.repeat(101), 'a b', 'a/b', '../x', 'a;b', 'a,b', "a'b"]) {
      const answer = await call(name, example, { ...body, idempotencyKey: key });
      expectProblem(name, answer, 400, 'idempotency-key-required');
    }
    expectProblem(name, await call(name, example, { ...body, idempotencyKey: null }), 400, 'idempotency-key-required');
    if (!routeOf(name).ifMatch) return;
    for (const ifMatch of ['', '*', '1', '"x"', '"-1"', '"1', '"1", "2"', '"1.5"', `"${'9'.repeat(10)}"`]) {
      const answer = await call(name, example, { ...body, ifMatch });
      expectProblem(name, answer, 428, 'if-match-required');
    }
  });
});
