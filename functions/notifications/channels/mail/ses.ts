import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { MAILBOX_TAG } from '../../../../shared/mail/unreachable.ts';
import { awsClient } from '../../../../shared/platform/aws/client.ts';
import type { Pace } from '../../pace.ts';
import { ChannelThrottledError, NoticeRefusedError } from '../channel.ts';
import type { Letter } from './letter.ts';

/** Recipient of an e-mail: the address, and its pseudonym (`mailbox.ts`). */
export type Recipient = { readonly address: string; readonly mailbox: string };

/** Sender of an e-mail, and the configuration set by which SES reports its outcome. */
export type Sender = { readonly from: string; readonly configurationSet: string };

export type Mailer = {
  /** @returns the SES message id. @throws NoticeRefusedError, ChannelThrottledError, or a transient error */
  send(to: Recipient, letter: Letter): Promise<string>;
};

/** The sending rate or daily quota is exceeded, or AWS has paused sending for the account. */
const THROTTLED: Readonly<Record<string, string>> = {
  TooManyRequestsException: 'ses-too-many-requests',
  ThrottlingException: 'ses-too-many-requests',
  Throttling: 'ses-too-many-requests',
  LimitExceededException: 'ses-limit-exceeded',
  SendingPausedException: 'ses-sending-paused',
};

/** Permanent errors. Service faults are not included. */
const PERMANENT: Readonly<Record<string, string>> = {
  MessageRejected: 'ses-message-rejected',
  BadRequestException: 'ses-bad-request',
  MailFromDomainNotVerifiedException: 'ses-domain-not-verified',
  AccountSuspendedException: 'ses-account-suspended',
  NotFoundException: 'ses-not-found',
};

/** Timeout for SES. After a time-out the e-mail may have been sent, so the limit is generous. */
const ANSWER_MS = 5_000;

/** Client without retries: SES cannot recognise a repetition, and throttled e-mails are retried with their message. */
export const sesClient = (): SESv2Client => awsClient(SESv2Client, {}, { timeoutMs: ANSWER_MS, attempts: 1 });

/** @param pace awaited before each e-mail */
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
        // Some SES errors repeat the address, and the thrown error is logged.
        throw new Error(`SES did not take the message: ${name}`);
      }
    },
  };
}
