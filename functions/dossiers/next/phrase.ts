import type { Text } from '../../../shared/text/text.ts';
import type { PersonAct } from '../allowed/allowed-actions.ts';
import type { Facts, NamedAgency, Papers } from './facts.ts';
import { momentText } from './words.ts';

/** A sentence with the facts in it. */
export type Said = {
  readonly text: Text;
  readonly by?: string | undefined;
  readonly amount?: number | undefined;
  readonly papers?: Papers | undefined;
  readonly agency?: NamedAgency | undefined;
};

/** A sentence where it applies. */
export type Phrase = (facts: Facts) => Said | undefined;

/** A sentence that asks for an act. It is said only while the act is taken: of the reader, or of reception for the applicant. */
export type Ask = { readonly act: PersonAct; readonly at?: 'reception'; readonly say: Phrase };

export const NONE: Text = { vi: '', en: '' };

/** `, chậm nhất …`, or since when it is overdue. */
function until(at: string | undefined, now: string): Text {
  if (at === undefined) return NONE;
  const moment = momentText(at);
  return now > at
    ? { vi: `; đã quá hạn từ ${moment.vi}`, en: `; it was due by ${moment.en}` }
    : { vi: `, chậm nhất ${moment.vi}`, en: `, by ${moment.en}` };
}

/** @param write the sentence without its stop; `until` is the clause of the moment */
export function say(facts: Facts, write: (until: Text) => Text, { by, ...rest }: Omit<Said, 'text'> = {}): Said {
  const { vi, en } = write(until(by, facts.now));
  return { text: { vi: `${vi}.`, en: `${en}.` }, by, ...rest };
}

/** A sentence of the same words always. */
export const fixed =
  (vi: string, en: string): Phrase =>
  (facts) =>
    say(facts, () => ({ vi, en }));

export const when =
  (applies: (facts: Facts) => boolean, phrase: Phrase): Phrase =>
  (facts) =>
    applies(facts) ? phrase(facts) : undefined;

/** Until when the current work is due: the step's, else the dossier's moment; none while the clock stands. */
export const workDue = ({ dossier: { pausedAt, step, appointmentAt } }: Facts) =>
  pausedAt === undefined ? (step?.dueAt ?? appointmentAt) : undefined;
