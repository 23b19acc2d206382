import type { Context, Decision } from './decision.ts';
import type { Rejection, RejectionCode } from './rejections.ts';
import type { DossierDocument } from './values.ts';

/** Seconds after which it is worth asking again: a verdict takes that long when all is well. */
const VERDICT_TAKES = 5;

/** Refusals that a file on its way may cure. */
const CURABLE: readonly RejectionCode[] = ['missing-components', 'supplement-missing', 'result-missing'];

/** The refusal that names the files which are still to come. */
export const documentsPending = (files: readonly DossierDocument[]): Rejection => ({
  code: 'documents-pending',
  fields: ['documents'],
  details: {
    documents: files.map(({ documentId }) => documentId),
    fileNames: files.map(({ fileName }) => fileName),
  },
  retryAfter: VERDICT_TAKES,
});

/** Turns a decision that comes before the files it waits for into a refusal that names them. */
export function afterFiles(
  decision: Decision,
  awaits: DossierDocument['kind'] | undefined,
  { awaited = [] }: Context,
): Decision {
  const files = awaited.filter(({ kind }) => kind === awaits);
  if (files.length === 0 || !(decision.ok || CURABLE.includes(decision.rejection.code))) return decision;
  return { ok: false, rejection: documentsPending(files) };
}
