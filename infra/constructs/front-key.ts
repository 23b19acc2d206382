import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { FRONT_KEY } from '../../shared/platform/http/caller-address.ts';
import type { ProvinceStack } from './province-stack.ts';

/**
 * By this value the API knows its own distribution, and believes it which address a caller has. The distribution and the firewall
 * take it by reference when they are deployed, functions read it (`docs/decisions/0073-portal-hosting.md`).
 */
export function frontKeySecret(stack: ProvinceStack, encryptionKey: IKey): Secret {
  const secret = new Secret(stack, 'FrontKey', {
    secretName: `motcua/${stack.province.slug}/${FRONT_KEY}`,
    encryptionKey,
    // A header's value.
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'current',
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'The distribution and the firewall take a new value only with a deployment (docs/runbook.md).',
  });
  return secret;
}
