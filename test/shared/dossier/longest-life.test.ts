import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { MAX_OPEN_BRANCHES } from '../../../shared/dossier/decide-branches.ts';
import { toPublicEvent } from '../../../shared/dossier/public-event.ts';
import { openBranches } from '../../../shared/dossier/state.ts';
import { FILLERS, fill, forward, live, NOTE, paper, SUPPLEMENT } from './longest-life-fill.ts';
import { ACCEPT, agencyOf, DRAFT, Life, SUPPLY } from './longest-life-world.ts';

/** Of one item: 400 KB, names of fields included. Of one write: 4 MB and 100 rows. Bytes. */
const STORE = { item: 400 * 1024, write: 4 * 1024 * 1024, rows: 100 };
/** Reserve for future fields. */
const MARGIN = 0.1;
/** An entry of EventBridge, and the smallest message limit of its targets. Bytes. */
const MESSAGE = 256 * 1024;

function weigh({ greatest, log, state }: Life): void {
  expect(greatest.snapshot).toBeLessThan((1 - MARGIN) * STORE.item);
  expect(greatest.event).toBeLessThan((1 - MARGIN) * STORE.item);
  expect(greatest.write).toBeLessThan((1 - MARGIN) * STORE.write);
  expect(greatest.rows).toBeLessThanOrEqual(STORE.rows);
  for (const event of log) {
    expect(Buffer.byteLength(JSON.stringify(toPublicEvent(event, 'quang-tri')))).toBeLessThan(MESSAGE / 10);
  }
  expect(state.status).toBe('returned');
}

/** A list that cannot grow: at most the owner and the filer. */
const OF_TWO = 'unconfirmed';

const ALL = Object.keys(FILLERS).filter((name) => name !== 'urging');

describe('the largest possible dossier', () => {
  it.each<[string, Parameters<typeof live>]>([
    ['filled at the desk', [['supplements', 'small supplements', 'payments'], ALL, ALL]],
    ['filled in its first steps', [[], ALL, ALL]],
    ['filled with the smallest things', [['small supplements'], ['payments'], ['stops', 'opinions']]],
    ['filled near its end', [[], [], ALL]],
    ['with a log that is full', [['urging'], ALL, ALL]],
  ])('fits into the store with a margin, and comes to its end: %s', (_, [early, first, late]) => {
    const life = live(early, first, late);
    weigh(life);
  });

  it('covers every list of a dossier, so that none grows unnoticed', () => {
    const lives = [live([], ALL, ALL), live([], ['opinions', 'stops', 'payments', 'small supplements'], [])];
    const lists = new Set<string>();
    const grown = new Set<string>();
    for (const { state } of lives) {
      for (const [name, value] of Object.entries(state)) {
        if (!Array.isArray(value) || name === OF_TWO) continue;
        lists.add(name);
        if (value.length > 1) grown.add(name);
      }
    }
    expect([...grown].toSorted()).toEqual([...lists].toSorted());
  });

  it('is ended, stopped and resumed by transactions that contain all affected rows', () => {
    const withAll = () => {
      const life = new Life().must({ type: 'create-draft', draft: DRAFT }).must(paper('component'));
      life.must({ type: 'submit' }).must(ACCEPT);
      FILLERS.payments?.(life);
      forward(life, 0);
      fill(life, () => ({ type: 'ask-opinion', agencyId: agencyOf(60), question: 'x', workingHours: 8 }));
      expect([openBranches(life.state).length, life.state.obligations.length]).toEqual([MAX_OPEN_BRANCHES, 12]);
      return life;
    };
    const ends: readonly (readonly Command[])[] = [
      [
        { type: 'request-withdrawal', reason: NOTE },
        { type: 'decide-withdrawal', granted: true, refunded: true },
      ],
      [
        { type: 'stop', ground: NOTE, refunded: true },
        { type: 'return-result', method: 'counter' },
      ],
      [{ type: 'stop', ground: NOTE }, { type: 'resume' }],
      [SUPPLEMENT, SUPPLY],
      [
        { type: 'request-withdrawal', reason: NOTE },
        { type: 'correct', toStatus: 'in-processing', reason: NOTE },
      ],
    ];
    const most = ends.map((commands) => {
      const life = withAll();
      for (const command of commands) life.must(command);
      return life.greatest.rows;
    });
    expect(Math.max(...most)).toBeLessThanOrEqual(STORE.rows);
    // Close to it: one more of each would not fit.
    expect(Math.max(...most)).toBeGreaterThan(90);
  });

  it('does so for every order of filling', () => {
    const some = fc.shuffledSubarray(ALL);
    fc.assert(
      fc.property(some, some, some, (early, first, late) => weigh(live(early, first, late))),
      { numRuns: 8 },
    );
  }, 60_000);
});
