/** Why an address gets no more e-mail: permanent bounces, or a complaint by its reader. */
export const UNREACHABLE = ['bounced', 'complained'] as const;
export type Unreachable = (typeof UNREACHABLE)[number];

/** SES message tag with the pseudonym of the recipient's address; SES repeats it in its reports. */
export const MAILBOX_TAG = 'mailbox';
