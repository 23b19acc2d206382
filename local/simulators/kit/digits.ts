import { randomInt } from 'node:crypto';

/** `length` random digits for an identifier: never the same after a reset or a restart, independent of the seed. */
export const digits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('');
