import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolve } from '../../../shared/dossier/evolve.ts';
import { type Dossier, openBranches } from '../../../shared/dossier/state.ts';
import { isFinal } from '../../../shared/dossier/status.ts';
import { timerId, timersOf } from '../../../shared/dossier/timers.ts';
import type { Key } from '../../../shared/platform/table/keys.ts';
import { branchChanges } from '../../../shared/record/branch-rows.ts';
import { TIMER_SHARDS, timerChanges } from '../../../shared/record/timer-rows.ts';
import { summaryRow } from '../../../shared/record/transaction.ts';
import { histories } from '../dossier/histories.ts';
import { AGENCIES, acceptedAt, DEPARTMENT, type History, ITEMS, inSurvey, TAX, WARD } from '../dossier/world.ts';

const RUNS = { numRuns: 2000 };
const idOf = ({ pk, sk }: Key) => `${pk} ${sk}`;

/** Rows as a table holds them: put replaces, drop takes away; dropping what is not there is a fault. */
class Rows<R extends Key> {
  readonly held = new Map<string, R>();
  readonly #mayMove: (held: R, put: R) => boolean;

  /** @param mayMove whether a row may be put in the place of one that is held; never, unless told */
  constructor(mayMove: (held: R, put: R) => boolean = () => false) {
    this.#mayMove = mayMove;
  }

  apply({ put, drop }: { readonly put: readonly R[]; readonly drop: readonly Key[] }): void {
    for (const key of drop) expect(this.held.delete(idOf(key)), `drops ${idOf(key)}`).toBe(true);
    for (const row of put) {
      const held = this.held.get(idOf(row));
      expect(held === undefined || this.#mayMove(held, row), `puts ${idOf(row)} again`).toBe(true);
      this.held.set(idOf(row), row);
    }
  }
}

/** The dossier after each write: the events of one decision come in one. */
function writes({ log }: History): Dossier[] {
  const states: Dossier[] = [];
  let state: Dossier | undefined;
  for (const [index, event] of log.entries()) {
    state = evolve(state, event);
    if (log[index + 1]?.occurredAt !== event.occurredAt) states.push(state);
  }
  return states;
}

const ids = (dossier: Dossier) => timersOf(dossier).map(timerId).toSorted();
const waiting = (dossier: Dossier) =>
  isFinal(dossier.status) ? [] : openBranches(dossier).map((b) => `${b.branchId} ${b.agencyId} ${b.dueAt}`);

describe('the rows of any history, written change by change', () => {
  it('are the timers of the current dossier, each at its time and in its shard', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const rows = new Rows<ReturnType<typeof timerChanges>['put'][number]>();
        let before: Dossier | undefined;
        for (const after of writes(history)) {
          rows.apply(timerChanges(before, after));
          expect([...rows.held.values()].map(({ timer }) => timerId(timer)).toSorted()).toEqual(ids(after));
          before = after;
        }
        for (const { pk, sk, timer, dossierId } of rows.held.values()) {
          expect(sk).toBe(`${timer.at}#${dossierId}#${timerId(timer)}`);
          expect(Number(pk.replace('TIMER#', ''))).toBeLessThan(TIMER_SHARDS);
        }
      }),
      RUNS,
    );
  });

  it('are the open branches, in the inboxes of their agencies', () => {
    let most = 0;
    fc.assert(
      fc.property(histories, (history) => {
        const rows = new Rows<ReturnType<typeof branchChanges>['put'][number]>(
          (held, put) => held.gsi1sk !== put.gsi1sk,
        );
        let before: Dossier | undefined;
        for (const after of writes(history)) {
          rows.apply(branchChanges(before, after, summaryRow(after)));
          const held = [...rows.held.values()].map(({ summary: s }) => `${s.branchId} ${s.agencyId} ${s.dueAt}`);
          expect(held.toSorted()).toEqual(waiting(after).toSorted());
          most = Math.max(most, held.length);
          before = after;
        }
      }),
      RUNS,
    );
    expect(most).toBeGreaterThan(1);
  });

  it('fit in one transaction of a hundred rows', () => {
    const history = inSurvey();
    const opinion = { type: 'ask-opinion', agencyId: WARD.agencyId, question: 'Đồng ý?', workingHours: 8 } as const;
    while (history.ask('handler', opinion).ok);
    const before = history.state;
    history.must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    const asked = history.state;
    history.must('approver', { type: 'decide-withdrawal', granted: true });
    const timers = timerChanges(asked, history.state);
    const branches = branchChanges(asked, history.state, summaryRow(history.state));
    expect(timersOf(before).length).toBeGreaterThan(50);
    // Beside them: snapshot, idempotency row, two events.
    expect(4 + timers.put.length + timers.drop.length + branches.put.length + branches.drop.length).toBeLessThan(100);
    expect(branches.drop).toHaveLength(openBranches(before).length);
  });

  it('fit in it too when all branches resume after a pause, each with a new due date', () => {
    const history = inSurvey();
    const opinion = { type: 'ask-opinion', agencyId: WARD.agencyId, question: 'Đồng ý?', workingHours: 80 } as const;
    while (history.ask('handler', opinion).ok);
    history.must('approver', { type: 'stop', ground: 'Chờ' });
    const stopped = history.state;
    history.when('2026-11-27 09:00').must('approver', { type: 'resume' });
    const timers = timerChanges(stopped, history.state);
    const branches = branchChanges(stopped, history.state, summaryRow(history.state));
    expect(branches.put).toHaveLength(openBranches(stopped).length);
    expect(timers.put.length).toBeGreaterThan(50);
    expect(4 + timers.put.length + timers.drop.length + branches.put.length + branches.drop.length).toBeLessThan(100);
  });
});

describe('a write', () => {
  const underWay = () =>
    acceptedAt('2026-11-20 08:00').must('reception', {
      type: 'forward',
      stepId: 'examine',
      agencyId: DEPARTMENT.agencyId,
    });

  it('that changes no deadline writes no row', () => {
    const history = underWay();
    const before = history.state;
    history.must('approver', { type: 'assign', officer: 'handler' });
    expect(timerChanges(before, history.state)).toEqual({ put: [], drop: [] });
  });

  it('that pauses the clock leaves the applicant’s own timers alone, and one that resumes it creates new ones', () => {
    const history = underWay();
    const running = history.state;
    const paused = history.must('handler', { type: 'request-supplement', items: ITEMS }).state;
    const { put } = timerChanges(running, paused);
    expect(put.map(({ timer }) => timer.of)).toEqual(['supplement', 'supplement']);
    expect(timerChanges(running, paused).drop).toHaveLength(4);
    const resumed = history.when('2026-11-26 14:00').must('owner', { type: 'supplement' }).state;
    expect(timerChanges(paused, resumed).drop).toEqual(put.map(({ pk, sk }) => ({ pk, sk })));
    expect(timerChanges(paused, resumed).put.map(({ timer }) => timer)).toEqual(timersOf(resumed));
  });

  it('about a branch puts its row into that agency’s inbox and takes it out when it is finished', () => {
    const history = inSurvey();
    const before = history.state;
    const open = history.must('handler', { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId }).state;
    const { put, drop } = branchChanges(before, open, summaryRow(open));
    expect(drop).toEqual([]);
    expect(put).toMatchObject([
      { gsi1pk: `INBOX#${TAX.agencyId}`, summary: { branchId: 'tax', agencyId: TAX.agencyId } },
    ]);
    const done = history.must('taxOfficer', { type: 'finish-branch', branchId: 'tax', result: 'done' }).state;
    const [row] = put;
    expect(branchChanges(open, done, summaryRow(done))).toEqual({ put: [], drop: [{ pk: row?.pk, sk: row?.sk }] });
  });
});

it('a branch moves to the inbox of the successor with its agency', () => {
  const history = inSurvey().must('handler', { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId });
  const open = history.state;
  history.world.agencies = AGENCIES.map((agency) =>
    agency === TAX ? { ...TAX, closed: { on: '2026-11-20', successor: 'H50.14' } } : agency,
  );
  const moved = history.must('system', { type: 'move-to-successor', agencyId: TAX.agencyId }).state;
  const { put, drop } = branchChanges(open, moved, summaryRow(moved));
  expect(put).toMatchObject([{ gsi1pk: 'INBOX#H50.14', summary: { branchId: 'tax', agencyId: 'H50.14' } }]);
  expect(drop).toEqual([]);
});

// `documents` may write a dossier and neither of these rows: `infra/table-rights.ts`.
it('removing a file changes no deadline and no branch, in any state of the dossier', () => {
  fc.assert(
    fc.property(histories, fc.uuid(), ({ log }, other) => {
      const before = log.reduce<Dossier | undefined>(evolve, undefined);
      const last = log.at(-1);
      if (before === undefined || last === undefined) return;
      const documentId = before.documents[0]?.documentId ?? other;
      const after = evolve(before, { ...last, type: 'document-removed', version: last.version + 1, documentId });
      const nothing = { put: [], drop: [] };
      expect(timerChanges(before, after)).toEqual(nothing);
      expect(branchChanges(before, after, summaryRow(after))).toEqual(nothing);
    }),
    RUNS,
  );
});
