import { createHash } from 'node:crypto';
import { fitFileName } from '../../../shared/documents/file-name.ts';
import { typeOfName } from '../../../shared/documents/file-types.ts';
import type { DocumentRefusal } from '../../../shared/documents/refusals.ts';
import { refuseDocument } from '../../../shared/dossier/decide-documents.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import { idOf } from '../../../shared/partner-messages/national-portal/inbound.ts';
import type { InboundPaper } from '../../../shared/partner-messages/national-portal/message.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { NationalCodes } from '../../../shared/procedure/national.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';

const SHA256_OF_NOTHING = createHash('sha256').digest('hex');

/** Deterministic id per document of a message, so that a repetition affects the same document. */
export const documentIdOf = (messageId: string, paper: InboundPaper): string =>
  idOf('paper', messageId, paper.TepDinhKemId);

/**
 * Metadata of a document before it is fetched. The declared type follows from its name; verification checks the bytes against
 * it. A component whose national code is none of the procedure's is recorded as `unknown`.
 */
export function announced(
  messageId: string,
  paper: InboundPaper,
  codes: Pick<NationalCodes, 'componentOf'> | undefined,
): DossierDocument {
  const fileName = fitFileName(paper.TenTepDinhKem);
  return {
    documentId: documentIdOf(messageId, paper),
    kind: 'component',
    origin: 'filed',
    component: codes?.componentOf(paper.MaThanhPhanHoSo) ?? 'unknown',
    fileName,
    contentType: typeOfName(fileName),
    size: 0,
    sha256: SHA256_OF_NOTHING,
  };
}

/**
 * Checks with the dossier's own rules whether the document could be attached, before it is fetched.
 * @returns why the document cannot become part of the dossier regardless of its content; undefined when it can
 * @throws PermanentError when the dossier accepts no documents now: an operator must decide what to do with them
 */
export function refusalByRules(
  dossier: Dossier,
  procedure: Procedure | undefined,
  document: DossierDocument,
): DocumentRefusal | undefined {
  const rejection =
    procedure === undefined ? ({ code: 'unknown-procedure' } as const) : refuseDocument(dossier, document, procedure);
  if (rejection === undefined) return undefined;
  if (rejection.code === 'unknown-component' || rejection.code === 'too-many-documents') return rejection.code;
  throw new PermanentError(rejection.code);
}
