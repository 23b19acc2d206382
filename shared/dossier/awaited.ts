import type { CommandType } from './commands.ts';
import type { Context, Decision } from './decision.ts';
import type { Rejection, RejectionCode } from './rejections.ts';
import type { DossierDocument } from './values.ts';

/**
 * A command of the other side, of a clock or of another system waits for no file, even where it ends the time in which
 * files may be brought: nobody holds up another's act by a ticket, and a file that was granted before is attached all
 * the same.
 */
type WaitsForNone =
  // These end the time for papers or results too.
  | 'accept'
  | 'reject'
  | 'request-supplement'
  | 'request-payment'
  | 'request-withdrawal'
  | 'decide-withdrawal'
  | 'stop'
  | 'correct'
  | 'report-status'
  // These end it for nobody.
  | 'create-draft'
  | 'import-dossier'
  | 'attach-document'
  | 'remove-document'
  | 'record-payment'
  | 'record-counter-payment'
  | 'record-shipment-event'
  | 'record-form'
  | 'fire-timer'
  | 'forward'
  | 'send-back'
  | 'assign'
  | 'open-branch'
  | 'ask-opinion'
  | 'finish-branch'
  | 'record-verification'
  | 'reappoint'
  | 'recalculate-appointment'
  | 'send-reminder'
  | 'resume';

/** The files a command waits for: those of whoever says by it that everything is there. */
const AWAITED: Readonly<Record<Exclude<CommandType, WaitsForNone>, DossierDocument['kind']>> = {
  submit: 'component',
  supplement: 'component',
  complete: 'result',
  'return-result': 'result',
};

const awaitedBy = (type: CommandType): DossierDocument['kind'] | undefined => AWAITED[type as keyof typeof AWAITED];

/** Whether the command waits for files at all, so that they have to be read. The system brings its own in order. */
export const waitsForFiles = (type: CommandType, { kind }: Context['actor']): boolean =>
  kind !== 'system' && awaitedBy(type) !== undefined;

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
export function afterFiles(decision: Decision, type: CommandType, { awaited }: Context): Decision {
  if (awaited === undefined || awaited.length === 0) return decision;
  const files = awaited.filter(({ kind }) => kind === awaitedBy(type));
  if (files.length === 0 || !(decision.ok || CURABLE.includes(decision.rejection.code))) return decision;
  return { ok: false, rejection: documentsPending(files) };
}
