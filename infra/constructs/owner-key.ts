import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { OWNER_KEY } from '../../shared/platform/secrets/province-key.ts';
import type { ProvinceStack } from './province-stack.ts';

/** Actions that would replace the value or delete it. */
const CHANGES = ['PutSecretValue', 'UpdateSecret', 'UpdateSecretVersionStage', 'RotateSecret', 'DeleteSecret'];

/**
 * The secret that derives row keys from identifiers of people, created once. Its resource policy denies
 * every principal, this app included, to change it: with another value every dossier would lose its owner, without an error
 * (`docs/decisions/0018-owner-keys.md`).
 */
export function ownerKeySecret(stack: ProvinceStack, encryptionKey: IKey): Secret {
  const secret = new Secret(stack, 'OwnerKey', {
    secretName: `motcua/${stack.province.slug}/${OWNER_KEY}`,
    encryptionKey,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'current',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  secret.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: CHANGES.map((action) => `secretsmanager:${action}`),
      resources: ['*'],
    }),
  );
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Rotating it would separate every dossier from its owner; all row keys would have to be rebuilt first.',
  });
  return secret;
}
