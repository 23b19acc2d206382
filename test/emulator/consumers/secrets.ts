import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../../../local/launcher/clients.ts';
import { mailboxKeys } from '../../../shared/mail/mailbox.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { provinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretStore } from '../../../shared/platform/secrets/secrets.ts';
import { environment } from '../kit.ts';

const manager = new SecretsManagerClient(clientSettings(environment));
const idOf = (name: string) => `${environment.secretPrefix}/${name}`;

/** The keys under which the running province knows owners. */
const localKey = provinceKey(secretStore(manager, environment.secretPrefix));
export const localOwnerKeys = ownerKeys(localKey);
export const localMailboxKeys = mailboxKeys(localKey);

/** A partner's secret as it is stored: `{ current, previous? }`. */
export async function readSecret<T = string>(name: string): Promise<{ current: T; previous?: T }> {
  const { SecretString = '' } = await manager.send(new GetSecretValueCommand({ SecretId: idOf(name) }));
  return JSON.parse(SecretString) as { current: T; previous?: T };
}

export async function writeSecret(name: string, value: { current: unknown; previous?: unknown }): Promise<void> {
  await manager.send(new PutSecretValueCommand({ SecretId: idOf(name), SecretString: JSON.stringify(value) }));
}
