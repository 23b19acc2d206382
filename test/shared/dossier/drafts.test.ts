import { describe, expect, it } from 'vitest';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { codeOf, draft, History, REQUEST_PAPER } from './world.ts';

const kept = (keptDays?: number) =>
  new History().must('owner', { type: 'create-draft', draft: draft(), ...(keptDays !== undefined && { keptDays }) });
const momentsOf = (history: History) =>
  timersOf(history.state).map(({ kind, of, at }) => [of, kind, (Date.parse(at) - start(history)) / 86_400_000]);
const start = ({ state }: History) => Date.parse(state.createdAt);
/** As {@link History.when} takes it: in Viet Nam, to the minute that follows. */
const localAt = (history: History, days: number) =>
  new Date(start(history) + days * 86_400_000 + 7 * 3_600_000 + 60_000).toISOString().slice(0, 16).replace('T', ' ');

describe('a draft', () => {
  it('has a week’s notice before it goes, or half of its time', () => {
    expect(momentsOf(kept(30))).toEqual([
      ['draft', 'warning', 23],
      ['draft', 'breach', 30],
    ]);
    expect(momentsOf(kept(8))[0]).toEqual(['draft', 'warning', 4]);
  });

  it('of a province without such a time, or of before, is kept', () => {
    expect(timersOf(kept().state)).toEqual([]);
  });

  it('begins its time again with each change, and ends it with its submission', () => {
    const history = kept(30);
    const first = history.state.keptUntil ?? '';
    history.must('system', { type: 'attach-document', document: REQUEST_PAPER });
    expect(history.state.keptUntil?.localeCompare(first)).toBe(1);
    const fired = { kind: 'breach', of: 'draft', id: 'draft', at: first } as const;
    expect(history.must('system', { type: 'fire-timer', timer: fired }).log.at(-1)?.type).toBe('document-attached');
    history.must('owner', { type: 'submit' });
    expect(timersOf(history.state).filter(({ of }) => of === 'draft')).toEqual([]);
  });

  it('tells its owner, and goes', () => {
    const history = kept(30);
    const [warning, breach] = timersOf(history.state);
    if (warning === undefined || breach === undefined) throw new Error('no timers');
    history.when(localAt(history, 23)).must('system', { type: 'fire-timer', timer: warning });
    expect(history.log.at(-1)).toMatchObject({ type: 'applicant-reminded', answerBy: breach.at });
    expect(history.state.keptUntil).toBe(breach.at);
    history.when(localAt(history, 30)).must('system', { type: 'fire-timer', timer: breach });
    expect(history.log.at(-1)).toMatchObject({ type: 'draft-deleted', cause: 'age' });
    expect(timersOf(history.state)).toEqual([]);
  });

  it('is deleted by its owner, and exists for nobody from then on', () => {
    const history = kept(30).must('owner', { type: 'delete-draft' });
    expect(history.log.at(-1)).toMatchObject({ type: 'draft-deleted', cause: 'asked' });
    for (const who of ['owner', 'reception', 'administrator', 'system'] as const) {
      expect(codeOf(history.ask(who, { type: 'delete-draft' }))).toBe('dossier-not-found');
    }
  });

  it('is deleted by no one else, and nothing but a draft is', () => {
    expect(codeOf(kept(30).ask('stranger', { type: 'delete-draft' }))).toBe('dossier-not-found');
    const filed = kept(30)
      .must('system', { type: 'attach-document', document: REQUEST_PAPER })
      .must('owner', { type: 'submit' });
    expect(codeOf(filed.ask('owner', { type: 'delete-draft' }))).toBe('wrong-status');
    expect(codeOf(filed.ask('reception', { type: 'delete-draft' }))).toBe('wrong-status');
  });
});
