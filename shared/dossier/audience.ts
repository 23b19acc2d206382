/**
 * Readers of a text that a person wrote. Each audience includes the ones before it.
 * `internal`: the agencies that hold or held the dossier. `agencies`: also the agencies that were asked, and the systems of all.
 * `applicant`: also the owner and the filer, and therefore the national portal, notices and forms for applicants.
 */
export const AUDIENCES = ['internal', 'agencies', 'applicant'] as const;
export type Audience = (typeof AUDIENCES)[number];
