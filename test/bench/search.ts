import { indexOfProcedures } from '../../functions/catalogue/search/of-procedures.ts';
import { search } from '../../functions/catalogue/search/ranking.ts';
import { provinceCatalogue } from '../../shared/procedure/load-catalogue.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { median, round } from './statistics.ts';
import type { Report } from './table.ts';

type SearchRow = { readonly what: string; readonly procedures: number; readonly milliseconds: number };

const ROUNDS = 15;
const TIMES = 200;
/** As many as a province offers at most. */
const MANY = 2_000;

/** One of each kind: plain, without marks, joined, by Telex, misspelt, long, unfinished, a code. */
const QUERIES = [
  'khai sinh',
  'dang ky kinh doanh',
  'khaisinhdangky',
  'ddawng kys thuwowngf trus',
  'giay phep xay dugn',
  'làm giấy khai sinh cho con ở đâu thì được',
  'chứng th',
  '1.001193',
];

/** Words of the real names, put together anew, so that words are as common as they are. */
function synthetic(real: readonly Procedure[]): readonly Procedure[] {
  const words = real.flatMap(({ name }) => name.vi.split(' '));
  const at = (n: number) => words[(n * 7_919) % words.length] ?? '';
  return Array.from({ length: MANY }, (_, n) => {
    const [first] = real;
    if (first === undefined) throw new Error('the catalogue is empty');
    const name = Array.from({ length: 14 }, (_part, k) => at(n * 14 + k)).join(' ');
    return { ...first, procedureCode: `3.${String(n).padStart(6, '0')}`, name: { vi: name, en: name }, keywords: [] };
  });
}

function rowsOf(procedures: readonly Procedure[]): readonly SearchRow[] {
  const building = performance.now();
  const index = indexOfProcedures(procedures);
  const built = performance.now() - building;
  let found = 0;
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let n = 0; n < TIMES; n += 1) found += search(index, QUERIES[n % QUERIES.length] ?? '').length;
    return (performance.now() - began) / TIMES;
  });
  if (found === 0) throw new Error('nothing was found');
  return [
    { what: 'a search', procedures: procedures.length, milliseconds: round(median(times), 3) },
    { what: 'building the index at a cold start', procedures: procedures.length, milliseconds: round(built, 1) },
  ];
}

export function benchSearch(): Report<SearchRow> {
  const real = provinceCatalogue('quang-tri');
  return {
    title: 'Search of the catalogue',
    columns: [
      { title: 'what', means: `${QUERIES.length} kinds of queries in turn`, cell: (row) => row.what },
      {
        title: 'procedures',
        means: 'of the province, and with made-up ones of the same words',
        cell: (row) => row.procedures,
      },
      {
        title: 'ms',
        means: `of one search, middle of ${ROUNDS} rounds; building: once`,
        cell: (row) => row.milliseconds,
      },
    ],
    rows: [...rowsOf(real), ...rowsOf([...real, ...synthetic(real)])],
    notes: [],
  };
}
