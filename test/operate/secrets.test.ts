import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, describe, expect, it } from 'vitest';
import { PARTNER_SECRETS } from '../../infra/constructs/partner-secrets.ts';
import { SECRET_VALUES } from '../../operate/secrets/rules.ts';
import { secret } from '../../operate/secrets/verb.ts';
import type { Context } from '../../operate/verb.ts';
import { secretStore } from '../../shared/platform/secrets/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [OLD, NEW] = ['o'.repeat(40), 'n'.repeat(40)] as const;

let files = 0;
function fileOf(text: string, mode = 0o600): string {
  files += 1;
  const path = join(folder, `value-${files}`);
  writeFileSync(path, text, { mode });
  return path;
}

/** A province's secrets, and the verb that works on them at a moment. */
function world(stored: Record<string, object>) {
  const now = { at: Date.parse('2026-11-28T08:00:00Z'), losesAnswers: false };
  const texts = new Map(
    Object.entries(stored).map(([name, value]) => [
      `motcua/quang-tri/${name}`,
      { text: JSON.stringify(value), at: now.at - 86_400_000 },
    ]),
  );
  const secrets = {
    send: async ({ input }: GetSecretValueCommand | PutSecretValueCommand) => {
      const id = input.SecretId ?? '';
      if ('SecretString' in input) {
        texts.set(id, { text: input.SecretString ?? '', at: now.at });
        if (now.losesAnswers) throw new Error('socket hang up');
      }
      const { text: SecretString, at } = texts.get(id) ?? { text: undefined, at: 0 };
      return { SecretString, CreatedDate: new Date(at) };
    },
  } as unknown as SecretsManagerClient;
  const context = { province: { slug: 'quang-tri' }, secrets, clock: () => new Date(now.at) } as unknown as Context;
  const run = async (words: string[], options: Record<string, string> = {}, finish = false, dryRun = false) => {
    const flags = new Set(finish ? ['finish'] : []);
    const act = secret.plan({ words: ['rotate', ...words], options, flags, dryRun });
    const result = await act(context);
    // Its output never contains a value.
    for (const value of [OLD, NEW]) expect(JSON.stringify(result)).not.toContain(value);
    return result;
  };
  const kept = (name: string) => JSON.parse(texts.get(`motcua/quang-tri/${name}`)?.text ?? 'null');
  const inForce = (name: keyof typeof SECRET_VALUES) =>
    secretStore(secrets, 'motcua/quang-tri').get(name, SECRET_VALUES[name]);
  return { run, kept, inForce, now };
}

it('every partner secret has a schema', () => {
  expect(Object.keys(SECRET_VALUES).toSorted()).toEqual([...PARTNER_SECRETS].toSorted());
});

describe('a rotation', () => {
  it('puts the new value in force while the former one still verifies, and ends with --finish', async () => {
    const { run, kept, inForce, now } = world({ 'payment-vnpay': { current: OLD } });
    await run(['payment-vnpay'], { from: fileOf(`${NEW}\n`) });
    expect(await inForce('payment-vnpay')).toEqual([NEW, OLD]);
    expect(await run(['payment-vnpay'], {}, true)).toMatchObject({ failed: true, data: { done: false } });
    now.at += 5 * 60_000;
    await run(['payment-vnpay'], {}, true);
    expect(kept('payment-vnpay')).toEqual({ current: NEW });
    expect(await run(['payment-vnpay'], {}, true)).toMatchObject({ failed: true });
  });

  it('does not push out a value that its partner still uses', async () => {
    const { run, kept } = world({ 'payment-vnpay': { current: NEW, previous: OLD } });
    expect(await run(['payment-vnpay'], { from: fileOf('x'.repeat(40)) })).toMatchObject({ failed: true });
    expect(kept('payment-vnpay')).toEqual({ current: NEW, previous: OLD });
  });

  it('generates a new token in a secret issued by a carrier, into a file that only the operator can read', async () => {
    const issued = { token: OLD, clientId: 'c', clientSecret: 's' };
    const { run, kept, inForce } = world({ 'carrier-vnpost': { current: issued } });
    const to = join(folder, 'token');
    const { data } = await run(['carrier-vnpost'], { to });
    const token = readFileSync(to, 'utf8').trim();
    expect([statSync(to).mode & 0o777, token.length]).toEqual([0o600, 43]);
    expect(kept('carrier-vnpost')).toEqual({ current: { ...issued, token }, previous: issued });
    expect(await inForce('carrier-vnpost')).toHaveLength(2);
    expect(JSON.stringify(data)).not.toContain(token);
  });

  it('keeps the file of a key that may be in force because the response was lost', async () => {
    const { run, kept, now } = world({ 'payment-platform': { current: OLD } });
    now.losesAnswers = true;
    const to = join(folder, 'lost');
    await expect(run(['payment-platform'], { to })).rejects.toThrow(
      `socket hang up. The new key may be in force: keep ${to}`,
    );
    expect(kept('payment-platform')).toEqual({ current: readFileSync(to, 'utf8').trim(), previous: OLD });
  });

  it('never overwrites a file, and then changes no secret', async () => {
    const { run, kept } = world({ 'payment-platform': { current: OLD } });
    await expect(run(['payment-platform'], { to: fileOf('kept') })).rejects.toThrow('EEXIST');
    expect(kept('payment-platform')).toEqual({ current: OLD });
  });

  it('discards the random text of a newly created secret if it is not a valid value', async () => {
    const { run, inForce } = world({ 'national-portal': { current: OLD } });
    const credentials = { username: 'u', password: NEW };
    await run(['national-portal'], { from: fileOf(JSON.stringify(credentials)) });
    expect(await inForce('national-portal')).toEqual([credentials]);
  });

  it('writes nothing in a dry run', async () => {
    const { run, kept } = world({ 'payment-vnpay': { current: OLD } });
    const to = join(folder, 'planned');
    await run(['payment-vnpay'], { to }, false, true);
    expect(() => statSync(to)).toThrow('ENOENT');
    expect(kept('payment-vnpay')).toEqual({ current: OLD });
  });
});

describe('wrong usage is rejected before anything is changed', () => {
  const { run } = world({
    'payment-vnpay': { current: OLD },
    'national-portal': { current: { username: 'u', password: 'p' } },
  });
  it.each<[string[], Record<string, string>, RegExp]>([
    [['owner-key'], { to: 'x' }, /never rotated/],
    [['webhooks/1'], { to: 'x' }, /itself/],
    [['post'], { to: 'x' }, /There is no secret post/],
    [['payment-vnpay'], {}, /Say --from/],
    [['payment-vnpay'], { from: 'a', to: 'b' }, /Say --from/],
    [['payment-vnpay'], { from: fileOf('short') }, /none for payment-vnpay: the value too_small/],
    [['payment-vnpay'], { from: fileOf(NEW, 0o644) }, /can be read by others/],
    [['national-portal'], { from: fileOf('{"username": "u"}') }, /password/],
    [['national-portal'], { to: 'x' }, /issues national-portal/],
  ])('%j %j', async (words, options, said) => {
    await expect(async () => run(words, options)).rejects.toThrow(said);
  });
});
