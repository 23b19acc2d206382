import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { ProvinceStack } from './province-stack.ts';

/** Domain of an e-mail address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Name of the configuration set that all letters of a province are sent with. */
export const configurationSetOf = (stack: ProvinceStack): string => stack.named('mail');

/**
 * The domain from which a province writes, signed with DKIM. SES sends nothing until its owner has published the records
 * that SES names (`docs/guides/deploy.md`): the one part of a deployment that happens in somebody's DNS. Kept when the
 * stack goes, because a new identity would want new records.
 */
export function mailIdentity(stack: ProvinceStack): void {
  const identity = new CfnEmailIdentity(stack, 'MailIdentity', {
    emailIdentity: domainOf(stack.province.partners.mailFrom),
    dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    // Bounces and complaints go to the bus (`mail-feedback.ts`), not with people's addresses to the sender's mailbox.
    feedbackAttributes: { emailForwardingEnabled: false },
  });
  identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
}
