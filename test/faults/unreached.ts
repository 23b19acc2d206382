/**
 * Places where functions wait that no world comes to, with the reason. A run fails on a place that is not come to and not
 * among these, and as well on one of these that is come to or is gone, so that the list stays true.
 */
export const UNREACHED: readonly { readonly why: string; readonly places: readonly string[] }[] = [];
