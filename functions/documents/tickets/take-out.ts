import { isOver } from '../../../shared/documents/ticket.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { documentsPending } from '../../../shared/dossier/awaited.ts';
import { mayUpload } from '../../../shared/dossier/may-upload.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import type { CommandOf } from '../../../shared/dossier/rule.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { type DocumentRow, loadDocument, noteRemoved, recordVerdict } from '../../../shared/record/document-rows.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { answerOf, type CommandOutcome, type Request } from '../../../shared/record/transaction.ts';

export type TakingOut = {
  readonly table: Table;
  readonly store: DossierStore<CommandOf<'remove-document'>>;
  readonly procedures: Catalogue;
};

type Asked = Omit<Request, 'command'> & { readonly documentId: string };

/**
 * Removes a file from a dossier. An attached file is removed by the command. A pending file gets a rejecting verdict before any
 * other verdict is written, so nothing waits for it and later uploads are removed.
 * @throws RejectedError
 */
export async function takeOut(
  deps: TakingOut,
  { documentId, ...request }: Asked,
  now: string,
): Promise<CommandOutcome> {
  const { table, store } = deps;
  const row = await loadDocument(table, request.dossierId, documentId);
  if (row !== undefined && isGivenUp(row)) return giveUp(deps, row, request.actor, now);
  const outcome = await store.execute({ ...request, command: { type: 'remove-document', documentId } });
  if (outcome.ok && row !== undefined) await noteRemoved(table, row, now);
  const onItsWay = row?.state === 'verified' && row.removedAt === undefined && !isOver(row.verdictAt, now);
  if (!outcome.ok && outcome.rejection.code === 'document-not-found' && onItsWay) {
    throw new RejectedError(documentsPending([row.document]));
  }
  return outcome;
}

/** Already rejected or cancelled: a repeated request gets the same answer as the first. */
const isGivenUp = (row: DocumentRow) =>
  row.state === 'pending' || (row.state === 'rejected' && row.reason === 'withdrawn');

async function giveUp({ table, store, procedures }: TakingOut, row: DocumentRow, actor: Actor, now: string) {
  const dossier = await store.load(row.dossierId);
  if (dossier === undefined || !mayRead(dossier, actor)) throw new RejectedError({ code: 'dossier-not-found' });
  const procedure = await procedures.procedure(dossier.procedureCode, dossier.procedureVersion);
  if (procedure === undefined || !mayUpload(dossier, row.document.kind, actor)) {
    throw new RejectedError({ code: 'not-allowed' });
  }
  const judged = await recordVerdict(table, row, { state: 'rejected', reason: 'withdrawn' }, now);
  // Another verdict was written first: the file is about to be attached and can be removed afterwards.
  if (judged.state === 'verified') throw new RejectedError(documentsPending([judged.document]));
  return { ok: true, answer: answerOf(dossier), replayed: false, events: [] } as const;
}
