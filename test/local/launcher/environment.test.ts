import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvince } from '../../../infra/province/load.ts';
import { partnersSchema } from '../../../infra/province/partners.ts';
import { fingerprint } from '../../../local/launcher/deploy/sources.ts';
import { EMULATORS, type EmulatorKind } from '../../../local/launcher/emulator/records.ts';
import { apiAddress, outputNamed } from '../../../local/launcher/outputs.ts';
import { localPartners, simulatorUrls } from '../../../local/launcher/partners.ts';
import { portPlan } from '../../../local/launcher/ports.ts';
import { Progress, timeTable } from '../../../local/launcher/progress.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-sources-'));
  await mkdir(join(folder, 'infra', 'stacks'), { recursive: true });
  await writeFile(join(folder, 'infra', 'stacks', 'api.ts'), 'one');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('fingerprint', () => {
  it('changes with a file, with a name and with what the synth is told, and with nothing else', async () => {
    const of = (...told: string[]): Promise<string> => fingerprint(told, folder, ['infra', 'cdk.json']);
    const first = await of('quang-tri');
    expect(await of('quang-tri')).toBe(first);
    expect(await of('lai-chau')).not.toBe(first);
    await writeFile(join(folder, 'README.md'), 'not a source');
    expect(await of('quang-tri')).toBe(first);
    await writeFile(join(folder, 'cdk.json'), '{}');
    const second = await of('quang-tri');
    expect(second).not.toBe(first);
    await writeFile(join(folder, 'infra', 'stacks', 'api.ts'), 'two');
    expect(await of('quang-tri')).not.toBe(second);
  });
});

describe('localPartners', () => {
  const province = loadProvince('quang-tri').partners;
  const local = localPartners(province, simulatorUrls(portPlan(4700)), 'http://127.0.0.1:4706');
  it('fits the schema of partners and leads nowhere but to loopback', () => {
    expect(partnersSchema.safeParse(local).error).toBeUndefined();
    const addresses = JSON.stringify(local).match(/https?:\/\/[^/"]+/g) ?? [];
    expect(local.payments.providers.platform?.url).toBe('http://127.0.0.1:4703/platform');
    expect(addresses.filter((address) => !address.startsWith('http://127.0.0.1:'))).toEqual([
      new URL(province.payments.returnUrl).origin,
    ]);
  });
  it('keeps what the province is called at its partners', () => {
    expect(local.identity.audience).toBe('motcua-quang-tri');
    expect(local.nationalPortal.contracts.classic?.agencyCode).toBe(
      province.nationalPortal.contracts.classic?.agencyCode,
    );
    expect(local.webhookPrivateHosts).toEqual(['127.0.0.1:4705']);
  });
});

describe('outputs', () => {
  const outputs = {
    'motcua-quang-tri-stateful': { TableName: 'motcua' },
    'motcua-quang-tri-api': { ApiId: 'abc', ApiUrl: 'https://abc.execute-api.ap-southeast-1.amazonaws.com/v1/' },
  };
  it('are found in any stack', () => {
    expect(outputNamed(outputs, 'TableName')).toBe('motcua');
    expect(() => outputNamed(outputs, 'BusName')).toThrow(/BusName/);
  });
  it('give the address of the API on the emulator', () => {
    const address = (kind: EmulatorKind) => apiAddress('http://127.0.0.1:4700', EMULATORS[kind].apiPath, outputs);
    expect(address('ministack')).toBe('http://127.0.0.1:4700/restapis/abc/v1/_user_request_');
    expect(address('localstack')).toBe('http://127.0.0.1:4700/_aws/execute-api/abc/v1');
  });
});

describe('Progress', () => {
  it('writes plain lines without a terminal, a failure among them', async () => {
    let text = '';
    const progress = new Progress({ write: (part: string) => (text += part) });
    await progress.phase('Emulator', async () => 1);
    await progress.phase('Deploy', () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(text.replaceAll(/\d+\.\d s/g, 'N s')).toBe('  … Emulator\n  ✓ Emulator N s\n  … Deploy\n  ✗ Deploy N s\n');
    expect(progress.times.map(({ name }) => name)).toEqual(['Emulator', 'Deploy']);
  });
  it('never writes beyond the width of a terminal', async () => {
    const written: string[] = [];
    const progress = new Progress({ isTTY: true, columns: 20, write: (part: string) => written.push(part) });
    const live = Promise.withResolvers<void>();
    const watched = new Proxy(written, {});
    await progress.phase('A phase with a name that is much too long', async () => {
      const poll = setInterval(() => watched.length > 0 && live.resolve(), 5);
      await live.promise;
      clearInterval(poll);
    });
    const frames = written.filter((part) => part.startsWith('\r\u001b[K ')).map((part) => part.slice(4));
    expect(frames.length).toBeGreaterThan(0);
    expect(Math.max(...frames.map((frame) => frame.length))).toBeLessThan(20);
  });
});

describe('timeTable', () => {
  it('aligns names and ends with the total', () => {
    const lines = timeTable([{ name: 'cdk deploy', seconds: 3.14 }], 12).split('\n');
    expect(lines).toEqual(['  cdk deploy     3.1 s', '  Total         12.0 s']);
  });
});
