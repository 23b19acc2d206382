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
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { slug } from '../../../shared/values.ts';

const SHA256_OF_NOTHING = createHash('sha256').digest('hex');

/** Always the same for one paper of one message, so that whatever is done twice is done to one document. */
export const documentIdOf = (messageId: string, paper: InboundPaper): string =>
  idOf('paper', messageId, paper.TepDinhKemId);

/**
 * What is known of a paper before it is fetched, as a document of our own. What it claims to be follows from its name;
 * verification holds the bytes against it. A component that is no code of any procedure is called `unknown`.
 */
export function announced(messageId: string, paper: InboundPaper): DossierDocument {
  const fileName = fitFileName(paper.TenTepDinhKem);
  return {
    documentId: documentIdOf(messageId, paper),
    kind: 'component',
    component: slug.safeParse(paper.MaThanhPhanHoSo).data ?? 'unknown',
    fileName,
    contentType: typeOfName(fileName),
    size: 0,
    sha256: SHA256_OF_NOTHING,
  };
}

/**
 * Asks the dossier's own rules what they would say to the verified paper, so that nothing is fetched in vain.
 * @returns why the paper cannot become part of the dossier whatever is in it; undefined when it can.
 * @throws PermanentError when the dossier takes no papers at all now: somebody has to decide what becomes of them.
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
