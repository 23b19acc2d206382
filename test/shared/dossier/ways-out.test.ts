import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { CLOSING_GROUNDS } from '../../../shared/dossier/closing-grounds.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { refuseIncomplete } from '../../../shared/dossier/decide-declaration.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { type DossierStatus, isFinal, STATUS_NAMES } from '../../../shared/dossier/status.ts';
import { ROOT } from '../../infra/support.ts';
import { histories } from './histories.ts';
import { actorFor, WAYS_OUT, type Way, waysTable } from './ways-out.ts';
import { History, REQUEST_PAPER, START, submitted, underWay } from './world.ts';

/** Goes that way, at the moment of its timer. @returns whether it was open */
function goes(history: History, way: Way): boolean {
  const before = history.state;
  const command = way.make(before);
  if (command === undefined) return false;
  if (command.type === 'fire-timer') {
    history.minute = Math.max(history.minute, (Date.parse(command.timer.at) - START) / 60_000);
  }
  const { version } = before;
  return history.ask(actorFor(way, before), command).ok && history.state.version > version;
}

/** A draft lacks nothing but its papers, and what is not answered yet of its declaration. */
function bringPapers(history: History): void {
  if (history.state.status !== 'draft') return;
  const by = history.state.channel === 'online' ? 'owner' : 'reception';
  if (refuseIncomplete(history.state)) history.ask(by, { type: 'declare', answers: {} });
  history.ask('system', { type: 'attach-document', document: REQUEST_PAPER });
}

/** A copy that can be led on without changing the original. */
function fork(history: History): History {
  const copy = new History(history.world);
  copy.dossier = history.dossier;
  copy.minute = history.minute;
  copy.log.push(...history.log);
  return copy;
}

const RUNS = { numRuns: 4_000 };
/** Ways to go on rather than to end. */
const TAKES_BACK = ['cancel-branch', 'cancel-payment'];

it('every dossier of any history comes to a final status by ordinary roles and timers alone', () => {
  const from = new Set<DossierStatus>();
  fc.assert(
    fc.property(histories, (history) => {
      if (history.dossier === undefined) return;
      from.add(history.state.status);
      for (let steps = 0; !isFinal(history.state.status); steps += 1) {
        const { status } = history.state;
        bringPapers(history);
        const way = WAYS_OUT[status].find((w) => !TAKES_BACK.includes(w.command) && goes(history, w));
        expect(way, `${status}: no way out`).toBeDefined();
        expect(steps).toBeLessThan(8);
      }
    }),
    RUNS,
  );
  expect([...from].toSorted()).toEqual([...STATUS_NAMES].toSorted());
});

it('each way of the table is open in some history, leads where it says, and is no administrator’s', () => {
  const gone = new Set<string>();
  const name = (status: DossierStatus, { command, to }: Way, reached: DossierStatus) =>
    `${status} ${command} ${to.length > 1 ? reached : to[0]}`;
  /** A fee that reception or the step's officer asks for: too rare among random histories. */
  const asks: Command = { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } };
  const owing = [submitted().must('reception', asks), underWay().must('handler', asks)];
  fc.assert(
    fc.property(histories, (history) => {
      if (history.dossier === undefined) return;
      const { status }: Dossier = history.state;
      bringPapers(history);
      for (const way of WAYS_OUT[status]) {
        const copy = fork(history);
        if (!goes(copy, way)) continue;
        expect(way.to, `${status} ${way.command}`).toContain(copy.state.status);
        gone.add(name(status, way, copy.state.status));
      }
    }),
    { numRuns: 12_000, examples: owing.map((history) => [history]) },
  );
  const listed = STATUS_NAMES.flatMap((status) =>
    WAYS_OUT[status].flatMap((way) => way.to.map((to) => name(status, way, to))),
  );
  expect(listed.filter((way) => !gone.has(way))).toEqual([]);
});

it('the table of the docs is this one, and names every ground', () => {
  const page = readFileSync(join(ROOT, 'docs/ways-out.md'), 'utf8');
  expect(page).toContain(waysTable());
  for (const ground of Object.keys(CLOSING_GROUNDS)) expect(page).toContain(`\`${ground}\``);
});
