import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, questionsOf } from '../../../../shared/procedure/declaration/evaluate.ts';
import type { Declaration, Question } from '../../../../shared/procedure/declaration/schema.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../../../shared/procedure/load-catalogue.ts';
import { accepted } from '../../identifiers/outcome.ts';
import { choice, declarationOf, question, TODAY } from './example.ts';

/** Says the same by another way: each question asks back through its conditions, and values are matched, not parsed. */
function reference(declaration: Declaration, given: Readonly<Record<string, unknown>>) {
  const all = questionsOf(declaration);
  const find = (id: string) => all.find((one) => one.question === id) as Question;
  const empty = (value: unknown) => [undefined, null, ''].includes(value as string) || String(value) === '';
  const right = (one: Question, value: unknown): boolean => {
    if (one.type === 'text') return typeof value === 'string' && /^[a-z0-9]{1,5}$/.test(value);
    if (one.type === 'number') return [0, 0.5, 10].includes(value as number);
    if (one.type === 'date') return value === '2026-11-29' || value === '1954-05-07';
    if (one.type !== 'choice') return false;
    const chosen: unknown[] = one.several ? (Array.isArray(value) ? value : [undefined]) : [value];
    const options = one.options.map(({ option }) => option) as unknown[];
    return chosen.every((each, i) => options.includes(each) && chosen.indexOf(each) === i);
  };
  const asked = (one: Question): boolean =>
    (one.when ?? []).every(({ question: id, is }) => {
      const value = given[id];
      const chosen = [value].flat();
      return (
        asked(find(id)) && !empty(value) && right(find(id), value) && chosen.some((each) => is.includes(each as string))
      );
    });
  const visible = all.filter(asked);
  const filled = visible.filter((one) => !empty(given[one.question]));
  const ids = (list: readonly Question[]) => list.map((one) => one.question);
  return {
    asked: ids(visible),
    answered: ids(filled.filter((one) => right(one, given[one.question]))),
    wrong: [
      ...Object.keys(given).filter((id) => !ids(all).includes(id)),
      ...ids(filled.filter((one) => !right(one, given[one.question]))),
    ],
    missing: ids(visible.filter((one) => one.required && empty(given[one.question]))),
  };
}

const IDS = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5'];
const OPTIONS = ['a', 'b', 'c'];
const kind = fc.constantFrom<object>(
  { type: 'text', maxLength: 5 },
  { type: 'number', minimum: 0, maximum: 10, decimals: 1 },
  { type: 'date', notAfter: 'today' },
  choice('', OPTIONS),
  choice('', OPTIONS),
  choice('', OPTIONS, { several: true }),
);
const declarations = fc
  .array(
    fc.record({
      kind,
      required: fc.boolean(),
      when: fc.array(fc.record({ on: fc.nat(5), is: fc.subarray(OPTIONS, { minLength: 1 }) }), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drafts) => {
    const questions: Question[] = [];
    for (const [index, draft] of drafts.entries()) {
      const earlier = questions.filter(({ type }) => type === 'choice');
      const when = draft.when.flatMap(({ on, is }) => {
        const asked = earlier[on % Math.max(1, earlier.length)];
        return asked === undefined ? [] : [{ question: asked.question, is }];
      });
      const id = IDS[index] as string;
      questions.push(
        question(id, { ...draft.kind, question: id, required: draft.required, ...(when.length > 0 && { when }) }),
      );
    }
    return declarationOf(...questions);
  });
const VALUES = [
  ...['a', 'b', 'c', 'abcde', 'abcdef', '', null, 0, 0.5, 0.55, 10, 11, -1, true, {}],
  ...['2026-11-29', '2026-11-30', '1954-05-07', '2026-02-30', '1954'],
  ...[[], ['a'], ['a', 'b'], ['a', 'a'], ['d'], ['b', 'c', 'a']],
];
const answerSets = fc.dictionary(fc.constantFrom(...IDS, 'other'), fc.constantFrom<unknown>(...VALUES), {
  noNullPrototype: true,
});

describe('evaluate', () => {
  it('agrees with a reference that asks each question by itself', () => {
    const seen = { hidden: 0, missing: 0, wrong: 0, answered: 0 };
    fc.assert(
      fc.property(declarations, answerSets, (declaration, given) => {
        const found = evaluate(declaration, given, TODAY);
        const expected = reference(declaration, given);
        expect({
          asked: found.asked,
          answered: Object.keys(found.answers),
          wrong: found.faults.map(({ field }) => field),
          missing: found.missing.map(({ field }) => field),
        }).toEqual({ ...expected });
        seen.hidden += Number(expected.asked.length < questionsOf(declaration).length);
        seen.missing += expected.missing.length;
        seen.wrong += expected.wrong.length;
        seen.answered += expected.answered.length;
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });

  it('takes its own answers again, unchanged', () => {
    fc.assert(
      fc.property(declarations, answerSets, (declaration, given) => {
        const { answers } = evaluate(declaration, given, TODAY);
        expect(evaluate(declaration, answers, TODAY)).toMatchObject({ answers, faults: [] });
      }),
    );
  });

  const parents = declarationOf(
    choice('known', ['yes', 'no'], { required: true }),
    choice('abroad', ['yes', 'no'], { required: true, when: [{ question: 'known', is: ['yes'] }] }),
    question('country', { type: 'text', maxLength: 50, required: true, when: [{ question: 'abroad', is: ['yes'] }] }),
  );

  it('drops the answers to what is no longer asked, and to what depended on it', () => {
    const given = { known: 'no', abroad: 'yes', country: 'Nhật Bản' };
    expect(evaluate(parents, given, TODAY)).toEqual({
      asked: ['known'],
      answers: { known: 'no' },
      faults: [],
      missing: [],
    });
  });

  it('names the part of an answer, its rule and no value', () => {
    const declaration = declarationOf(
      question('home', { type: 'address' }),
      question('paper', { type: 'person-identity', types: ['personal-id'] }),
      question('phone', { type: 'text', maxLength: 20, format: 'phone' }),
      question('stays', {
        type: 'list',
        maxRows: 2,
        columns: [question('from', { type: 'date', required: true, yearIsEnough: true, notAfter: 'today' })],
      }),
    );
    const given = {
      home: { detail: 'Số 1', commune: '123', area: 'Phường Ba Đình' },
      paper: { type: 'personal-id', number: '012345678' },
      phone: 'gọi sau 17h',
      stays: [{ from: '2027' }, { until: '2020' }],
    };
    const { faults } = evaluate(declaration, given, TODAY);
    expect(faults.map(({ field, rule }) => [field, rule])).toEqual([
      ['home.commune', 'unknown-commune'],
      ['paper.number', 'personal-id-nine-digits'],
      ['phone', 'phone-format'],
      ['stays.0.from', 'too-late'],
      ['stays.1.until', 'unknown-question'],
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/012345678|2027|17h/);
    const rows = evaluate(declaration, { stays: [{ from: '2020' }, {}] }, TODAY);
    expect(rows.missing.map(({ field, question: of }) => [field, of])).toEqual([['stays.1.from', 'stays']]);
  });

  it('keeps texts and numbers in their canonical form', () => {
    const declaration = declarationOf(
      question('name', { type: 'text', maxLength: 50 }),
      question('paper', { type: 'person-identity', types: ['passport'] }),
    );
    const given = {
      name: '  Trần\u00a0Thị Mẫu\u200b ',
      paper: { type: 'passport', number: 'b 123 4567', country: 'vn' },
    };
    expect(evaluate(declaration, given, TODAY).answers).toEqual({
      name: 'Trần Thị Mẫu',
      paper: { type: 'passport', number: 'B1234567', country: 'VN' },
    });
  });
});

describe('the declarations of the catalogue', () => {
  const catalogue = accepted(loadCatalogue(CATALOGUE_FOLDER));
  const declared = catalogue.flatMap((one) => (one.declaration ? [{ ...one, declaration: one.declaration }] : []));

  it('are of five procedures, among them births, household businesses, criminal records and building permits', () => {
    expect(declared.map(({ procedureCode }) => procedureCode).toSorted()).toEqual([
      '1.001193',
      '1.001612',
      '1.004873',
      '1.013225',
      '2.000488',
    ]);
  });

  it('do not ask about a father who is not declared', () => {
    const birth = declared.find(({ procedureCode }) => procedureCode === '1.001193');
    const asked = (father: string) =>
      evaluate(birth?.declaration ?? declarationOf(), { 'father-declared': father }, TODAY).asked;
    expect(asked('yes')).toContain('father-name');
    expect(asked('no')).not.toContain('father-name');
  });
});
