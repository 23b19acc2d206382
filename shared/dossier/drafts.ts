import type { Timer } from './commands.ts';
import { accept, reject } from './decision.ts';
import { inStatus } from './refuse-now.ts';
import { ownerOrReception } from './rights.ts';
import { ANYWHERE, NOTHING, rule } from './rule.ts';
import type { Dossier } from './state.ts';

const DAY_MS = 86_400_000;
/** Its owner is told so many days before a draft goes, or at half of its time. The project's choice. */
const TOLD_DAYS = 7;

const later = (moment: string, ms: number): string => new Date(Date.parse(moment) + ms).toISOString();

/** Until when a draft is kept that is not changed again. Calendar days: it is no deadline of an office. */
export const keptUntil = (keptDays: number | undefined, from: string): string | undefined =>
  keptDays === undefined ? undefined : later(from, keptDays * DAY_MS);

/** A change of a draft has its time begin again. */
export const keptLonger = ({ status, keptDays }: Dossier, at: string): Partial<Dossier> =>
  status === 'draft' ? { keptUntil: keptUntil(keptDays, at) } : {};

/** When its owner is told that the draft will go, and when it goes. */
export function draftTimers({ status, keptDays, keptUntil: at, deletedAt }: Dossier): readonly Timer[] {
  if (status !== 'draft' || keptDays === undefined || at === undefined || deletedAt !== undefined) return [];
  const before = Math.min(TOLD_DAYS, keptDays / 2) * DAY_MS;
  return [
    { kind: 'warning', of: 'draft', id: 'draft', at: later(at, -before) },
    { kind: 'breach', of: 'draft', id: 'draft', at },
  ];
}

/** A draft is its owner's, or of who opened it at reception: it was filed nowhere, and no law has it kept. */
export const DRAFT_RULES = {
  'delete-draft': rule<'delete-draft'>()({
    needs: NOTHING,
    may: ownerOrReception,
    refuseNow: inStatus('draft'),
    ...ANYWHERE,
    decide: (dossier) =>
      dossier.deletedAt === undefined ? accept({ type: 'draft-deleted', cause: 'asked' }) : reject('dossier-not-found'),
  }),
};
