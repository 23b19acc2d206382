import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJson } from '../../shared/text/json.ts';
import { newSigningSecret, SECRET_PATTERN } from './signature.ts';

export const signingSecret = z.string().check(z.regex(SECRET_PATTERN));

/** Name below the province's prefix; the sender reads it through `shared/platform/secrets`. */
export const secretNameOf = (endpointId: string) => `webhooks/${endpointId}`;

/** `rotation` says which request made `current`: the same request repeated must not push `previous` out. */
const storedSchema = z.object({
  current: signingSecret,
  previous: z.optional(signingSecret),
  rotation: z.optional(z.string()),
});
type Stored = z.infer<typeof storedSchema>;

/** The managing side of endpoints' signing secrets: always fresh, never cached. */
export type SigningSecrets = {
  /** Makes the secret, or returns the one that an interrupted earlier try of the same registration made. */
  create(endpointId: string): Promise<string>;
  /** Newest first; undefined when there is none. */
  values(endpointId: string): Promise<readonly [string, ...string[]] | undefined>;
  /** New current secret; the one before stays as previous. Repeating the same `rotation` changes nothing. */
  rotate(endpointId: string, rotation: string): Promise<string>;
  /** At once and for good; no error when it is gone already. */
  remove(endpointId: string): Promise<void>;
};

export function signingSecrets(client: SecretsManagerClient, prefix: string): SigningSecrets {
  const idOf = (endpointId: string) => `${prefix}/${secretNameOf(endpointId)}`;

  async function read(endpointId: string): Promise<Stored | undefined> {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: idOf(endpointId) }));
      return storedSchema.parse(parseJson(answer.SecretString ?? 'null', `the secret of endpoint ${endpointId}`));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
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
        const existing = error instanceof ResourceExistsException ? await read(endpointId) : undefined;
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
        // The token makes a twin's write of another secret fail instead of replacing the one just handed out.
        const put = { SecretId: idOf(endpointId), SecretString, ClientRequestToken: rotation };
        await client.send(new PutSecretValueCommand(put));
        return next.current;
      } catch (error) {
        const twins = error instanceof ResourceExistsException ? await read(endpointId) : undefined;
        if (twins === undefined) throw error;
        return twins.current;
      }
    },
    async remove(endpointId) {
      try {
        await client.send(new DeleteSecretCommand({ SecretId: idOf(endpointId), ForceDeleteWithoutRecovery: true }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}
