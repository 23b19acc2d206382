import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, it } from 'vitest';
import { selfSigned, type TestCertificate } from '../signing/certificates.ts';
import { DOSSIER, HAPPENED, openWorld } from './world.ts';

const secretOf = (current: unknown) => JSON.stringify({ current });
let good: TestCertificate;
let old: TestCertificate;
beforeAll(async () => {
  [good, old] = await Promise.all([
    selfSigned('rsa', 'Trung tâm'),
    selfSigned('rsa', 'Trung tâm', { from: '2024-01-01T00:00:00.000Z', to: '2025-01-01T00:00:00.000Z' }),
  ]);
});

async function made(secret: string | Error) {
  const world = openWorld();
  const version = world.happen(HAPPENED.accepted);
  world.outside.secret = secret;
  const failed = await world.deliver({ dossierId: DOSSIER, version });
  return { world, version, failed: failed.length, parked: world.parked.length };
}

describe('the signature', () => {
  it('is added when the province has a certificate, and is not part of the comparison', async () => {
    const unsigned = (await made(secretOf('born-at-random'))).world;
    const { world } = await made(secretOf(good));
    const [plain, signed] = [unsigned.issued()[0], world.issued()[0]];
    expect(signed).toEqual({ ...plain, signed: true, size: world.file().length });
    expect(world.file().subarray(0, unsigned.file().length).equals(unsigned.file())).toBe(true);
    expect(world.file().length).toBeGreaterThan(unsigned.file().length);
    expect(world.counted).toEqual([]);
  });

  it.each<[string, () => string | Error]>([
    ['no certificate is stored yet', () => secretOf('born-at-random')],
    ['there is no such secret', () => new ResourceNotFoundException({ message: '', $metadata: {} })],
  ])('is omitted and counted when %s', async (_, secret) => {
    const { world } = await made(secret());
    expect(world.issued()).toMatchObject([{ signed: false }]);
    expect(world.counted).toEqual(['FormUnsigned']);
  });

  it.each<[string, () => string | Error]>([
    ['has run out', () => secretOf(old)],
    ['has the key of another', () => secretOf({ ...good, privateKey: old.privateKey })],
    ['is half there', () => secretOf({ certificate: good.certificate })],
    ['cannot be read', () => new Error('throttled')],
  ])('blocks issuing when the certificate %s', async (_, secret) => {
    const { world, failed, parked } = await made(secret());
    expect([failed, parked, world.stored.size, world.sent.length]).toEqual([1, 0, 0, 0]);
  });

  it('stays after a repetition with another certificate or none', async () => {
    const { world, version } = await made(secretOf(good));
    const first = world.file();
    world.outside.secret = secretOf('none');
    await world.make(version);
    expect(world.file()).toBe(first);
    expect(world.sent[1]).toEqual(world.sent[0]);
    expect(world.counted).toEqual([]);
  });
});
