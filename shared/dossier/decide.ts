import { decideBy, refusedNowBy } from './decide-by.ts';
import { RULES } from './rules.ts';

// Brings the rule of every command along; a function that executes only some of them decides by those.
export const decide = decideBy(RULES);
export const refusedNow = refusedNowBy(RULES);
