import { describe, expect, it } from 'vitest';
import { people } from '../../../functions/people/people.ts';
import { actorOf, CITIZEN, PeopleWorld } from './world.ts';

describe('GET /v1/me', () => {
  it('tells a citizen their name, and nothing of agencies', async () => {
    expect(await new PeopleWorld().me(CITIZEN, { cookie: 'x' })).toEqual({
      kind: 'citizen',
      name: 'Nguyễn Thị Ánh',
      signedInBy: 'session',
      agencies: [],
      delegations: [],
    });
  });

  it('tells an officer name, title and roles with names of agencies, and how far they reach', async () => {
    const lan = actorOf(
      'lan',
      'Trần Thị Lan',
      ['H50.20', 'approver'],
      ['H50.20', 'handler'],
      ['H50.20.1', 'reception'],
    );
    expect(await new PeopleWorld().me(lan, { authorization: 'Bearer x' })).toEqual({
      ...{ kind: 'officer', officer: 'lan', name: 'Trần Thị Lan', title: 'Chuyên viên', signedInBy: 'token' },
      agencies: [
        { agencyId: 'H50.20', name: 'UBND phường', roles: ['approver', 'handler'], below: 1 },
        { agencyId: 'H50.20.1', name: 'Bộ phận Một cửa', roles: ['reception'], below: 0 },
      ],
      delegations: [],
    });
  });

  it('tells delegations in force, of own work and of work taken over, without their reasons', async () => {
    const world = new PeopleWorld();
    const of = { agencyId: 'H50.20', from: '2026-11-19T00:00:00.000Z', reason: 'Nghỉ ốm' };
    await world.delegate({ ...of, officer: 'lan', delegate: 'binh', until: '2026-11-21T00:00:00.000Z' });
    await world.delegate({ ...of, officer: 'an', delegate: 'lan', until: '2026-11-21T00:00:00.000Z' });
    await world.delegate({ ...of, officer: 'cuc', delegate: 'lan', until: '2026-11-20T00:00:00.000Z' });
    await world.delegate({ ...of, officer: 'dung', delegate: 'em', until: '2026-11-21T00:00:00.000Z' });
    const { delegations } = await world.me(actorOf('lan', 'Lan', ['H50.20', 'handler']));
    expect(delegations.map(({ officer, delegate }) => `${officer} ${delegate}`).toSorted()).toEqual([
      'an lan',
      'lan binh',
    ]);
    expect(JSON.stringify(delegations)).not.toContain('Nghỉ ốm');
  });
});

describe('the officers of an agency', () => {
  it('are those who signed in, by given name, page by page', async () => {
    const world = new PeopleWorld();
    await world.me(actorOf('1', 'Trần Thị Lan', ['H50.20', 'handler']));
    await world.me(actorOf('2', 'Nguyễn Văn Bình', ['H50.20', 'handler'], ['H50.20', 'approver']));
    await world.me(actorOf('3', undefined, ['H50.20', 'handler']));
    await world.me(actorOf('4', 'Lê Văn An', ['H50.12', 'handler']));
    const first = await world.officers('H50.20', 2);
    expect(first.items).toEqual([
      {
        officer: '2',
        name: 'Nguyễn Văn Bình',
        title: 'Chuyên viên',
        roles: ['handler', 'approver'],
        seenOn: '2026-11-20',
      },
      { officer: '1', name: 'Trần Thị Lan', title: 'Chuyên viên', roles: ['handler'], seenOn: '2026-11-20' },
    ]);
    const rest = await world.officers('H50.20', 2, first.next);
    expect(rest.items.map(({ officer }) => officer)).toEqual(['3']);
  });

  it('lose one whose sign-in has no role there any more, or another name', async () => {
    const world = new PeopleWorld();
    await world.me(actorOf('1', 'Trần Thị Lan', ['H50.20', 'handler'], ['H50.12', 'handler']));
    await world.me(actorOf('1', 'Trần Thị Yến', ['H50.12', 'handler']));
    expect((await world.officers('H50.20')).items).toEqual([]);
    expect((await world.officers('H50.12')).items).toMatchObject([{ officer: '1', name: 'Trần Thị Yến' }]);
  });

  it('are gone when they were not seen for 90 days, before their rows are', async () => {
    const world = new PeopleWorld();
    await world.me(actorOf('1', 'Trần Thị Lan', ['H50.20', 'handler']));
    world.now = '2027-02-18T02:00:01.000Z';
    expect((await world.officers('H50.20')).items).toEqual([]);
  });

  it('are written once a day, however often they ask, and by whichever sandbox', async () => {
    const world = new PeopleWorld();
    const lan = actorOf('1', 'Trần Thị Lan', ['H50.20', 'handler']);
    await world.me(lan);
    const rows = world.written();
    world.now = '2026-11-20T09:00:00.000Z';
    await world.me(lan);
    await people(world.dependencies()).readMe({ actor: lan, language: 'vi', headers: {} } as never);
    expect(world.written()).toBe(rows);
    world.now = '2026-11-21T02:00:00.000Z';
    await world.me(lan);
    expect((await world.officers('H50.20')).items).toMatchObject([{ seenOn: '2026-11-21' }]);
  });
});
