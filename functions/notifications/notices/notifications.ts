import type { Logger } from '@aws-lambda-powertools/logger';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { eventIdOf } from '../../../shared/dossier/public-event.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { isVouchedFor, type MailStanding } from '../../../shared/mail/confirmed-mail.ts';
import type { Unreachable } from '../../../shared/mail/unreachable.ts';
import type { Nudge } from '../../../shared/platform/delivery/nudge.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import type { Later } from '../../../shared/platform/queues/delayed.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import type { Text } from '../../../shared/text/text.ts';
import type { ApplicantNoticeType, EventOf } from '../catalogue.ts';
import { confirmationOf } from '../confirmation.ts';
import { type Mailer, MailRefusedError, MailThrottledError } from '../mailer.ts';
import { isTold, type Notice, noticeOf } from '../notice.ts';
import type { NoticeLedger } from '../notice-ledger.ts';
import { addressOf, isForOffices, officeNoticeOf, officesFor } from '../office-notice.ts';

export type Notifications = {
  readonly readEvent: (dossierId: string, version: number) => Promise<RecordedEvent | undefined>;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  readonly agency: (agencyId: string) => Promise<Agency | undefined>;
  readonly procedureName: (code: string, version: number) => Promise<Text | undefined>;
  readonly ledger: NoticeLedger;
  /** Pseudonym of an address, and why nobody writes to it, if so. */
  readonly mailbox: (
    address: string,
  ) => Promise<{ readonly key: string; readonly unreachable?: Unreachable | undefined }>;
  readonly mailer: Mailer;
  readonly mail: { readonly standing: MailStanding };
  readonly count: Count;
  readonly logger: Logger;
};

type Letter = {
  readonly event: RecordedEvent;
  /** The event, and for an office which one. */
  readonly noticeId: string;
  readonly to: string | undefined;
  /** Nothing when none may go to this address. */
  readonly notice: () => Promise<Notice | undefined>;
  /** Counts that nobody writes to this address any more. */
  readonly lost: () => void;
};

/** Another sandbox is at this very notice, or died in it: the queue brings the message again. */
export class NoticeBusyError extends Error {
  override readonly name = 'NoticeBusyError';
}

/** Returns of a message that SES is too busy for: about three days, most of them a quarter of an hour apart. */
const MAX_ATTEMPTS = 400;

/**
 * Tells of one event by e-mail: the applicant, and of deadlines the offices they concern. The words come from the event
 * itself, so a notice that comes late or out of turn still says what happened; the address and the language come from the
 * dossier as it stands.
 */
export function notifications(deps: Notifications): (nudge: Nudge, later: Later) => Promise<void> {
  const { ledger, mailer, count, logger } = deps;

  return async (nudge, later) => {
    try {
      await tellOf(nudge);
    } catch (error) {
      if (!(error instanceof MailThrottledError)) throw error;
      count('NoticePostponed');
      if (later.attempt >= MAX_ATTEMPTS) throw new PermanentError(error.causeCode);
      const { dossierId, version } = nudge;
      logger.warn('notice postponed', { dossierId, version, attempt: later.attempt, cause: error.causeCode });
      // A message of its own, so that waiting does not use up receptions. What it has told already is settled.
      await later.again();
    }
  };

  async function tellOf({ dossierId, version }: Nudge): Promise<void> {
    if (version === undefined) throw new PermanentError('no-event-named');
    const [event, dossier] = await Promise.all([deps.readEvent(dossierId, version), deps.loadDossier(dossierId)]);
    if (event === undefined || dossier === undefined) throw new PermanentError('event-not-found');
    const { procedureCode, procedureVersion } = dossier;
    const name = (await deps.procedureName(procedureCode, procedureVersion)) ?? {
      vi: procedureCode,
      en: procedureCode,
    };
    const eventId = eventIdOf(event);
    if (isForOffices(event)) {
      for (const office of officesFor(event, dossier)) {
        const { agencyId, post } = office;
        const to = addressOf(office, await deps.agency(agencyId));
        // Where officers share no mailbox their head tells them.
        if (to === undefined && post === 'officers') continue;
        const noticeId = `${eventId}#${agencyId}#${post}`;
        await tell({
          event,
          noticeId,
          to,
          notice: async () => officeNoticeOf(event, name, post),
          lost: () => count('OfficeUnreachable'),
        });
      }
    }
    if (isTold(event)) {
      await tell({
        event,
        noticeId: eventId,
        to: dossier.applicant.email,
        notice: () => letterTo(dossier, event, name),
        lost: () => count('NoticeUnreachable'),
      });
    }
  }

  /** What goes to the applicant: the notice where the address is known to be theirs, else what asks for it, else nothing. */
  async function letterTo(
    dossier: Dossier,
    event: EventOf<ApplicantNoticeType>,
    name: Text,
  ): Promise<Notice | undefined> {
    const { ownerKey, language, applicant } = dossier;
    if (isVouchedFor(dossier)) return noticeOf(event, name, language);
    const standing = await deps.mail.standing({ ownerKey, email: applicant.email ?? '' }, eventIdOf(event));
    if (standing.state === 'confirmed') return noticeOf(event, name, language);
    return standing.state === 'asks' ? confirmationOf(event, name, standing.code, language) : undefined;
  }

  /** Sends one letter once. */
  async function tell({ event, noticeId, to, notice, lost }: Letter): Promise<void> {
    const { dossierId } = event;
    const claim = await ledger.claim(dossierId, noticeId);
    if (claim.state === 'settled') return;
    if (claim.state === 'busy') throw new NoticeBusyError(noticeId);
    const { owner } = claim;

    if (to === undefined) {
      await ledger.settle(dossierId, noticeId, owner, { state: 'no-address' });
      count('NoticeWithoutAddress');
      logger.info('no e-mail address', { noticeId, type: event.type });
      return;
    }
    const { key, unreachable } = await deps.mailbox(to);
    if (unreachable !== undefined) {
      await ledger.settle(dossierId, noticeId, owner, { state: 'unreachable', cause: unreachable });
      lost();
      logger.warn('address not written to', { noticeId, type: event.type, unreachable });
      return;
    }
    const send = async () => {
      const letter = await notice();
      return letter && mailer.send({ address: to, mailbox: key }, letter);
    };
    const messageId = await send().catch(async (error: unknown) => {
      if (error instanceof MailRefusedError) {
        await ledger.settle(dossierId, noticeId, owner, { state: 'refused', cause: error.causeCode });
        count('NoticeRefused');
        throw new PermanentError(error.causeCode);
      }
      // If this fails too, the claim runs out by itself.
      await ledger.release(dossierId, noticeId, owner).catch(() => undefined);
      throw error;
    });
    if (messageId === undefined) {
      await ledger.settle(dossierId, noticeId, owner, { state: 'withheld' });
      count('NoticeWithheld');
      logger.info('address not confirmed', { noticeId, type: event.type });
      return;
    }
    // From here on they know. Should this write fail, the claim stays until it runs out: only then, and only
    // in that case, is the message sent a second time.
    await ledger.settle(dossierId, noticeId, owner, { state: 'sent', messageId });
    count('NoticeSent');
    logger.info('told', { noticeId, type: event.type });
  }
}
