import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Context } from '../../../shared/dossier/decision.ts';
import { type PeopleCommand, refusedNow } from '../../../shared/dossier/people-rules.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { DirectoryEntry } from '../../../shared/procedure/directory.ts';
import type { Language } from '../../../shared/text/text.ts';
import type { AllowedAction, PersonAct } from '../allowed/allowed-actions.ts';
import { DETAILS, type Detail, factsOf } from './facts.ts';
import type { Ask, Said } from './phrase.ts';
import { type Reader, readerOf } from './readers.ts';
import { type Cell, SENTENCES } from './sentences.ts';
import { ELSEWHERE, REFUND_COMES, SUSPENDED } from './statements.ts';
import { MOST_WORDS, wordsIn } from './words.ts';

/** What a reader has to do now, in their language, with the facts of the sentence. */
export type Next = {
  readonly reader: Reader;
  readonly sentence: string;
  /** The act that is asked for; absent: there is nothing to do, or reception does it when the applicant comes. */
  readonly act?: PersonAct;
  /** Until when; past: it is late. */
  readonly by?: string;
  /** VND. */
  readonly amount?: number;
  /** Names of the papers. */
  readonly papers?: readonly string[];
  /** Who has to do it, or where. */
  readonly agency?: { readonly agencyId: string; readonly name: string };
};

type About = { readonly agencies: readonly DirectoryEntry[]; readonly language: Language };

/**
 * One sentence for any dossier and any reader. It asks for an act only while the rules take it.
 * @param acts what the reader may do now
 */
export function nextFor(
  dossier: Dossier,
  context: Context,
  { agencies, language }: About,
  acts: readonly AllowedAction[],
): Next {
  const reader = readerOf(dossier, { ...context, standsInFor: context.standsInFor }, context.procedure);
  const taken = ({ act, at }: Ask) =>
    at === 'reception'
      ? receptionMay(dossier, act as PeopleCommand, context)
      : acts.some(({ type, allowed }) => type === act && allowed);
  const told = (detail: Detail): { readonly said: Said; readonly ask?: Ask | undefined } => {
    const facts = factsOf(dossier, context, { agencies, reader }, detail);
    const { asks, states, otherwise }: Cell = SENTENCES[dossier.status][reader];
    for (const ask of asks) {
      const said = taken(ask) ? ask.say(facts) : undefined;
      if (said !== undefined) return { said, ask };
    }
    for (const phrase of [SUSPENDED, ELSEWHERE, REFUND_COMES, ...states]) {
      const said = phrase(facts);
      if (said !== undefined) return { said };
    }
    const said = otherwise(facts);
    if (said === undefined) throw new Error(`no sentence for ${reader} of a dossier in ${dossier.status}`);
    return { said };
  };
  const fits = ({ said: { text } }: ReturnType<typeof told>) => wordsIn(text[language]) <= MOST_WORDS;
  const { said, ask } = DETAILS.map(told).find(fits) ?? told('least');
  const { text, by, amount, papers, agency } = said;
  return {
    reader,
    sentence: text[language],
    ...(ask !== undefined && ask.at === undefined && { act: ask.act }),
    ...(by !== undefined && { by }),
    ...(amount !== undefined && { amount }),
    ...(papers !== undefined && { papers: papers.names.map((name) => name[language]) }),
    ...(agency !== undefined && { agency: nameOf(agency.agencyId, agencies, language, agency.name[language]) }),
  };
}

const nameOf = (agencyId: string, all: readonly DirectoryEntry[], language: Language, generic: string) => ({
  agencyId,
  name: all.find((agency) => agency.agencyId === agencyId)?.name[language] ?? generic,
});

/** Whether reception does it when the applicant comes. */
function receptionMay(dossier: Dossier, act: PeopleCommand, context: Context): boolean {
  const { procedure } = context;
  const roles = [{ agencyId: dossier.receivingAgency, role: 'reception' }] as const;
  const actor: Actor = { kind: 'officer', subject: '', roles };
  return procedure !== undefined && refusedNow(dossier, act, { ...context, actor }, procedure) === undefined;
}
