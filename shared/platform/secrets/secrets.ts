import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { parseJsonOrNothing } from '../../text/json.ts';

/** How long a sandbox may use a cached secret: a rotation's overlap must be longer. Milliseconds. */
const CACHE_MS = 120_000;

export const secretsEnvironment = {
  /** `motcua/<province>`: every secret's name begins with it. */
  SECRET_PREFIX: z.string().check(z.minLength(1)),
};

export class SecretError extends Error {
  override readonly name = 'SecretError';
}

export type Secrets = {
  /**
   * The valid values, newest first: during a rotation both the current and the previous one verify signatures; sign with the
   * first.
   */
  get<T>(name: string, value: z.ZodMiniType<T>): Promise<readonly [T, ...T[]]>;
};

/** Secrets of the province, each a JSON document `{ "current": …, "previous"?: … }` under `prefix`. */
export function secretStore(client: SecretsManagerClient, prefix: string, clock: () => number = Date.now): Secrets {
  const cache = new Map<string, { until: number; text: Promise<string> }>();

  async function read(name: string): Promise<string> {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}/${name}` }));
    if (answer.SecretString === undefined) throw new SecretError(`secret ${name} has no text`);
    return answer.SecretString;
  }

  return {
    async get(name, value) {
      let entry = cache.get(name);
      if (entry === undefined || entry.until <= clock()) {
        entry = { until: clock() + CACHE_MS, text: read(name) };
        cache.set(name, entry);
        entry.text.catch(() => cache.delete(name));
      }
      const parsed = z
        .object({ current: value, previous: z.optional(value) })
        .safeParse(parseJsonOrNothing(await entry.text));
      if (!parsed.success) throw new SecretError(`secret ${name} { current, previous? }: ${faultsOf(parsed.error)}`);
      const { current, previous } = parsed.data;
      return previous === undefined ? [current] : [current, previous];
    },
  };
}

/** Path and rule only, never the value: errors are logged. */
function faultsOf({ issues }: z.core.$ZodError): string {
  const faults = issues.map((issue) => {
    const rule = issue.code === 'too_small' ? `needs at least ${issue.minimum} characters` : issue.code;
    return `${issue.path.join('.') || 'the document'} ${rule}`;
  });
  return faults.join(', ');
}
