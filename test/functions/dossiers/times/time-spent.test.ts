import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeSpent } from '../../../../functions/dossiers/times/time-spent.ts';
import { isFinal } from '../../../../shared/dossier/status.ts';
import { local } from '../../../shared/calendar/world.ts';
import { histories } from '../../../shared/dossier/histories.ts';
import {
  acceptedAt,
  at,
  CALENDAR,
  DEPARTMENT,
  draftWithPaper,
  type History,
  ITEMS,
  inSurvey,
} from '../../../shared/dossier/world.ts';

const spentOf = (history: History) => timeSpent(history.log, CALENDAR, at(history.minute + 10_000));
const readable = (history: History) =>
  spentOf(history)?.spans.map(
    ({ turn, on, agencyId, counted, from, until, workingMinutes }) =>
      `${turn} ${on} ${agencyId}${counted ? ' counted' : ''} ${local(from)} ${local(until)} ${workingMinutes}`,
  );

describe('where the time went, after any history', () => {
  it('adds up to the whole, without a gap, from submission to the end or to now', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        const { dossier } = history;
        const spent = spentOf(history);
        expect(spent === undefined).toBe(dossier === undefined || dossier.status === 'draft');
        if (dossier === undefined || spent === undefined) return;
        const { spans } = spent;
        expect(spans.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0)).toBe(spent.workingMinutes);
        expect(spent.from).toBe(dossier.submittedAt);
        for (const [index, span] of spans.entries()) {
          seen.add(span.on);
          expect(span.from).toBe(index === 0 ? spent.from : spans[index - 1]?.until);
          expect(span.until >= span.from).toBe(true);
          if (span.counted) expect(span.turn).not.toBe('none');
        }
        expect(spans.at(-1)?.until ?? spent.until).toBe(spent.until);
        expect(spent.open).toBe(!isFinal(dossier.status));
        expect(spent.beside).toHaveLength(dossier.branches.length);
      }),
      { numRuns: 1_500, seed: 7 },
    );
    expect([...seen].toSorted()).toEqual([
      'ended',
      'payment',
      'processing',
      'reception',
      'return',
      'stopped',
      'supplement',
      'suspension',
      'withdrawal',
    ]);
  });
});

describe('the spans of a dossier', () => {
  it('say whose turn it was: the office, then the applicant, then the office again', () => {
    const history = acceptedAt('2026-11-20 08:00')
      .must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId })
      .when('2026-11-20 10:00')
      .must('handler', { type: 'request-supplement', items: ITEMS })
      .when('2026-11-23 08:00')
      .must('owner', { type: 'supplement' });
    expect(readable(history)).toEqual([
      'agency reception H50.1 2026-11-20 07:59 2026-11-20 08:00 1',
      'agency reception H50.1 counted 2026-11-20 08:00 2026-11-20 08:01 1',
      'agency processing H50.12 counted 2026-11-20 08:01 2026-11-20 10:00 119',
      'applicant supplement H50.12 2026-11-20 10:00 2026-11-23 08:00 360',
      expect.stringMatching(/^agency processing H50\.12 counted 2026-11-23 08:00 /),
    ]);
  });

  it('begin with the submission', () => {
    expect(spentOf(draftWithPaper())).toBeUndefined();
  });

  it('have the work of an asked agency beside them, late when its moment passed', () => {
    const history = inSurvey().must('handler', { type: 'open-branch', branchId: 'tax', agencyId: 'H50.30' });
    expect(spentOf(history)?.beside).toMatchObject([{ agencyId: 'H50.30', late: true }]);
    const soon = timeSpent(history.log, CALENDAR, at(history.minute + 1));
    expect(soon?.beside).toMatchObject([{ agencyId: 'H50.30', late: false, workingMinutes: 1 }]);
  });
});
