import type { Logger } from '@aws-lambda-powertools/logger';
import type { Nudge } from '../../shared/delivery/nudge.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { eventIdOf } from '../../shared/dossier/public-event.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { PermanentError } from '../../shared/messaging/permanent.ts';
import type { Count } from '../../shared/monitoring/metrics.ts';
import { type Mailer, MailRefusedError } from '../../shared/notifications/mailer.ts';
import { isTold, noticeOf } from '../../shared/notifications/notice.ts';
import type { NoticeLedger } from '../../shared/notifications/notice-ledger.ts';
import type { Text } from '../../shared/text.ts';

export type Notifications = {
  readonly readEvent: (dossierId: string, version: number) => Promise<RecordedEvent | undefined>;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  readonly procedureName: (code: string, version: number) => Promise<Text | undefined>;
  readonly ledger: NoticeLedger;
  readonly mailer: Mailer;
  readonly count: Count;
  readonly logger: Logger;
};

/** Another sandbox is at this very notice, or died in it: the queue brings the message again. */
export class NoticeBusyError extends Error {
  override readonly name = 'NoticeBusyError';
}

/**
 * Tells the applicant of one event by e-mail. The words come from the event itself, so a notice that comes late or out
 * of turn still says what happened; the address and the language come from the dossier as it stands.
 */
export function notifications(deps: Notifications): (nudge: Nudge) => Promise<void> {
  const { ledger, mailer, count, logger } = deps;

  return async ({ dossierId, version }) => {
    if (version === undefined) throw new PermanentError('no-event-named');
    const [event, dossier] = await Promise.all([deps.readEvent(dossierId, version), deps.loadDossier(dossierId)]);
    if (event === undefined || dossier === undefined) throw new PermanentError('event-not-found');
    if (!isTold(event)) return;
    const eventId = eventIdOf(event);
    const claim = await ledger.claim(dossierId, eventId);
    if (claim.state === 'settled') return;
    if (claim.state === 'busy') throw new NoticeBusyError(eventId);
    const { owner } = claim;

    const { email } = dossier.applicant;
    if (email === undefined) {
      await ledger.settle(dossierId, eventId, owner, { state: 'no-address' });
      count('NoticeWithoutAddress');
      logger.info('no e-mail address', { eventId, type: event.type });
      return;
    }
    const { procedureCode, procedureVersion, language } = dossier;
    const name = await deps.procedureName(procedureCode, procedureVersion);
    const notice = noticeOf(event, name ?? { vi: procedureCode, en: procedureCode }, language);
    const messageId = await mailer.send(email, notice).catch(async (error: unknown) => {
      if (error instanceof MailRefusedError) {
        await ledger.settle(dossierId, eventId, owner, { state: 'refused', cause: error.causeCode });
        count('NoticeRefused');
        throw new PermanentError(error.causeCode);
      }
      // If this fails too, the claim runs out by itself.
      await ledger.release(dossierId, eventId, owner).catch(() => undefined);
      throw error;
    });
    // From here on the applicant knows. Should this write fail, the claim stays until it runs out: only then, and only
    // in that case, is the message sent a second time.
    await ledger.settle(dossierId, eventId, owner, { state: 'sent', messageId });
    count('NoticeSent');
    logger.info('applicant told', { eventId, type: event.type });
  };
}
