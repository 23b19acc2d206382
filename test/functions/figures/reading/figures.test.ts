import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, difference } from '../../../../functions/figures/counting/counters.ts';
import { type Figures, figuresOf } from '../../../../functions/figures/counting/figures.ts';
import { dayAfter } from '../../../../functions/figures/counting/period.ts';
import type { PublicFigures } from '../../../../functions/figures/counting/public-figures.ts';
import { projector } from '../../../../functions/figures/projection/project.ts';
import { figures } from '../../../../functions/figures/reading/figures.ts';
import { readFigures } from '../../../../functions/figures/reading/read-figures.ts';
import { routes } from '../../../../functions/figures/reading/routes.ts';
import type { Actor, OfficerRole } from '../../../../shared/dossier/actor.ts';
import { isWithin } from '../../../../shared/identifiers/agency-id.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
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
  return figures(readFigures(double.table));
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

describe('a period', () => {
  const query = (route: keyof typeof routes, asked: object) => {
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
