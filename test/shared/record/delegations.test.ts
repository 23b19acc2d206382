import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { CurrentStep } from '../../../shared/dossier/state.ts';
import {
  type Delegation,
  delegatorsOf,
  listDelegations,
  placeOf,
  putDelegation,
} from '../../../shared/record/delegations.ts';
import { DynamoServer } from './dynamo-server.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
});
afterEach(() => server.stop());

/** H50.51 was closed on that day; H50.52 has its tasks. */
const procedures = {
  successions: async () => [{ agencyId: 'H50.51', on: '2026-11-20', successor: 'H50.52' }],
};
const BEFORE = { procedures, now: new Date('2026-11-19T02:00:00.000Z') };
const AFTER = { procedures, now: new Date('2026-11-20T02:00:00.000Z') };

const officer = (subject: string): Actor => ({ kind: 'officer', subject, roles: [] });
const held = (agencyId: string): CurrentStep => ({ stepId: 'check', agencyId, assignee: 'absent' }) as CurrentStep;
const delegation = (agencyId: string, delegate: string, until = '2026-12-31T00:00:00.000Z'): Delegation => ({
  ...{ agencyId, officer: 'absent', delegate, from: '2026-11-01T00:00:00.000Z', until, reason: 'Nghỉ phép' },
});

/** For whom somebody stands in, at a dossier of the agency. */
const standsIn = (agencyId: string, subject: string, closings = AFTER) =>
  delegatorsOf(server.open(), held(agencyId), officer(subject), closings);

describe('who stands in at an agency that is closed', () => {
  beforeEach(() => putDelegation(server.open(), delegation('H50.51', 'deputy'), BEFORE));

  it('goes on to do so, whether the dossier was moved or not, and nobody else does', async () => {
    expect(await standsIn('H50.51', 'deputy', BEFORE)).toEqual(['absent']);
    expect(await standsIn('H50.52', 'deputy', BEFORE)).toEqual([]);
    for (const agencyId of ['H50.51', 'H50.52']) {
      expect(await standsIn(agencyId, 'deputy')).toEqual(['absent']);
      expect(await standsIn(agencyId, 'somebody')).toEqual([]);
      expect(await standsIn('H50.53', 'deputy')).toEqual([]);
    }
  });

  it('gives way to who is named at the successor, for good', async () => {
    const agencyId = await placeOf('H50.51', AFTER);
    expect(agencyId).toBe('H50.52');
    await putDelegation(server.open(), delegation(agencyId, 'another'), AFTER);
    for (const place of ['H50.51', 'H50.52']) {
      expect(await standsIn(place, 'another')).toEqual(['absent']);
      expect(await standsIn(place, 'deputy')).toEqual([]);
    }
    expect(await listDelegations(server.open(), 'H50.51', AFTER)).toEqual([]);
  });

  it('ends where an earlier end is set at the successor', async () => {
    await putDelegation(server.open(), delegation('H50.52', 'deputy', '2026-11-20T01:00:00.000Z'), AFTER);
    expect(await standsIn('H50.51', 'deputy')).toEqual([]);
  });

  it('is listed at the successor', async () => {
    expect(await listDelegations(server.open(), 'H50.52', BEFORE)).toEqual([]);
    expect(await listDelegations(server.open(), 'H50.52', AFTER)).toEqual([delegation('H50.51', 'deputy')]);
  });
});

it('asks for one row where no agency was closed, and none for the officer’s own step', async () => {
  await standsIn('H50.60', 'deputy');
  expect(server.asked).toHaveLength(1);
  await standsIn('H50.60', 'absent');
  expect(server.asked).toHaveLength(1);
});
