import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { named } from '../../shared/platform/aws/refused.ts';
import { parseJson } from '../../shared/text/json.ts';
import { newSigningSecret, SECRET_PATTERN } from './signature.ts';

export const signingSecret = z.string().check(z.regex(SECRET_PATTERN));

/** Name under the province's prefix; the sender reads it through `shared/platform/secrets`. */
export const secretNameOf = (endpointId: string) => `webhooks/${endpointId}`;

/** `rotation` identifies the request that created `current`: repeating that request must not replace `previous`. */
const storedSchema = z.object({
  current: signingSecret,
  previous: z.optional(signingSecret),
  rotation: z.optional(z.string()),
});
type Stored = z.infer<typeof storedSchema>;

/** Management of endpoints' signing secrets: always read directly, never cached. */
export type SigningSecrets = {
  /** Creates the secret, or returns the one created by an interrupted attempt of the same registration. */
  create(endpointId: string): Promise<string>;
  /** Newest first; undefined when there is none. */
  values(endpointId: string): Promise<readonly [string, ...string[]] | undefined>;
  /** Creates a new current secret; the old one becomes previous. Repeating the same `rotation` changes nothing. */
  rotate(endpointId: string, rotation: string): Promise<string>;
  /** Deletes immediately and permanently; no error when it is already gone. */
  remove(endpointId: string): Promise<void>;
};

export function signingSecrets(client: SecretsManagerClient, prefix: string): SigningSecrets {
  const idOf = (endpointId: string) => `${prefix}/${secretNameOf(endpointId)}`;

  async function read(endpointId: string): Promise<Stored | undefined> {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: idOf(endpointId) }));
      return storedSchema.parse(parseJson(answer.SecretString ?? 'null', `the secret of endpoint ${endpointId}`));
    } catch (error) {
      if (named(error, 'ResourceNotFoundException')) return undefined;
      throw error;
    }
  }

  return {
    async create(endpointId) {
      const stored: Stored = { current: newSigningSecret() };
      try {
        const SecretString = JSON.stringify(stored);
        await client.send(new CreateSecretCommand({ Name: idOf(endpointId), SecretString }));
        return stored.current;
      } catch (error) {
        const existing = named(error, 'ResourceExistsException') ? await read(endpointId) : undefined;
        if (existing === undefined) throw error;
        return existing.current;
      }
    },
    async values(endpointId) {
      const stored = await read(endpointId);
      if (stored === undefined) return undefined;
      return stored.previous === undefined ? [stored.current] : [stored.current, stored.previous];
    },
    async rotate(endpointId, rotation) {
      const stored = await read(endpointId);
      if (stored?.rotation === rotation) return stored.current;
      const next: Stored = { current: newSigningSecret(), previous: stored?.current, rotation };
      const SecretString = JSON.stringify(next);
      try {
        // The token makes a concurrent write of another secret fail instead of replacing the one just returned.
        const put = { SecretId: idOf(endpointId), SecretString, ClientRequestToken: rotation };
        await client.send(new PutSecretValueCommand(put));
        return next.current;
      } catch (error) {
        const twins = named(error, 'ResourceExistsException') ? await read(endpointId) : undefined;
        if (twins === undefined) throw error;
        return twins.current;
      }
    },
    async remove(endpointId) {
      try {
        await client.send(new DeleteSecretCommand({ SecretId: idOf(endpointId), ForceDeleteWithoutRecovery: true }));
      } catch (error) {
        if (!named(error, 'ResourceNotFoundException')) throw error;
      }
    },
  };
}
