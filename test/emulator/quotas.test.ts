import { describe, expect, it } from 'vitest';
import { BEGIN, KINDS, person } from '../shared/record/quota-kinds.ts';
import { table } from './kit.ts';

const MOST = 4;
const quotas = Object.fromEntries(KINDS.map((kind) => [kind, MOST]));

describe('the most that one holder may begin', () => {
  it.each(KINDS)('%s: of twelve at once exactly as many as there may be', async (kind) => {
    const who = await person();
    const begin = () => BEGIN[kind]({ ...table, quotas }, who);
    const outcomes = await Promise.all(Array.from({ length: 12 }, begin));
    expect(outcomes.toSorted()).toEqual([...Array(MOST).fill('begun'), ...Array(12 - MOST).fill('quota-reached')]);
  });
});
