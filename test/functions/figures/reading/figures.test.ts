import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Counts, difference } from '../../../../functions/figures/counting/counters.ts';
import { definitionOf, FIGURE_NAMES } from '../../../../functions/figures/counting/definitions.ts';
import { type Figures, figuresOf } from '../../../../functions/figures/counting/figures.ts';
import { dayAfter } from '../../../../functions/figures/counting/period.ts';
import type { PublicFigures } from '../../../../functions/figures/counting/public-figures.ts';
import { projector } from '../../../../functions/figures/projection/project.ts';
import { figures } from '../../../../functions/figures/reading/figures.ts';
import { XLSX } from '../../../../functions/figures/reading/files.ts';
import { readFigures } from '../../../../functions/figures/reading/read-figures.ts';
import { routes } from '../../../../functions/figures/reading/routes.ts';
import { csvOf } from '../../../../functions/figures/reading/table.ts';
import { criteriaSchema } from '../../../../functions/search/reading/criteria.ts';
import type { Actor, OfficerRole } from '../../../../shared/dossier/actor.ts';
import { isWithin } from '../../../../shared/identifiers/agency-id.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import type { AnsweredFile } from '../../../../shared/platform/http/request.ts';
import { levels } from '../counting/brute-force.ts';
import { procedureOf } from '../counting/procedures.ts';
import { live, seeds } from '../counting/world.ts';
import { FiguresTable } from './table.ts';

const logs = fc
  .sample(seeds, { numRuns: 120, seed: 20_261_122 })
  .map((seed, n) => live(seed, n))
  .filter((log) => log.length > 0);

const double = new FiguresTable();
const ready = (async () => {
  const project = projector({ table: double.table, procedure: async (code) => procedureOf(code) });
  for (const log of logs) {
    double.log(log);
    await project(log[0]?.dossierId ?? '', 1);
  }
  double.pageSize = 7;
  return figures(readFigures(double.table), async (by, groups, language) =>
    groups.map(({ key, sample }) => `${by} ${key} ${sample ?? ''} ${language}`),
  );
})();

const officer = (agencyId: string, role: OfficerRole): Actor => ({
  kind: 'officer',
  subject: 'leader',
  roles: [{ agencyId, role }],
});
const LEADER = officer('H50', 'approver');
const PERIOD = { from: '2026-10-17', to: '2026-11-23' };

type Answer = { total?: Figures; groups: { key: string; figures: Figures; work: Record<string, number | string> }[] };

async function ask(query: object, actor: Actor = LEADER): Promise<Answer> {
  const handlers = await ready;
  const call = { actor, query: { ...PERIOD, agencyId: 'H50', ...query } };
  return (await handlers.readFigures(call as never)).body as Answer;
}

const expected = (filter: Parameters<typeof levels>[2], { from, to } = PERIOD) => {
  const before = levels(logs, dayAfter(from, -1), filter) as Counts;
  return figuresOf(before, difference(before, levels(logs, to, filter) as Counts));
};
const inside = (scope: string) => ({ agencies: (agencyId: string) => isWithin(agencyId, scope) });
const byKey = ({ groups }: Answer) => Object.fromEntries(groups.map(({ key, figures: of }) => [key, of]));

describe('figures of a period', () => {
  it.each(['H50', 'H50.1', 'H50.12', 'H50.20', 'H50.20.1'])('of %s match its dossiers', async (agencyId) => {
    const { total } = await ask({ agencyId });
    expect(total).toEqual(expected(inside(agencyId)));
    expect(total?.total).toBeGreaterThan(0);
  });

  it('by unit: a ward with its one-stop shop, and no neighbour with a similar identifier', async () => {
    const answer = await ask({ groupBy: 'agency' });
    expect(Object.keys(byKey(answer))).toEqual(['H50.1', 'H50.12', 'H50.20']);
    for (const [unit, of] of Object.entries(byKey(answer))) expect(of).toEqual(expected(inside(unit)));
    expect(answer.total).toEqual(expected({}));
    const inWard = byKey(await ask({ agencyId: 'H50.20', groupBy: 'agency' }));
    expect(Object.keys(inWard)).toEqual(['H50.20', 'H50.20.1']);
  });

  it.each(['H50', 'H50.12', 'H50.20'])('by field and by channel below %s', async (agencyId) => {
    for (const [field, of] of Object.entries(byKey(await ask({ agencyId, groupBy: 'field' })))) {
      expect(of).toEqual(expected({ ...inside(agencyId), field }));
    }
    for (const [procedureCode, of] of Object.entries(byKey(await ask({ agencyId, groupBy: 'procedure' })))) {
      expect(of).toEqual(expected({ ...inside(agencyId), procedureCode }));
    }
    const channels = byKey(await ask({ agencyId, groupBy: 'channel' }));
    expect(Object.keys(channels)).toEqual(['direct', 'online', 'postal']);
    for (const [channel, of] of Object.entries(channels)) {
      expect(of).toEqual(expected({ ...inside(agencyId), channel }));
    }
  });

  it.each(['H50', 'H50.20'])('by day below %s, each day starting with the previous day’s end', async (agencyId) => {
    const answer = await ask({ agencyId, groupBy: 'day' });
    expect(answer.groups).toHaveLength(38);
    for (const { key, figures: of } of answer.groups) {
      expect(of).toEqual(expected(inside(agencyId), { from: key, to: key }));
    }
    expect(answer.total).toEqual(expected(inside(agencyId)));
  });

  it('by officer: work of this agency’s officers only', async () => {
    const { groups, total } = await ask({
      agencyId: 'H50.12',
      groupBy: 'officer',
      from: '2026-09-01',
      to: '2027-08-31',
    });
    expect(total).toBeUndefined();
    const events = logs.flat().filter((e) => e.type === 'completed' && e.stepTimeliness !== undefined);
    const handled = groups.filter(({ key }) => key === 'handler H50.12#1')[0]?.work;
    const handedOn = logs.flat().filter((e) => e.actor.subject === 'handler H50.12#1');
    expect(handedOn.length).toBeGreaterThan(0);
    const early = handedOn.filter(
      (e) =>
        (e.type === 'completed' ? e.stepTimeliness : 'timeliness' in e && e.type !== 'sent-back' && e.timeliness) ===
        'early',
    );
    expect(handled?.workEarly).toBe(early.length);
    expect(events.length).toBeGreaterThan(0);
    expect(groups.map(({ key }) => key).some((key) => key.includes('H50.20'))).toBe(false);
  });

  it('are zero, and shares not applicable, without data', async () => {
    const { total } = await ask({ from: '2020-01-01', to: '2020-01-31' });
    expect(total?.total).toBe(0);
    expect(total?.onTimeRate).toBe('not-applicable');
  });
});

describe('permissions', () => {
  it.each([
    [officer('H50', 'administrator'), 'H50.20', true],
    [officer('H50.20', 'approver'), 'H50.20.1', true],
    [officer('H50.20', 'approver'), 'H50', false],
    [officer('H50.20', 'approver'), 'H50.201', false],
    [officer('H50.12', 'handler'), 'H50.12', false],
    [{ kind: 'citizen', subject: 'x', ownerKey: 'a' } as Actor, 'H50', false],
  ])('%j about %s: %s', async (actor, agencyId, may) => {
    const answer = ask({ agencyId }, actor);
    if (may) await expect(answer).resolves.toBeDefined();
    else await expect(answer).rejects.toThrow(HttpProblem);
  });
});

describe('more than counts', () => {
  const MONTHS = { from: '2026-09-01', to: '2026-11-30' };

  it('month by month, each going on from the one before', async () => {
    const { groups } = await ask({ ...MONTHS, groupBy: 'month' });
    expect(groups.map(({ key }) => key)).toEqual(['2026-09', '2026-10', '2026-11']);
    const days: Readonly<Record<string, string>> = { '2026-09': '30', '2026-10': '31', '2026-11': '30' };
    for (const { key, figures: of } of groups) {
      expect(of).toEqual(expected({}, { from: `${key}-01`, to: `${key}-${days[key]}` }));
    }
  });

  it.each([
    [
      { from: '2026-11-01', to: '2026-11-30' },
      { from: '2026-10-01', to: '2026-10-31' },
    ],
    [
      { from: '2026-10-01', to: '2026-11-30' },
      { from: '2026-08-01', to: '2026-09-30' },
    ],
    [
      { from: '2026-11-10', to: '2026-11-19' },
      { from: '2026-10-31', to: '2026-11-09' },
    ],
  ])('%j is compared with %j', async (period, before) => {
    const answer = await ask({ ...period, groupBy: 'agency', compare: 'period-before' });
    const { previous } = answer as Answer & { previous: Answer };
    expect(answer.total).toEqual(expected({}, period));
    expect(previous).toMatchObject(before);
    expect(previous.total).toEqual(expected({}, before));
    for (const [unit, of] of Object.entries(byKey(previous))) expect(of).toEqual(expected(inside(unit), before));
  });

  it('has names beside the codes, and no sample in the answer', async () => {
    const handlers = await ready;
    const query = { ...PERIOD, agencyId: 'H50', groupBy: 'field' };
    const { body } = await handlers.readFigures({ actor: LEADER, query, language: 'en' } as never);
    const { groups } = body as { groups: readonly Record<string, unknown>[] };
    expect(groups.length).toBeGreaterThan(0);
    for (const { name, key, sample } of groups) {
      expect(sample).toBeUndefined();
      // A procedure of the field, from which its name is read.
      const [, of, code = ''] = String(name).split(' ');
      expect([of, procedureOf(code).field.code]).toEqual([key, key]);
    }
  });
});

describe('a table for spreadsheets', () => {
  const table = async (groupBy: string, accept = '*/*') => {
    const handlers = await ready;
    const query = { ...PERIOD, agencyId: 'H50', groupBy };
    const call = { actor: LEADER, query, language: 'vi', headers: { accept } };
    return (await handlers.readFiguresTable(call as never)).file as AnsweredFile;
  };

  it('has a line for each group, the total, and Vietnamese headings', async () => {
    const { mediaType, name, content } = await table('agency');
    expect([mediaType, name]).toEqual(['text/csv', 'so-lieu-H50-2026-10-17-2026-11-23.csv']);
    const lines = String(content).replace('\uFEFF', '').trimEnd().split('\r\n');
    const { groups, total } = await ask({ groupBy: 'agency' });
    expect(lines).toHaveLength(groups.length + 2);
    expect(lines[0]).toContain('"Mã cơ quan","Tên","Kỳ trước chuyển sang"');
    expect(lines[1]?.startsWith(`"${groups[0]?.key}"`)).toBe(true);
    const cells = (lines.at(-1) ?? '').split(',');
    expect(cells.slice(0, 3)).toEqual(['"Tổng cộng"', '', String(total?.carriedOver)]);
  });

  it('is a workbook for who accepts one, with codes as texts', async () => {
    const { mediaType, name, content } = await table('procedure', `${XLSX}, */*`);
    expect([mediaType, name]).toEqual([XLSX, 'so-lieu-H50-2026-10-17-2026-11-23.xlsx']);
    const parts = Object.values(unzipSync(content as Uint8Array));
    const text = parts.map((part) => Buffer.from(part).toString('utf8')).join('');
    expect(text).toContain('Mã thủ tục');
    for (const { key } of (await ask({ groupBy: 'procedure' })).groups) expect(text).toContain(key);
  });

  it('of officers has their work', async () => {
    const [headings = '', first = ''] = String((await table('officer')).content).split('\r\n');
    expect(headings).toContain('"Hồ sơ đã tiếp nhận"');
    expect(first.split(',').length).toBe(headings.split(',').length);
  });

  it('lets no text become a formula, and quotes what separates', () => {
    const csv = csvOf([['=HYPERLINK("x")', 'Sở, ban "A"', 3, undefined]]);
    expect(csv).toBe('\uFEFF"\'=HYPERLINK(""x"")","Sở, ban ""A""",3,\r\n');
  });
});

describe('how a figure is counted', () => {
  it('is said of every number that an answer holds', async () => {
    const handlers = await ready;
    const { body } = await handlers.readFigureDefinitions({ language: 'vi' } as never);
    const { items } = body as { items: readonly { figure: string }[] };
    const { total } = await ask({});
    const paths = Object.entries(total ?? {}).flatMap(([key, value]) =>
      typeof value === 'object' ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key],
    );
    expect(items.map(({ figure }) => figure).toSorted()).toEqual(paths.toSorted());
  });

  it('leads to the dossiers by searches that there are', () => {
    const searches = FIGURE_NAMES.flatMap((name) => definitionOf(name).dossiers ?? []);
    expect(searches.length).toBeGreaterThan(4);
    for (const of of searches) {
      expect(criteriaSchema.safeParse({ agencyId: 'H50.20', ...of }).error?.issues ?? []).toEqual([]);
    }
  });
});

describe('a period', () => {
  const query = (route: 'readFigures' | 'readPublicFigures', asked: object) => {
    const parsed = routes[route].query.safeParse(asked);
    return parsed.success ? [] : parsed.error.issues.map((i) => ('params' in i ? i.params?.rule : i.code));
  };
  const scope = { agencyId: 'H50' };
  it.each([
    [{ from: '2026-01-01', to: '2026-12-31' }, []],
    [{ from: '2024-01-01', to: '2024-12-31' }, []],
    [{ from: '2026-01-01', to: '2027-01-02' }, ['max-366-days']],
    [{ from: '2026-02-01', to: '2026-01-31' }, ['not-before-from']],
    [{ from: '2026-02-30', to: '2026-03-01' }, ['invalid_format']],
    [{ from: '1026-02-01', to: '1026-03-01' }, ['invalid_format', 'invalid_format']],
    [{ from: '2026-01-01' }, ['invalid_type']],
    [{ from: '2026-01-01', to: '2026-04-02', groupBy: 'day' }, []],
    [{ from: '2026-01-01', to: '2026-04-03', groupBy: 'day' }, ['max-92-days-by-day']],
    [{ from: '2026-01-01', to: '2026-12-31', groupBy: 'month' }, []],
    [{ from: '2026-01-01', to: '2026-12-30', groupBy: 'month' }, ['whole-months']],
    [{ from: '2026-01-02', to: '2026-01-31', groupBy: 'month' }, ['whole-months']],
  ])('%j violates %j', (asked, rules) => {
    expect(query('readFigures', { ...scope, ...asked })).toEqual(rules);
  });

  it('of the public figures consists of whole months', () => {
    expect(query('readPublicFigures', { from: '2026-02-01', to: '2026-02-28' })).toEqual([]);
    expect(query('readPublicFigures', { from: '2026-02-01', to: '2026-02-27' })).toEqual(['whole-months']);
    expect(query('readPublicFigures', { from: '2026-02-02', to: '2026-02-28' })).toEqual(['whole-months']);
  });
});

describe('public figures', () => {
  it('show the province in full and suppress small counts of agencies', async () => {
    const handlers = await ready;
    const query = { from: '2026-10-01', to: '2026-10-31' };
    const { body } = await handlers.readPublicFigures({ query } as never);
    const { province, agencies } = body as {
      province: PublicFigures<number>;
      agencies: (PublicFigures<number | string> & { agencyId: string })[];
    };
    const { received, finished } = expected({}, query);
    expect(province.received).toBe(received.direct + received.online + received.postal);
    expect(province.finished).toBe(finished.total);
    expect(agencies.map(({ agencyId }) => agencyId)).toEqual(['H50.1', 'H50.12', 'H50.20']);
    const numbers = agencies.flatMap((a) => [a.received, a.finished, a.open]).filter((n) => typeof n === 'number');
    expect(numbers.every((n) => n === 0 || n >= 5)).toBe(true);
    expect(JSON.stringify(body)).not.toMatch(/handler|officer|leader/);
  });
});
