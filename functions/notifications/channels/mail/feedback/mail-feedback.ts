import * as z from 'zod/mini';
import { UNREACHABLE, type Unreachable } from '../../../../../shared/mail/unreachable.ts';

/** The part of an SES event that the EventBridge rule passes: the pseudonym that we set as a tag, and the outcome. */
export const feedbackSchema = z.strictObject({
  unreachable: z.enum(UNREACHABLE),
  /** SES lists several values per tag; our e-mails have one recipient each. */
  mailbox: z.tuple([z.string().check(z.regex(/^[0-9a-f]{64}$/))]),
});
type Feedback = z.infer<typeof feedbackSchema>;

export type MailFeedback = {
  readonly mark: (mailbox: string, unreachable: Unreachable) => Promise<void>;
  readonly count: (metric: 'MailboxUnreachable') => void;
};

/** Suppresses the address after a permanent bounce or a complaint. */
export const mailFeedback =
  ({ mark, count }: MailFeedback) =>
  async ({ unreachable, mailbox: [mailbox] }: Feedback): Promise<void> => {
    await mark(mailbox, unreachable);
    count('MailboxUnreachable');
  };
