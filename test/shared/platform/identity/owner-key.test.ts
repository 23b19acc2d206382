import { createHash, createHmac } from 'node:crypto';
import type { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { type Owner, ownerKeys, ownerOf } from '../../../../shared/platform/identity/owner-key.ts';
import { keyFor, provinceKey } from '../../../../shared/platform/secrets/province-key.ts';
import { secretStore } from '../../../../shared/platform/secrets/secrets.ts';

const ROOT = 'a-root-of-sixty-four-characters-that-no-one-knows-0123456789abcd';
const PERSON: Owner = { kind: 'citizen', identifier: '045190000123' };

/** Secrets Manager with one secret; counts how often it is asked, and fails while told to. */
function managed(secret: unknown) {
  const asked: string[] = [];
  const state = { down: false };
  const client = {
    send: async (command: GetSecretValueCommand) => {
      asked.push(command.input.SecretId ?? '');
      if (state.down) throw new Error('down');
      return { SecretString: JSON.stringify(secret) };
    },
  } as unknown as SecretsManagerClient;
  let now = 0;
  const clock = () => (now += 3_600_000);
  return { key: provinceKey(secretStore(client, 'motcua/quang-tri', clock)), asked, state };
}

describe('the key of an owner', () => {
  const keys = ownerKeys(managed({ current: ROOT }).key);

  it('is an HMAC under the province’s secret: neither a hash of the identifier nor another province’s key', async () => {
    const found = await keys(PERSON);
    expect(found).toMatch(/^[0-9a-f]{64}$/);
    expect(found).toBe(createHmac('sha256', keyFor(ROOT, 'owner')).update('citizen:045190000123').digest('hex'));
    for (const text of ['045190000123', 'citizen:045190000123', 'citizen\n045190000123']) {
      expect(found).not.toBe(createHash('sha256').update(text).digest('hex'));
    }
    const elsewhere = ownerKeys(managed({ current: ROOT.toUpperCase() }).key);
    expect(await elsewhere(PERSON)).not.toBe(found);
  });

  it('is the same every time, and another for another owner or kind of owner', async () => {
    const owners: Owner[] = [
      PERSON,
      { kind: 'organisation', identifier: PERSON.identifier },
      { kind: 'citizen', identifier: '045190000124' },
    ];
    const twice = await Promise.all([...owners, ...owners].map(keys));
    expect(new Set(twice).size).toBe(owners.length);
  });

  it('is that of the person or organisation a draft names', () => {
    const contact = { name: 'x', phone: '0912345678', address: 'x' };
    expect(
      ownerOf({
        identity: { type: 'personal-id', number: PERSON.identifier, country: 'VN' },
        ...contact,
      }),
    ).toEqual(PERSON);
    expect(
      ownerOf({
        identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
        ...contact,
      }),
    ).toEqual({
      kind: 'organisation',
      identifier: '0100109106',
    });
  });
});

describe('the secret behind it', () => {
  it('is read once per sandbox, for all purposes', async () => {
    const { key, asked } = managed({ current: ROOT });
    await Promise.all([key.for('owner'), key.for('cursor')]);
    for (let n = 0; n < 5; n += 1) await ownerKeys(key)(PERSON);
    expect(asked).toEqual(['motcua/quang-tri/owner-key']);
  });

  it('is requested again after a failure', async () => {
    const { key, asked, state } = managed({ current: ROOT });
    state.down = true;
    await expect(key.for('owner')).rejects.toThrow('down');
    state.down = false;
    expect(await key.for('owner')).toHaveLength(32);
    expect(asked).toHaveLength(2);
  });

  it('fails when it was rotated like other secrets: no owner key is derived from a new value', async () => {
    const { key } = managed({ current: ROOT.toUpperCase(), previous: ROOT });
    await expect(key.for('owner')).rejects.toThrow('must not be rotated');
  });

  it.each([[{ current: 'short' }], [{}], ['x']])('is not taken as %j', async (secret) => {
    await expect(managed(secret).key.for('owner')).rejects.toThrow('owner-key');
  });

  it('gives each purpose a key of its own', () => {
    const keys = ['owner', 'cursor', 'counter', 'mail'].map((purpose) => keyFor(ROOT, purpose).toString('hex'));
    expect(new Set([...keys, Buffer.from(ROOT).toString('hex')]).size).toBe(5);
  });
});
