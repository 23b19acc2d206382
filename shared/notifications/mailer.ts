import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Notice } from './notice.ts';

/** SES will never take this message as it is. `causeCode` is stable and holds no address. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
  readonly causeCode: string;

  constructor(causeCode: string) {
    super(causeCode);
    this.causeCode = causeCode;
  }
}

export type Mailer = {
  /** @returns the id SES gave the message. @throws MailRefusedError, or anything else that may pass. */
  send(to: string, notice: Notice): Promise<string>;
};

/** Errors that no repetition mends. Throttling, a paused account and faults of the service are not among them. */
const PERMANENT: Readonly<Record<string, string>> = {
  MessageRejected: 'ses-message-rejected',
  BadRequestException: 'ses-bad-request',
  MailFromDomainNotVerifiedException: 'ses-domain-not-verified',
  AccountSuspendedException: 'ses-account-suspended',
  NotFoundException: 'ses-not-found',
};

export function sesMailer(client: SESv2Client, from: string): Mailer {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    async send(to, { subject, text, html }) {
      try {
        const answer = await client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [to] },
            Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
          }),
        );
        return answer.MessageId ?? '';
      } catch (error) {
        const cause = error instanceof Error ? PERMANENT[error.name] : undefined;
        if (cause !== undefined) throw new MailRefusedError(cause);
        // SES repeats the address in some messages, and what is thrown here is logged.
        throw new Error(`SES did not take the message: ${error instanceof Error ? error.name : 'unknown'}`);
      }
    },
  };
}
