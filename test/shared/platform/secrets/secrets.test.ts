import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { vnpostSecretSchema } from '../../../../functions/postal/carriers/vnpost/config.ts';
import { MIN_KEY_LENGTH, sharedKey } from '../../../../shared/platform/secrets/key.ts';
import { SecretError, secretStore } from '../../../../shared/platform/secrets/secrets.ts';

const GOOD = 'k'.repeat(MIN_KEY_LENGTH);

/** The store over a Secrets Manager that holds this text. */
const storeOf = (text: string) =>
  secretStore({ send: async () => ({ SecretString: text }) } as unknown as SecretsManagerClient, 'motcua/quang-tri');

const readKey = (secret: unknown) => storeOf(JSON.stringify(secret)).get('vnpay', sharedKey);

async function faultOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SecretError);
  return (error as SecretError).message;
}

describe('a key that both sides share', () => {
  it('is read with the previous one, the newest first', async () => {
    expect(await readKey({ current: GOOD })).toEqual([GOOD]);
    expect(await readKey({ current: GOOD, previous: `${GOOD}0` })).toEqual([GOOD, `${GOOD}0`]);
  });

  it.each([
    ['current', { current: 'mot-khoa-ngan-31-ky-tu-00000000' }],
    ['previous', { current: GOOD, previous: 'mot-khoa-ngan-31-ky-tu-00000000' }],
  ])('has at least 32 characters, %s as well, and the error says so without the key', async (field, secret) => {
    const message = await faultOf(readKey(secret));
    expect(message).toContain('secret vnpay');
    expect(message).toContain(`${field} needs at least 32 characters`);
    expect(message).not.toContain('mot-khoa');
  });

  it.each([`${GOOD}\n`, ` ${GOOD}`, `${GOOD} `])('does not carry white space at an end: %j', async (current) => {
    const message = await faultOf(readKey({ current }));
    expect(message).not.toContain(GOOD);
  });

  it('may be the token in the secret of a carrier, where the error names it', async () => {
    const post = { token: 'ngan', clientId: 'motcua', clientSecret: 'x' };
    const message = await faultOf(storeOf(JSON.stringify({ current: post })).get('carrier-vnpost', vnpostSecretSchema));
    expect(message).toContain('current.token needs at least 32 characters');
    expect(message).not.toContain('ngan');
  });

  it.each(['', '{', 'null', '"text"', '[]'])('is not read from %s, and nothing of it is repeated', async (text) => {
    expect(await faultOf(storeOf(text).get('vnpay', sharedKey))).toMatch(/^secret vnpay/);
  });
});
