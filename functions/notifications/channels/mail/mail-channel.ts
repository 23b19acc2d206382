import { noticesOf } from '../../../../shared/dossier/parties.ts';
import { isVouchedFor, mailStanding } from '../../../../shared/mail/confirmed-mail.ts';
import { mailboxKeys, readMark } from '../../../../shared/mail/mailbox.ts';
import type { ProvinceKey } from '../../../../shared/platform/secrets/province-key.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import type { Notice } from '../../notice.ts';
import type { Pace } from '../../pace.ts';
import type { Channel, Recipient } from '../channel.ts';
import { confirmationOf } from './confirmation.ts';
import { letterOf } from './letter.ts';
import type { Mailer } from './ses.ts';

export type MailChannel = {
  readonly mailer: Mailer;
  readonly pace: Pick<Pace, 'onBatchStart'>;
  readonly table: Table;
  readonly key: ProvinceKey;
  readonly clock: () => Date;
};

type OfApplicant = Extract<Recipient, { kind: 'applicant' }>;
const contactOf = ({ dossier, former }: OfApplicant) => former ?? noticesOf(dossier);
/** A former address was verified or not by what was known of it then. */
const asSent = ({ dossier, former }: OfApplicant) =>
  former === undefined ? dossier : { ...dossier, emailVerified: former.emailVerified };

/** E-mail: to applicants at the address of their dossier, to offices at the mailbox of the post. */
export function mailChannel({ mailer, pace, table, key, clock }: MailChannel): Channel {
  const mailboxes = mailboxKeys(key);
  const standing = mailStanding(table, key, clock);

  /** Message for the address: the notice if the address is confirmed, otherwise a confirmation request or nothing. */
  async function admitted(
    recipient: Recipient,
    email: string,
    notice: Notice,
    eventId: string,
  ): Promise<Notice | undefined> {
    if (recipient.kind === 'office' || isVouchedFor(asSent(recipient))) return notice;
    const answer = await standing({ ownerKey: contactOf(recipient).key, email }, eventId);
    if (answer.state === 'confirmed') return notice;
    return answer.state === 'asks' ? confirmationOf(notice, answer.code) : undefined;
  }

  return {
    onBatchStart: pace.onBatchStart,
    addressOf(recipient) {
      if (recipient.kind === 'applicant') return contactOf(recipient).email;
      const { mailbox } = recipient.agency ?? {};
      // A leader without a mailbox is notified through the head.
      return recipient.post === 'leader' ? (mailbox?.leader ?? mailbox?.head) : mailbox?.[recipient.post];
    },
    async send(recipient, address, notice, eventId) {
      const mailbox = await mailboxes(address);
      const unreachable = await readMark(table, mailbox);
      if (unreachable !== undefined) return { state: 'unreachable', cause: unreachable };
      const goes = await admitted(recipient, address, notice, eventId);
      if (goes === undefined) return { state: 'withheld' };
      return { state: 'sent', messageId: await mailer.send({ address, mailbox }, letterOf(goes)) };
    },
  };
}
