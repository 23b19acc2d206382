import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../../../functions/national-portal/inbound/check.ts';
import { seededPeople } from '../../../../local/simulators/identity/people.ts';
import { PROCEDURE } from '../sync/logs.ts';
import { type Simulator, startSimulator } from '../sync/simulator.ts';
import { change, proof, supplement, withdrawal } from './messages.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
  // No server listens there: only the messages matter here.
  await simulator.control('configure', { apiUrl: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1', maxAttempts: 1 });
});
afterAll(() => simulator.stop());

const agency = { agencyId: 'H50', name: { vi: 'A', en: 'A' }, kind: 'reception', level: 'province' } as const;

/** Validates a message as completed by the simulated portal, including the document it serves. */
async function checked(message: object, more: object = {}) {
  const pushed = await simulator.control('push', { message, ...more });
  return check(JSON.stringify(pushed), {
    catalogue: { newestProcedure: async () => PROCEDURE, agency: async () => agency },
    fileHosts: [simulator.url],
    clock: () => new Date('2026-06-09T01:00:00.000Z'),
  });
}

test('a new dossier pushed by the simulated portal', async () => {
  const personId = seededPeople().citizens[0]?.personId;
  const papers = [{ MaThanhPhanHoSo: '000.00.00.G00-KQ000037', TenTepDinhKem: 'Tờ khai.pdf' }];
  const result = await checked({ LoaiBanTin: 'TAO_MOI', MaTTHC: PROCEDURE.procedureCode }, { personId, papers });
  expect(result).toMatchObject({ ok: true, meaning: { command: { type: 'import-dossier' } } });
});

test.each([supplement, withdrawal, change, proof])('$LoaiBanTin pushed by the simulated portal', async (message) => {
  const { MaDonVi: _, ...rest } = message;
  expect(await checked(rest)).toMatchObject({ ok: true });
});
