import { expect, it } from 'vitest';
import { WORDS, wordsIn } from '../../local/checks/words/words.ts';

it.each(Object.keys(WORDS))('finds %s in prose and as a name, by its line', (word) => {
  expect(wordsIn(`/** A comment\n * with ${word}. */\nconst ${word} = 1;`)).toEqual([
    { line: 2, word },
    { line: 3, word },
  ]);
});

it('finds no part of a longer word', () => {
  expect(wordsIn('manoeuvre, insomebodyelse, whateverest, anewsletter')).toEqual([]);
});
