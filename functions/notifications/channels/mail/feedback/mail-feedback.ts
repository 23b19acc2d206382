import * as z from 'zod/mini';
import { UNREACHABLE, type Unreachable } from '../../../../../shared/mail/unreachable.ts';

/** What the rules leave of an event of SES: the pseudonym that we gave the letter as a tag, and what became of it. */
export const feedbackSchema = z.strictObject({
  unreachable: z.enum(UNREACHABLE),
  /** SES has a list for each tag; every letter of ours has one address. */
  mailbox: z.tuple([z.string().check(z.regex(/^[0-9a-f]{64}$/))]),
});
type Feedback = z.infer<typeof feedbackSchema>;

export type MailFeedback = {
  readonly mark: (mailbox: string, unreachable: Unreachable) => Promise<void>;
  readonly count: (metric: 'MailboxUnreachable') => void;
};

/** Marks the address of a letter that came back for good, or was complained of: it is not written to any more. */
export const mailFeedback =
  ({ mark, count }: MailFeedback) =>
  async ({ unreachable, mailbox: [mailbox] }: Feedback): Promise<void> => {
    await mark(mailbox, unreachable);
    count('MailboxUnreachable');
  };
