/** Words that a reader would not search for, and what to write instead. The terms are in `docs/glossary.md`. */
export const WORDS: Readonly<Record<string, string>> = {
  afresh: 'again',
  anew: 'again',
  bornStatuses: 'statusUpdates',
  errorCosts: 'businessImpact',
  inLanes: 'pMap',
  lyingAt: 'existingAt',
  manners: 'behaviour rates',
  nobody: 'no caller, no role, no one function: name it',
  nudge: 'change notification',
  nudges: 'change notifications',
  pastOf: 'stateAtVersion',
  renudge: 'requeue',
  setAside: 'quarantine',
  somebody: 'the person, caller or worker: name them',
  urge: 'send a reminder',
  urged: 'reminded',
  waysBack: 'retryAndPark',
  whatever: 'any; or name it',
  wherever: 'where',
  whichever: 'any; or name it',
  whoever: 'the person, caller or worker who',
};

export type Finding = { readonly line: number; readonly word: string };

const WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'gi');
const KEYS = new Map(Object.keys(WORDS).map((word) => [word.toLowerCase(), word]));

/** Where a text uses a word of the list, as a word of prose or as a whole identifier. Lines count from 1. */
export const wordsIn = (text: string): readonly Finding[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(WORD)].map(([word]) => ({ line: index + 1, word: KEYS.get(word.toLowerCase()) ?? word })),
    );
