import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { MAILBOX_TAG } from '../../../../shared/mail/unreachable.ts';
import { awsClient } from '../../../../shared/platform/aws/client.ts';
import type { Pace } from '../../pace.ts';
import { ChannelThrottledError, NoticeRefusedError } from '../channel.ts';
import type { Letter } from './letter.ts';

/** Whom a letter goes to: the address, and its pseudonym (`mailbox.ts`). */
export type Recipient = { readonly address: string; readonly mailbox: string };

/** Who a letter is from, and the configuration set by which SES reports what became of it. */
export type Sender = { readonly from: string; readonly configurationSet: string };

export type Mailer = {
  /** @returns the id SES gave the message. @throws NoticeRefusedError, ChannelThrottledError, or anything else that may pass. */
  send(to: Recipient, letter: Letter): Promise<string>;
};

/** More a second, or a day, than the account may send; or an account that AWS has stopped for a while. */
const THROTTLED: Readonly<Record<string, string>> = {
  TooManyRequestsException: 'ses-too-many-requests',
  ThrottlingException: 'ses-too-many-requests',
  Throttling: 'ses-too-many-requests',
  LimitExceededException: 'ses-limit-exceeded',
  SendingPausedException: 'ses-sending-paused',
};

/** Errors that no repetition mends. Faults of the service are not among them. */
const PERMANENT: Readonly<Record<string, string>> = {
  MessageRejected: 'ses-message-rejected',
  BadRequestException: 'ses-bad-request',
  MailFromDomainNotVerifiedException: 'ses-domain-not-verified',
  AccountSuspendedException: 'ses-account-suspended',
  NotFoundException: 'ses-not-found',
};

/** Longest time for an answer of SES. What it did not say is not known to have been left undone, so it gets time. */
const ANSWER_MS = 5_000;

/**
 * A client that asks once: SES has no way to tell a repetition from a second message, and one that is throttled comes
 * back when its message does.
 */
export const sesClient = (): SESv2Client => awsClient(SESv2Client, {}, { timeoutMs: ANSWER_MS, attempts: 1 });

/** @param pace waited for before each message */
export function sesMailer(client: SESv2Client, { from, configurationSet }: Sender, pace: Pick<Pace, 'next'>): Mailer {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    async send({ address, mailbox }, { subject, text, html }) {
      await pace.next();
      try {
        const answer = await client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [address] },
            ConfigurationSetName: configurationSet,
            EmailTags: [{ Name: MAILBOX_TAG, Value: mailbox }],
            Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
          }),
        );
        return answer.MessageId ?? '';
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        const cause = PERMANENT[name];
        if (cause !== undefined) throw new NoticeRefusedError(cause);
        const throttled = THROTTLED[name];
        if (throttled !== undefined) throw new ChannelThrottledError(throttled);
        // SES repeats the address in some messages, and what is thrown here is logged.
        throw new Error(`SES did not take the message: ${name}`);
      }
    },
  };
}
