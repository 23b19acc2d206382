/** Why an address is not written to: letters come back for good, or whoever reads it called one a nuisance. */
export const UNREACHABLE = ['bounced', 'complained'] as const;
export type Unreachable = (typeof UNREACHABLE)[number];

/** Name of the tag that says, without naming it, to which address a letter went: SES's reports repeat it. */
export const MAILBOX_TAG = 'mailbox';
