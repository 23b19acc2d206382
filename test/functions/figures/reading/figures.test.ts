import { describe, expect, it } from 'vitest';
import type { PublicFigures } from '../../../../functions/figures/counting/public-figures.ts';
import { routes } from '../../../../functions/figures/reading/routes.ts';
import type { Actor } from '../../../../shared/dossier/actor.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import { procedureOf } from '../counting/procedures.ts';
import { type Answer, ask, byKey, expected, inside, LEADER, logs, officer, PERIOD, ready } from './world.ts';

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
