import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, type FunctionName } from '../../../infra/functions.ts';
import { loadRoutes } from '../../../infra/routes.ts';
import type { FileVerb, Verb } from '../../../operate/verb.ts';
import { VERBS, type VerbName } from '../../../operate/verbs.ts';
import { LAGS, METRICS } from '../../../shared/platform/observability/metrics.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { EXTERNAL } from './external.ts';
import { CODE, codeOf, isPath, isWord, ROOT } from './sources.ts';
import { PAGES, page, spansOf } from './spans.ts';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
const declared = (await loadRoutes(join(ROOT, 'functions'))).flatMap(({ routes }) =>
  routes.map(({ method, path }) => `${method} ${path}`),
);

/** What is wrong with a thing that a page names; undefined for one that is there. */
function fault(span: string): string | undefined {
  const npm = /^npm (?:run )?(\S+)/.exec(span);
  if (npm) return npm[1] === 'ci' || `${npm[1]}` in scripts ? undefined : 'no such script';
  if (/^(?:aws|npx|cdk|curl) /.test(span)) return undefined;
  const route = /^(GET|POST|PUT|DELETE) (\/\S+)$/.exec(span);
  if (route) return declared.includes(span) ? undefined : 'no such route';
  if (/^(?:infra|functions|shared|events|local|test|docs)\/\S*$|^[\w.<>-]+\.(?:ts|json|md)$/.test(span)) {
    return isPath(span) || EXTERNAL.has(span) ? undefined : 'no such file';
  }
  if (/^[A-Z][A-Z-]*#/.test(span) && !keyPrefixes.has(span.slice(0, span.indexOf('#')))) return 'no such key';
  // Moments and identifiers of examples are no words.
  const prose = span.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
  const words = (prose.match(/[A-Za-z_][\w-]*/g) ?? []).map((word) => word.replace(/[-_]+$/, ''));
  const unknown = words.filter((word) => word.length > 2 && !known(word));
  return unknown.length === 0 ? undefined : `unknown: ${unknown.join(', ')}`;
}

const known = (word: string) => isWord(word) || EXTERNAL.has(word) || word in METRICS || alarms.has(word);

/** Alarms are named in pieces; the runbook's own headings are checked against them by `test/infra/runbook.test.ts`. */
const alarms = new Set([...page('docs/runbook.md').matchAll(/^### (\S+)$/gm)].map(([, anchor]) => anchor ?? ''));

const keyPrefixes = new Set(
  [...(CODE.get('shared/platform/table/keys.ts') ?? '').matchAll(/[`']([A-Z]+)#/g)].map(([, prefix]) => prefix ?? ''),
);

describe.each(PAGES)('%s', (path) => {
  const spans = spansOf(page(path));
  it('names only commands, files, routes, keys, metrics, settings, fields and codes that are there', () => {
    expect(spans.flatMap((span) => fault(span)?.concat(': ', span) ?? [])).toEqual([]);
  });
});

it.each(['npm run undo', 'GET /v1/nothing', 'shared/gone.ts', 'GONE#1', 'correlation_id', 'NobodyCountsThis'])(
  'would notice %s',
  (span) => {
    expect(fault(span)).toBeDefined();
  },
);

describe('the runbook', () => {
  const runbook = page('docs/runbook.md').replace(/\s+/g, ' ');
  const told = [...runbook.matchAll(/`([^`]+)` in the log of ([a-z-]+)([^.]*)/g)];

  it('tells of log lines', () => {
    expect(told.length).toBeGreaterThan(6);
  });

  it.each(told.map(([, line = '', name = '', rest = '']) => ({ line, name, rest })))(
    'log of $name: "$line" is written there, with the fields that are named',
    ({ line, name, rest }) => {
      const code = codeOf(`functions/${FUNCTIONS[name as FunctionName].folder}`);
      expect(code).toMatch(new RegExp(`logger\\.\\w+\\(\\s*'${line}'`));
      const fields = [...rest.matchAll(/`([a-z]\w*)`/g)].map(([, field = '']) => field);
      const calls = [...code.matchAll(/logger\.\w+\([\s\S]*?\);/g)]
        .map(([call]) => call)
        .filter((c) => c.includes(`'${line}'`));
      for (const field of fields) expect(calls.join()).toMatch(new RegExp(`\\b${field}\\b`));
    },
  );
});

describe('what the runbook has one search for', () => {
  const runbook = page('docs/runbook.md');
  /** Sources that write the lines that queries go over: of invocations, of the audit trail, of the gateway. */
  const written = [
    'shared/platform/observability',
    'shared/platform/http',
    'shared/platform/queues',
    'functions/relay',
    'functions/dossiers/deadlines',
    'operate/log',
    'infra/constructs',
  ]
    .map(codeOf)
    .join('\n');
  // Given by Powertools, by Insights, or by a query to its own column.
  const given = new Set([
    'level',
    'message',
    'service',
    'cause',
    'p50',
    'p99',
    'calls',
    'worst',
    'messages',
    'again',
    'deadLetters',
  ]);
  const isField = (name: string) =>
    given.has(name) || new RegExp(`\\b${name}\\??:|\\b${name},|\\b${name} }`).test(written);

  const queries = [...runbook.matchAll(/```\n([\s\S]*?)```/g)].map(([, query = '']) => query);
  const queried = queries.flatMap((query) =>
    [
      ...query.matchAll(
        /(?:fields|filter|by|and|sort|sum\(|pct\(|max\(|,) ?([a-zA-Z]\w+)(?= (?:=|in|like|asc|desc|as)|[,)\n]| \||$)/g,
      ),
    ].map(([, field = '']) => field),
  );
  const filtered = [...runbook.matchAll(/\$\.(\w+)/g)].map(([, field = '']) => field);
  const [, table = ''] = runbook.split('### Read the lines of invocations\n');
  const listed = [...(table.split('\n\n')[1] ?? '').matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)]
    .flatMap(([, names = '']) => [...names.matchAll(/\w+/g)])
    .map(([name]) => name);

  it('finds fields in queries, in patterns and in the table', () => {
    expect(queried).toEqual(expect.arrayContaining(['service', 'outcome', 'correlationId', 'records']));
    expect(filtered).toEqual(expect.arrayContaining(['level', 'audit', 'correlationId']));
    expect(listed).toEqual(expect.arrayContaining(['invocationId', 'correlationId', 'results', 'finished']));
  });

  it.each([...new Set([...queried, ...filtered, ...listed])])('is there: field %s', (field) => {
    expect(isField(field)).toBe(true);
  });

  it('would notice a field that is never written', () => {
    expect(isField('correlationIdentifier')).toBe(false);
  });

  const metrics = [...runbook.matchAll(/(?:metric `(\w+)`|`(\w+)`\s+on the dashboard)/g)].map(
    ([, a, b]) => a ?? b ?? '',
  );
  it.each([...new Set(metrics)])('is there: metric %s', (metric) => {
    expect([...Object.keys(METRICS), ...Object.keys(LAGS)]).toContain(metric);
  });
});

describe('the table of keys in docs/design.md', () => {
  const design = page('docs/design.md');
  const examples = Object.values(keys as Record<string, (...values: never[]) => unknown>).map((key) => {
    const made = (key as (...values: unknown[]) => string | { pk: string; sk: unknown })(1, 1, 1, 1);
    return typeof made === 'string' ? { pk: made, sk: '' } : { pk: made.pk, sk: `${made.sk}` };
  });
  it.each(examples)('has the kind of $pk / $sk', ({ pk, sk }) => {
    const [partition, sort] = [pk.split('#')[0], sk.split('#')[0]];
    const rows = design.split('\n').filter((row) => row.startsWith('|') && row.includes(`\`${partition}`));
    expect(rows).not.toEqual([]);
    if (partition === 'DOSSIER' && sort !== '') expect(rows.join('\n')).toContain(`\`${sort}`);
  });
});

describe('the operator’s verbs', () => {
  const quoted = PAGES.flatMap((path) =>
    spansOf(page(path)).flatMap((span) => /npm run operate -- ([a-z][a-z-]*)/.exec(span)?.[1] ?? []),
  );

  const commands = PAGES.flatMap((path) =>
    spansOf(page(path)).flatMap((span) => {
      const [, verb = '', rest = ''] = /npm run operate -- ([a-z][a-z-]*)(.*)/s.exec(span) ?? [];
      return [...rest.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => ({ verb, option }));
    }),
  );
  it.each(commands)('take the options that pages quote: $verb --$option', ({ verb, option }) => {
    const { options, flags = [], dryRun }: Verb | FileVerb = VERBS[verb as VerbName];
    const all = ['province', 'table', 'endpoint', 'json', ...(dryRun ? ['dry-run'] : []), ...options, ...flags];
    expect(all).toContain(option);
  });

  it('that pages quote are there, and every verb is quoted somewhere', () => {
    expect([...new Set(quoted)].toSorted()).toEqual(Object.keys(VERBS).toSorted());
  });
});

describe('the index of decisions', () => {
  it('lists each page once, by its number, and nothing else', () => {
    const pages = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md');
    const listed = [...page('docs/decisions/README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, name]) => name);
    expect(listed).toEqual(pages.toSorted());
    const numbers = pages.map((name) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => !/^\d{4}$/.test(number))).toEqual([]);
  });
});
