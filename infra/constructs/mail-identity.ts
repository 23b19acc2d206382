import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { domainOf } from '../../functions/notifications/channels/mail/adapter.ts';
import type { ProvinceStack } from './province-stack.ts';

/** Name of the configuration set with which all e-mails of a province are sent. */
export const configurationSetOf = (stack: ProvinceStack): string => stack.named('mail');

/**
 * The domain of the sender address `from`, signed with DKIM. SES sends nothing until the owner of the domain has published
 * the DNS records that SES names (`docs/guides/deploy.md`). Kept when the
 * stack is deleted, because a new identity would need new records.
 */
export function mailIdentity(stack: ProvinceStack, from: string): void {
  const identity = new CfnEmailIdentity(stack, 'MailIdentity', {
    emailIdentity: domainOf(from),
    dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    // Bounces and complaints go to the bus (`mail-feedback.ts`), not with people's addresses to the sender's mailbox.
    feedbackAttributes: { emailForwardingEnabled: false },
  });
  identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
}
