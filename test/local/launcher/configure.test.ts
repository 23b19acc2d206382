import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProvince } from '../../../infra/province/load.ts';
import { Cleanup } from '../../../local/launcher/cleanup.ts';
import { agree } from '../../../local/launcher/configure.ts';
import { reservePorts } from '../../../local/launcher/ports.ts';
import { startSimulator } from '../../../local/launcher/start-simulator.ts';
import { SIMULATORS } from '../../../local/simulators/launch.ts';

const where = {
  portalUrl: 'http://127.0.0.1:4706',
  apiUrl: 'http://127.0.0.1:1/api',
  issuer: 'http://127.0.0.1:2',
  audience: 'motcua-quang-tri',
};
const province = loadProvince('quang-tri');
const cleanup = new Cleanup();
let logs: string;
beforeAll(async () => {
  logs = await mkdtemp(join(tmpdir(), 'motcua-configure-'));
  cleanup.add(() => rm(logs, { recursive: true, force: true }));
});
afterAll(async () => {
  await cleanup.run();
});

it('gives both sides the same credentials, new ones every time', () => {
  let n = 0;
  const { secrets, settings } = agree(province, where, () => `credential-of-thirty-two-letters-${++n}`);
  expect(secrets).toMatchObject({
    'payment-platform': 'credential-of-thirty-two-letters-2',
    'payment-vnpay': 'credential-of-thirty-two-letters-3',
  });
  expect(settings.payments).toMatchObject({
    platformKey: 'credential-of-thirty-two-letters-2',
    vnpaySecret: 'credential-of-thirty-two-letters-3',
  });
  expect(settings['national-portal']).toMatchObject(secrets['national-portal'] as object);
  expect(settings.post).toMatchObject(secrets['carrier-vnpost'] as object);
  expect(agree(province, where).secrets).not.toEqual(agree(province, where).secrets);
});

it('is understood by every simulator', async () => {
  const { ports, release } = await reservePorts('free');
  cleanup.add(release);
  const { settings } = agree(province, where);
  const answers = await Promise.all(
    SIMULATORS.map(async (name) => {
      const simulator = await startSimulator({ name, port: ports[name], logs });
      cleanup.add(() => simulator.stop());
      const url = `http://127.0.0.1:${ports[name]}/control/configure`;
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(settings[name]) });
      return [name, answer.status, answer.ok ? '' : await answer.text()];
    }),
  );
  expect(answers).toEqual(SIMULATORS.map((name) => [name, 200, '']));
});
