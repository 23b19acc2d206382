import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { mayRead, maySeeForm, readsInternal } from '../../../shared/dossier/rights.ts';
import {
  actingFor,
  actsFor,
  inForce,
  type Succession,
  successionsOf,
  withSuccessors,
} from '../../../shared/dossier/successions.ts';
import { ACTORS, AGENCIES, completed, submitted } from './world.ts';

/** H50.51 went into H50.52 in July, and both into H50.21 in November. */
const CLOSINGS: readonly Succession[] = [
  { agencyId: 'H50.51', on: '2026-07-01', successor: 'H50.52' },
  { agencyId: 'H50.52', on: '2026-11-20', successor: 'H50.21' },
];
const JUNE = '2026-06-30T16:59:59.999Z';
const AUGUST = '2026-08-01T02:00:00.000Z';
const NOVEMBER = '2026-11-19T17:00:00.000Z';

it('an agency acts for those closed by that day in Viet Nam, directly or through another', () => {
  expect(actsFor('H50.21', CLOSINGS, AUGUST)).toEqual(['H50.21']);
  expect(actsFor('H50.52', CLOSINGS, JUNE)).toEqual(['H50.52']);
  expect(actsFor('H50.52', CLOSINGS, AUGUST)).toEqual(['H50.52', 'H50.51']);
  expect(actsFor('H50.21', CLOSINGS, NOVEMBER)).toEqual(['H50.21', 'H50.52', 'H50.51']);
});

it('the tasks of a closed agency are with the last of its successors', () => {
  expect(inForce('H50.51', CLOSINGS, JUNE)).toBe('H50.51');
  expect(inForce('H50.51', CLOSINGS, AUGUST)).toBe('H50.52');
  expect(inForce('H50.51', CLOSINGS, NOVEMBER)).toBe('H50.21');
  expect(withSuccessors(['H50.1', 'H50.51'], CLOSINGS, NOVEMBER)).toEqual(['H50.1', 'H50.51', 'H50.52', 'H50.21']);
});

it('is read from the closings of the province', () => {
  expect(successionsOf(AGENCIES)).toEqual([{ agencyId: 'H50.3', on: '2026-11-20', successor: 'H50.2' }]);
});

it('both directions agree and end, whatever the data', () => {
  const ids = fc.constantFrom('H50.1', 'H50.2', 'H50.3', 'H50.4', 'H50.5');
  const days = fc.constantFrom('2026-07-01', '2026-11-20', '2027-01-01');
  const closings = fc.uniqueArray(fc.record({ agencyId: ids, on: days, successor: ids }), {
    selector: ({ agencyId }) => agencyId,
  });
  const related = new Set<boolean>();
  fc.assert(
    fc.property(closings, ids, ids, (successions, one, other) => {
      const acts = actsFor(one, successions, NOVEMBER).includes(other);
      related.add(one !== other && acts);
      expect(withSuccessors([other], successions, NOVEMBER).includes(one)).toBe(acts);
    }),
  );
  expect(related.size).toBe(2);
});

describe('the successor of a closed reception', () => {
  const closings = [{ agencyId: 'H50.1', on: '2026-07-01', successor: 'H50.2' }];
  const acting = (actor: Actor, now = NOVEMBER) => actingFor(actor, closings, now);

  it('has the same roles there, and no more', () => {
    const { otherReception, owner } = ACTORS;
    expect(acting(otherReception)).toMatchObject({
      roles: [
        { agencyId: 'H50.2', role: 'reception' },
        { agencyId: 'H50.1', role: 'reception' },
      ],
    });
    expect(acting(otherReception, JUNE)).toEqual(otherReception);
    expect(acting(owner)).toBe(owner);
    // Who is above the successor only is not thereby above the closed one.
    expect(acting(ACTORS.administrator)).toEqual(ACTORS.administrator);
  });

  it('reads its dossiers, open and ended, with forms and internal texts', () => {
    for (const { state } of [submitted(), completed()]) {
      expect(mayRead(state, ACTORS.otherReception)).toBe(false);
      const successor = acting(ACTORS.otherReception);
      expect(mayRead(state, successor)).toBe(true);
      expect(maySeeForm(state, { forApplicant: false }, successor)).toBe(true);
      expect(readsInternal(state, { actor: successor })).toBe(true);
    }
  });

  it('has its system act and read there', () => {
    const scopes = ['dossiers.read', 'dossiers.act'];
    const system: Actor = { kind: 'partner', subject: 'system', agencyId: 'H50.2', scopes };
    const { state } = completed();
    expect([mayRead(state, system), readsInternal(state, { actor: system })]).toEqual([false, false]);
    const successor = acting(system);
    expect(successor).toMatchObject({ agencyId: 'H50.2', actsFor: ['H50.1'] });
    expect([mayRead(state, successor), readsInternal(state, { actor: successor })]).toEqual([true, true]);
  });

  it('acts on its dossiers and moves them, from the day of the closing', () => {
    const agencies = AGENCIES.map((agency) =>
      agency.agencyId === 'H50.1' ? { ...agency, closed: { on: '2026-11-23', successor: 'H50.2' } } : agency,
    );
    const history = submitted({ agencies });
    const move = { type: 'move-to-successor', agencyId: 'H50.1' } as const;
    expect(history.ask('otherReception', move)).toMatchObject({ rejection: { code: 'dossier-not-found' } });
    history
      .when('2026-11-23 08:00')
      .must('otherReception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] } });
    expect(history.state).toMatchObject({ status: 'accepted', receivingAgency: 'H50.1' });
    history.must('otherReception', move);
    expect(history.state).toMatchObject({ receivingAgency: 'H50.2', receivedBy: 'H50.1' });
  });
});
