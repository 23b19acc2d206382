/** Bounds the snapshot; no procedure needs this many agencies. */
export const MAX_BRANCHES = 60;
