import type { Context, Decision } from './decision.ts';
import type { Rejection, RejectionCode } from './rejections.ts';
import type { DossierDocument } from './values.ts';

/** Seconds after which to retry: the usual duration of a file check. */
const VERDICT_TAKES = 5;

/** Rejections that a pending file may resolve. */
const CURABLE: readonly RejectionCode[] = ['missing-components', 'supplement-missing', 'result-missing'];

/** The rejection that lists the pending files. */
export const documentsPending = (files: readonly DossierDocument[]): Rejection => ({
  code: 'documents-pending',
  fields: ['documents'],
  details: {
    documents: files.map(({ documentId }) => documentId),
    fileNames: files.map(({ fileName }) => fileName),
  },
  retryAfter: VERDICT_TAKES,
});

/** Replaces a decision made before pending files have arrived by a rejection that lists them. */
export function afterFiles(
  decision: Decision,
  awaits: DossierDocument['kind'] | undefined,
  { awaited = [] }: Context,
): Decision {
  const files = awaited.filter(({ kind }) => kind === awaits);
  if (files.length === 0 || !(decision.ok || CURABLE.includes(decision.rejection.code))) return decision;
  return { ok: false, rejection: documentsPending(files) };
}
