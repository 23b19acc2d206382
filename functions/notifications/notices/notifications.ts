import type { Logger } from '@aws-lambda-powertools/logger';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { eventIdOf } from '../../../shared/dossier/public-event.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { ChangeNotification } from '../../../shared/platform/delivery/change-notification.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import type { Later } from '../../../shared/platform/queues/delayed.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Agency, Procedure } from '../../../shared/procedure/schema.ts';
import type { Text } from '../../../shared/text/text.ts';
import { ChannelThrottledError, NoticeRefusedError, type Recipient } from '../channels/channel.ts';
import type { OpenChannel } from '../channels/registry.ts';
import { applicantNotice, type Notice, tellsApplicant } from '../notice.ts';
import type { NoticeLedger } from '../notice-ledger.ts';
import { type ForOffices, type Office, officeNotice, officesFor, tellsOffices } from '../office-notice.ts';

export type Notifications = {
  readonly readEvent: (dossierId: string, version: number) => Promise<RecordedEvent | undefined>;
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  /** The agency that has the tasks of one now: itself, unless it was closed. */
  readonly inForce: (agencyId: string) => Promise<string>;
  readonly agency: (agencyId: string) => Promise<Agency | undefined>;
  readonly procedure: (
    code: string,
    version: number,
  ) => Promise<Pick<Procedure, 'name' | 'steps' | 'fees'> | undefined>;
  readonly ledger: NoticeLedger;
  readonly channels: readonly OpenChannel[];
  readonly count: Count;
  readonly logger: Logger;
};

/** A notice and its recipient. */
type Told = {
  readonly recipient: Recipient;
  readonly notice: Notice;
  /** Suffix that distinguishes it from other notices of the event in the ledger; empty for the applicant's. */
  readonly suffix: string;
};

/** Another sandbox is sending this notice, or crashed while sending it: SQS redelivers the message. */
export class NoticeBusyError extends Error {
  override readonly name = 'NoticeBusyError';
}

/** Retries while a service is throttling: about three days, mostly at intervals of a quarter of an hour. */
const MAX_ATTEMPTS = 400;

/**
 * Sends the notices of one event: to the applicant, and for deadlines to the offices concerned, by each channel of the
 * province. The text comes from the event, so a late or out-of-order notice stays correct; address and language come from the
 * current dossier.
 */
export function notifications(deps: Notifications): (notification: ChangeNotification, later: Later) => Promise<void> {
  const { ledger, channels, count, logger } = deps;

  return async (notification, later) => {
    try {
      await tellOf(notification);
    } catch (error) {
      if (!(error instanceof ChannelThrottledError)) throw error;
      count('NoticePostponed');
      if (later.attempt >= MAX_ATTEMPTS) throw new PermanentError(error.causeCode);
      const { dossierId, version } = notification;
      logger.warn('notice postponed', { dossierId, version, attempt: later.attempt, cause: error.causeCode });
      // Requeued as a new message, so that waiting does not use up receives. Notices already sent are recorded in the ledger.
      await later.again();
    }
  };

  async function tellOf({ dossierId, version }: ChangeNotification): Promise<void> {
    if (version === undefined) throw new PermanentError('no-event-named');
    const [event, dossier] = await Promise.all([deps.readEvent(dossierId, version), deps.loadDossier(dossierId)]);
    // Only a deleted draft is ever removed: its owner waits for nothing of it.
    if (dossier === undefined) return logger.info('nothing to tell of', { dossierId, version });
    if (event === undefined) throw new PermanentError('event-not-found');
    const all = await toldOf(event, dossier);
    const failed: unknown[] = [];
    // A failing channel does not stop the others.
    for (const open of channels) {
      await tellBy(open, event, all).catch((error: unknown) => failed.push(error));
    }
    if (failed.length > 0) throw mostPressing(failed);
  }

  async function toldOf(event: RecordedEvent, dossier: Dossier): Promise<readonly Told[]> {
    const { procedureCode: code, procedureVersion } = dossier;
    const procedure = (await deps.procedure(code, procedureVersion)) ?? {
      name: { vi: code, en: code },
      steps: [],
      fees: [],
    };
    const told: Told[] = [];
    if (tellsOffices(event)) {
      const names = { procedure, askedAgency: await askedAgency(event, dossier) };
      // A closed agency has no one at its mailbox; one notice, where two would go to the same post.
      const posts = new Map<string, Office>();
      for (const office of officesFor(event, dossier)) {
        const agencyId = await deps.inForce(office.agencyId);
        posts.set(`${agencyId} ${office.post}`, { ...office, agencyId });
      }
      for (const { agencyId, post } of posts.values()) {
        const recipient = { kind: 'office', post, agency: await deps.agency(agencyId) } as const;
        told.push({ recipient, notice: officeNotice(event, dossier, names, post), suffix: `#${agencyId}#${post}` });
      }
    }
    if (tellsApplicant(event)) {
      const reception = await nameOf(dossier.receivingAgency);
      const notice = applicantNotice(event, procedure.name, dossier.language, { reception, fees: procedure.fees });
      told.push({ recipient: { kind: 'applicant', dossier }, notice, suffix: '' });
      const former = event.type === 'particulars-corrected' ? event.former : undefined;
      if (former !== undefined) {
        told.push({ recipient: { kind: 'applicant', dossier, former }, notice, suffix: '#former' });
      }
    }
    return told;
  }

  /** Name of the agency whose answer is due. */
  async function askedAgency(event: ForOffices, { branches }: Dossier): Promise<Text | undefined> {
    if (event.type === 'transferred') return undefined;
    const { timer } = event;
    const asked = timer.of === 'branch' ? branches.findLast(({ branchId }) => branchId === timer.id) : undefined;
    return asked && nameOf(asked.agencyId);
  }

  /** Of the agency that has the tasks now: applicants are not sent to one that was closed. */
  async function nameOf(agencyId: string): Promise<Text | undefined> {
    return (await deps.agency(await deps.inForce(agencyId)))?.name;
  }

  async function tellBy(open: OpenChannel, event: RecordedEvent, all: readonly Told[]): Promise<void> {
    for (const told of all) {
      const to = open.channel.addressOf(told.recipient);
      // When officers have no shared mailbox, their head is notified.
      if (to === undefined && told.notice.to === 'officers') continue;
      if (told.recipient.kind === 'applicant' && told.recipient.former !== undefined) {
        // A former contact that this channel does not reach, or that is still the present one there.
        const { dossier } = told.recipient;
        if (to === undefined || to === open.channel.addressOf({ kind: 'applicant', dossier })) continue;
      }
      await tell(open, event, told, to);
    }
  }

  /** Sends one notice by one channel exactly once, if its ledger row can be claimed. */
  async function tell(
    { name, channel }: OpenChannel,
    event: RecordedEvent,
    { recipient, notice, suffix }: Told,
    to: string | undefined,
  ): Promise<void> {
    const { dossierId, type } = event;
    const eventId = eventIdOf(event);
    const noticeId = `${eventId}#${name}${suffix}`;
    const claim = await ledger.claim(dossierId, noticeId);
    if (claim.state === 'settled') return;
    if (claim.state === 'busy') throw new NoticeBusyError(noticeId);
    const { owner } = claim;

    if (to === undefined) {
      await ledger.settle(dossierId, noticeId, owner, { state: 'no-address' });
      count('NoticeWithoutAddress');
      logger.info('no address', { noticeId, type });
      return;
    }
    const sent = await channel.send(recipient, to, notice, eventId).catch(async (error: unknown) => {
      if (error instanceof NoticeRefusedError) {
        await ledger.settle(dossierId, noticeId, owner, { state: 'refused', cause: error.causeCode });
        count('NoticeRefused');
        throw new PermanentError(error.causeCode);
      }
      // If this also fails, the claim expires on its own.
      await ledger.release(dossierId, noticeId, owner).catch(() => undefined);
      throw error;
    });
    // The notice is sent. If this write fails, the claim stays until it expires; only in that case is the notice sent twice.
    await ledger.settle(dossierId, noticeId, owner, sent);
    switch (sent.state) {
      case 'sent':
        count('NoticeSent');
        return logger.info('told', { noticeId, type });
      case 'unreachable':
        count(recipient.kind === 'office' ? 'OfficeUnreachable' : 'NoticeUnreachable');
        return logger.warn('address not written to', { noticeId, type, unreachable: sent.cause });
      case 'withheld':
        count('NoticeWithheld');
        return logger.info('address not confirmed', { noticeId, type });
    }
  }
}

/** Order of errors: first those that SQS retries, then throttling, last those that need an operator. */
function mostPressing(failed: readonly unknown[]): unknown {
  const passes = (error: unknown) => !(error instanceof ChannelThrottledError || error instanceof PermanentError);
  return failed.find(passes) ?? failed.find((error) => error instanceof ChannelThrottledError) ?? failed[0];
}
