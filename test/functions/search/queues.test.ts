import { describe, expect, it, test } from 'vitest';
import { MOST_COUNTED } from '../../../functions/search/reading/search.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import {
  ACTORS,
  completed,
  DEPARTMENT,
  type History,
  ITEMS,
  inProcessing,
  inSurvey,
  submitted,
  underWay,
  WARD,
} from '../../shared/dossier/world.ts';
import { officer, SearchWorld } from './world.ts';

const AT = DEPARTMENT.agencyId;
const ASK_WARD = {
  type: 'ask-opinion',
  agencyId: WARD.agencyId,
  question: 'Đất có tranh chấp không?',
  workingHours: 16,
} as const;
const NONE = {
  reception: 0,
  'due-soon': 0,
  overdue: 0,
  supplement: 0,
  payment: 0,
  opinions: 0,
  mine: 0,
  unassigned: 0,
};

async function queuesOf(history: History, agencyId: string, now = '2026-11-20T02:00:00.000Z', who = officer(agencyId)) {
  const world = new SearchWorld();
  world.now = now;
  await world.add(history.state);
  const counts = await world.queues(who, agencyId);
  for (const [queue, count] of Object.entries(counts)) {
    expect((await world.find(who, { agencyId, queue })).length, queue).toBe(count);
  }
  return counts;
}

const HANDLER = ACTORS.handler;
const assigned = () => inProcessing().must('approver', { type: 'assign', officer: HANDLER.subject });

describe('a dossier waits', () => {
  test('for reception', async () => {
    expect(await queuesOf(submitted(), 'H50.1')).toMatchObject({ reception: 1, unassigned: 0 });
  });

  test('unassigned at its step, and at reception no more', async () => {
    expect(await queuesOf(inProcessing(), AT)).toEqual({ ...NONE, unassigned: 1 });
    expect(await queuesOf(inProcessing(), 'H50.1')).toEqual(NONE);
  });

  test('for the officer it is assigned to, and for no colleague', async () => {
    expect(await queuesOf(assigned(), AT, undefined, HANDLER)).toEqual({ ...NONE, mine: 1 });
    expect(await queuesOf(assigned(), AT, undefined, ACTORS.colleague)).toEqual(NONE);
  });

  test('for its applicant, whose time is not the office’s', async () => {
    const asked = assigned().must('handler', { type: 'request-supplement', items: ITEMS });
    expect(await queuesOf(asked, AT, '2027-02-01T00:00:00.000Z')).toMatchObject({
      supplement: 1,
      'due-soon': 0,
      overdue: 0,
    });
  });

  test('for an opinion at the agency that was asked', async () => {
    const asked = inSurvey().must('handler', ASK_WARD);
    expect(await queuesOf(asked, WARD.agencyId)).toMatchObject({ opinions: 1, mine: 0 });
  });

  test.each([
    ['long before', -10, { 'due-soon': 0, overdue: 0 }],
    ['two days before', -2, { 'due-soon': 1, overdue: 0 }],
    ['after', 1, { 'due-soon': 0, overdue: 1 }],
  ])('%s it is due: the queues follow the time by themselves', async (_, days, expected) => {
    const history = underWay();
    const due = Date.parse(history.state.step?.dueAt ?? '');
    const now = new Date(due + days * 86_400_000).toISOString();
    expect(await queuesOf(history, AT, now)).toMatchObject(expected);
  });

  test('no more, when it is completed', async () => {
    expect(await queuesOf(completed(), AT, '2027-02-01T00:00:00.000Z')).toEqual(NONE);
  });
});

it('a queue is counted up to a bound, and says so', async () => {
  const world = new SearchWorld();
  for (let n = 0; n < MOST_COUNTED + 5; n += 1) world.store.put(keys.find(AT, 'queue#payment', `1#x#${n}`));
  expect((await world.queues(officer(AT))).payment).toBe(MOST_COUNTED);
});
