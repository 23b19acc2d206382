import * as z from 'zod/mini';
import { STATUS_NAMES } from '../dossier/status.ts';
import { RejectedError } from '../platform/http/rejected.ts';
import type { RouteReply } from '../platform/http/request.ts';
import { uuid } from '../values.ts';
import type { CommandOutcome } from './transaction.ts';

export const dossierParams = z.strictObject({ dossierId: uuid });

/** Response to every change of a dossier. */
export const answerSchema = z.object({
  dossierId: uuid,
  version: z.int(),
  status: z.enum(STATUS_NAMES),
  dossierCode: z.optional(z.string()),
});

export const etag = (version: number) => ({ ETag: `"${version}"` });

/**
 * Responds to a change: the new version as `ETag`; `Idempotency-Replayed` when the request had been executed before.
 * @throws RejectedError when the command was rejected.
 */
export function replyTo(outcome: CommandOutcome, status = 200): RouteReply {
  if (!outcome.ok) throw new RejectedError(outcome.rejection);
  const headers: Record<string, string> = etag(outcome.answer.version);
  if (outcome.replayed) headers['Idempotency-Replayed'] = 'true';
  return { status, body: outcome.answer, headers };
}
