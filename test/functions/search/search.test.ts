import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { criteriaSchema } from '../../../functions/search/reading/criteria.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { isFinal } from '../../../shared/dossier/status.ts';
import { isWithin } from '../../../shared/identifiers/agency-id.ts';
import { ownerOf } from '../../../shared/platform/identity/owner-key.ts';
import { live, seeds } from '../figures/counting/world.ts';
import { keyOfOwner, officer, SearchWorld } from './world.ts';

const IDENTITIES = ['045190000123', '045090000456', '045188000789'].map(
  (number) => ({ type: 'personal-id', number, country: 'VN' }) as const,
);
const NAMES = ['Nguyễn Thị Ánh', 'Trần Văn Đức', 'Lê Thị Ánh Tuyết'];
const PHONES = ['0912345678', '0356789012', '0356789012'];
const COUNT = 60;

/** Dossiers of three people at all stages, at several agencies. */
async function population(): Promise<readonly Dossier[]> {
  const lived = fc.sample(seeds, { numRuns: COUNT * 2, seed: 5 }).flatMap((seed, n) => {
    let state: Dossier | undefined;
    for (const event of live(seed, n + 1)) state = evolve(state, event);
    return state === undefined || state.status === 'draft' ? [] : [state];
  });
  return Promise.all(
    lived.slice(0, COUNT).map(async (dossier, n) => {
      const who = n % 3;
      const identity = IDENTITIES[who] as (typeof IDENTITIES)[number];
      const applicant = { ...dossier.applicant, name: NAMES[who] ?? '', identity, phone: PHONES[who] };
      return { ...dossier, applicant, ownerKey: await keyOfOwner(ownerOf(applicant)) } as Dossier;
    }),
  );
}

const world = new SearchWorld();
let all: readonly Dossier[] = [];
const PROVINCE = officer('H50', 'approver');

beforeAll(async () => {
  all = await population();
  for (const dossier of all) await world.add(dossier);
  world.now = '2026-11-02T02:00:00.000Z';
});

const ids = (which: (dossier: Dossier) => boolean, agencyId = 'H50') =>
  all
    .filter((d) => d.agencies.some((agency) => isWithin(agency, agencyId)) && which(d))
    .map(({ dossierId }) => dossierId)
    .toSorted();
const open = ({ status }: Dossier) => !isFinal(status);

describe('what is found', () => {
  test('there is something to find at each stage', () => {
    expect(new Set(all.map(({ status }) => status)).size).toBeGreaterThan(5);
    expect(all.filter((d) => !open(d)).length).toBeGreaterThan(5);
  });

  test.each<[string, () => object, (dossier: Dossier) => boolean]>([
    ['a code', () => ({ code: all[7]?.dossierCode }), (d) => d.dossierCode === all[7]?.dossierCode],
    ['an identity', () => ({ identity: IDENTITIES[1] }), (d) => d.applicant.name === NAMES[1]],
    ['a phone', () => ({ phone: '+84 356 789 012' }), (d) => d.applicant.phone === PHONES[1]],
    ['a name', () => ({ name: 'thi anh' }), (d) => d.applicant.name !== NAMES[1]],
    ['the last word of a name', () => ({ name: 'Đức' }), (d) => d.applicant.name === NAMES[1]],
    ['the middle of a name', () => ({ name: 'ANH TUYET' }), (d) => d.applicant.name === NAMES[2]],
    ['a name and a phone', () => ({ name: 'thi anh', phone: PHONES[1] }), (d) => d.applicant.name === NAMES[2]],
    ['a status', () => ({ status: 'in-processing' }), (d) => d.status === 'in-processing'],
    [
      'the status of one that ended, by its people',
      () => ({ status: 'returned', name: 'thi anh' }),
      (d) => d.status === 'returned' && d.applicant.name !== NAMES[1],
    ],
    [
      'a procedure',
      () => ({ procedureCode: all[3]?.procedureCode }),
      (d) => open(d) && d.procedureCode === all[3]?.procedureCode,
    ],
    ['a channel', () => ({ channel: 'postal' }), (d) => open(d) && d.channel === 'postal'],
    [
      'a step',
      () => ({ stepId: all.find(open)?.step?.stepId ?? 'examine' }),
      (d) => open(d) && d.step?.stepId === (all.find(open)?.step?.stepId ?? 'examine'),
    ],
    [
      'an officer',
      () => ({ assignee: all.find((d) => d.step?.assignee)?.step?.assignee }),
      (d) => open(d) && d.step?.assignee === all.find((one) => one.step?.assignee)?.step?.assignee,
    ],
    ['nothing: all open ones', () => ({}), open],
  ])('by %s is all that there is in the province', async (_, criteria, expected) => {
    const found = await world.find(PROVINCE, { agencyId: 'H50', ...criteria() });
    expect(found.toSorted()).toEqual(ids(expected));
    expect(found.length).toBeGreaterThan(0);
  });

  test.each(['H50.1', 'H50.20', 'H50.20.1', 'H50.12'])('at %s is what the agency may read, and no more', async (at) => {
    for (const criteria of [{}, { name: 'thi anh' }, { identity: IDENTITIES[1] }, { status: 'in-processing' }]) {
      const found = await world.find(officer(at), { agencyId: at, ...criteria });
      const readable = new Set(all.filter((d) => mayRead(d, officer(at))).map(({ dossierId }) => dossierId));
      expect(found.filter((id) => !readable.has(id))).toEqual([]);
    }
    expect((await world.find(officer(at), { agencyId: at })).toSorted()).toEqual(ids(open, at));
  });

  it('is the same in pages of every size, each dossier once', async () => {
    for (const criteria of [{}, { channel: 'online' }, { phone: PHONES[1] }, { queue: 'overdue' }]) {
      const whole = await world.find(PROVINCE, { agencyId: 'H50', ...criteria }, 100);
      for (const limit of [1, 3, 7]) {
        expect(await world.find(PROVINCE, { agencyId: 'H50', ...criteria }, limit)).toEqual(whole);
      }
      expect(new Set(whole).size).toBe(whole.length);
    }
  });

  it('comes most urgent first: overdue ones before all others', async () => {
    for (const criteria of [{}, { phone: PHONES[1] }]) {
      const { items } = await world.page(PROVINCE, { agencyId: 'H50', ...criteria }, 100);
      const overdue = items.map((item) => item.overdue);
      expect(overdue).toContain(true);
      expect(overdue).toEqual(overdue.toSorted().toReversed());
      expect(items.map(({ status }) => isFinal(status as never))).toEqual(
        items.map(({ status }) => isFinal(status as never)).toSorted(),
      );
    }
  });

  it('as overdue, or due before a moment, is what urgency says', async () => {
    const { items } = await world.page(PROVINCE, { agencyId: 'H50' }, 100);
    const late = items.filter((item) => item.overdue).map(({ dossierId }) => dossierId);
    expect(await world.find(PROVINCE, { agencyId: 'H50', overdue: true })).toEqual(late);
    expect(await world.find(PROVINCE, { agencyId: 'H50', dueBefore: world.now })).toEqual(late);
    const later = await world.find(PROVINCE, { agencyId: 'H50', dueBefore: '2027-06-01T00:00:00Z' });
    expect(later.length).toBeGreaterThan(late.length);
  });
});

describe('who may search', () => {
  test.each([
    ['a neighbour', officer('H50.12'), 'H50.20'],
    ['an agency below', officer('H50.20.1'), 'H50.20'],
    ['another province', officer('H51', 'approver'), 'H50'],
    ['an agency whose identifier only begins alike', officer('H50.2', 'approver'), 'H50.20'],
  ])('%s may not', async (_, actor, agencyId) => {
    await expect(world.find(actor, { agencyId })).rejects.toThrow('forbidden');
    await expect(world.queues(actor, agencyId)).rejects.toThrow('forbidden');
  });

  it('a code of another agency leads to nothing, as if it did not exist', async () => {
    const foreign = all.find(({ agencies }) => !agencies.some((agency) => isWithin(agency, 'H50.12')));
    const criteria = { agencyId: 'H50.12', code: foreign?.dossierCode };
    expect(await world.page(officer('H50.12'), criteria)).toEqual({ items: [], more: false, next: undefined });
  });

  test.each(['returned', 'rejected'])('%s without people or a code is refused, by field and rule', (status) => {
    const { error } = criteriaSchema.safeParse({ agencyId: 'H50', status });
    expect(error?.issues[0]).toMatchObject({ path: ['status'], params: { rule: 'ended-by-person-or-code' } });
  });
});

it('a row that the projection has yet to take away is not shown', async () => {
  const one = new SearchWorld();
  const dossier = all.find(({ status }) => status === 'in-processing') as Dossier;
  await one.add(dossier);
  const key = [...one.store.beginning('FIND#').values()].find(({ pk }) => pk === 'FIND#H50#status#in-processing');
  one.store.put({ ...key, pk: 'FIND#H50#status#payment-required' });
  expect(await one.find(PROVINCE, { agencyId: 'H50', status: 'payment-required' })).toEqual([]);
});
