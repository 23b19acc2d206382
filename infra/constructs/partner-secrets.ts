import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { PORTAL_SECRET } from '../../functions/national-portal/contracts/registry.ts';
import { CHANNEL_SECRETS } from '../../functions/notifications/channels/registry.ts';
import { PROVIDER_NAMES, providerSecret } from '../../functions/payments/providers/registry.ts';
import { CARRIER_NAMES, carrierSecret } from '../../functions/postal/carriers/registry.ts';
import { CLIENT_SECRET } from '../../functions/sessions/client-config.ts';
import type { ProvinceStack } from './province-stack.ts';

/** One for each partner. The last one belongs to the province itself: certificate and key that sign its forms. */
export const PARTNER_SECRETS = [
  PORTAL_SECRET,
  ...PROVIDER_NAMES.map(providerSecret),
  ...CARRIER_NAMES.map(carrierSecret),
  ...CHANNEL_SECRETS,
  CLIENT_SECRET,
  'form-signing',
] as const;
export type PartnerSecret = (typeof PARTNER_SECRETS)[number];

export type PartnerSecrets = {
  /** `motcua/<slug>`; agencies' webhook secrets are created below it at run time. */
  readonly prefix: string;
  readonly byPartner: Readonly<Record<PartnerSecret, Secret>>;
};

/**
 * One secret per partner, `{ "current": …, "previous"?: … }`. It is created with a random value that no partner accepts, so
 * calls fail until an operator has stored the real one; during a rotation `previous` stays valid.
 */
export function partnerSecrets(stack: ProvinceStack, encryptionKey: IKey): PartnerSecrets {
  const prefix = `motcua/${stack.province.slug}`;
  const create = (partner: PartnerSecret): Secret => {
    const secret = new Secret(stack, `Secret-${partner}`, {
      secretName: `${prefix}/${partner}`,
      encryptionKey,
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'current', passwordLength: 40 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The partner issues the value; it is rotated by agreement, with both values valid meanwhile (docs/runbook.md).',
    });
    return secret;
  };
  return {
    prefix,
    byPartner: Object.fromEntries(
      PARTNER_SECRETS.map((partner) => [partner, create(partner)]),
    ) as PartnerSecrets['byPartner'],
  };
}
