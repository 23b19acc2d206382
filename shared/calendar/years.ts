/** Years that a calendar may contain and working time supports: 1 January of the first to 31 December of the last. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;
