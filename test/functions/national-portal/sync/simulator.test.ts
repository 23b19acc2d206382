import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { classicClient } from '../../../../functions/national-portal/contracts/classic/client.ts';
import { classicConfig } from '../../../../functions/national-portal/contracts/classic/config.ts';
import { classicPortal } from '../../../../functions/national-portal/contracts/classic/portal.ts';
import { progressRows } from '../../../../functions/national-portal/contracts/classic/progress.ts';
import { nationalPortalSync } from '../../../../functions/national-portal/sync/national-portal-sync.ts';
import type { DossierEvent } from '../../../../shared/dossier/events.ts';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import type { ChangeNotification } from '../../../../shared/platform/delivery/change-notification.ts';
import { rewind } from '../../../../shared/platform/delivery/cursors.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import {
  accepted,
  agencies,
  CODE,
  completed,
  DOSSIER,
  forwarded,
  imported,
  logOf,
  opened,
  PROCEDURE,
  returned,
} from './logs.ts';
import { type Simulator, startSimulator } from './simulator.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(async () => {
  await simulator.control('reset', {});
  await simulator.control('configure', { agencyCode: 'H50', sessionMs: 600_000 });
});

const agency = (agencyId: string) => ({
  agencyId,
  name: { vi: agencies.get(agencyId) ?? agencyId, en: agencyId },
  kind: 'department' as const,
  level: 'province' as const,
});

/** The function's logic on a table double and the simulated portal over HTTP; its queue is an array. */
function build(given: { techId?: string } = {}) {
  const double = new TableDouble();
  const queue: { notification: ChangeNotification; at: number }[] = [];
  const parked: { notification: ChangeNotification; cause: string }[] = [];
  const time = { now: Date.now() };
  const clock = () => time.now;
  const credentials = { username: 'motcua', password: 'mo-phong' };
  const sync = nationalPortalSync({
    table: double.table,
    portal: classicPortal(
      classicClient({
        config: classicConfig.parse({ url: simulator.url, agencyCode: 'H50', agencyName: 'Tỉnh thử nghiệm' }),
        credentials: async () => credentials,
        clock,
      }),
    ),
    catalogue: {
      procedure: async () => PROCEDURE,
      newestProcedure: async () => PROCEDURE,
      agency: async (id) => agency(id),
    },
    filingOf: async () => ({ dossierId: DOSSIER, techId: given.techId ?? 'TECH-1', verified: true }),
    breaker: breaker(double.table, 'national-portal', clock),
    requeue: async (notification, seconds) => void queue.push({ notification, at: time.now + seconds * 1000 }),
    park: async (notification, cause) => void parked.push({ notification, cause }),
    clock,
    logger: new Logger({ logLevel: 'SILENT' }),
    stopAt: () => Number.POSITIVE_INFINITY,
  });
  let log: ReturnType<typeof logOf> = [];
  return {
    double,
    queue,
    parked,
    time,
    credentials,
    write(events: readonly DossierEvent[], everySeconds?: number) {
      log = logOf(events, everySeconds);
      for (const event of log) double.put({ ...keys.event(DOSSIER, event.version), event });
    },
    rows: () => progressRows(CODE, log, 0, agencies),
    notification: (notification: Partial<ChangeNotification> = {}) => sync({ dossierId: DOSSIER, ...notification }),
    /** Handles requeued notifications with an advancing clock until none are left. */
    async settle() {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        time.now = Math.max(time.now, next.at);
        await sync(next.notification);
      }
    },
  };
}

const whole = [...opened, accepted, forwarded('examination'), forwarded('record-lookup'), completed, returned];

test('a draft is not synced; the first national event creates the dossier at the portal', async () => {
  const world = build();
  world.write(opened.slice(0, 1));
  await world.notification();
  expect(await simulator.dossier(CODE)).toBeUndefined();
  world.write(opened);
  await world.notification();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '1', progress: world.rows() });
});

test('event by event and all at once result in the same copy: status, rows in order, header', async () => {
  const slow = build();
  for (let n = 1; n <= whole.length; n += 1) {
    slow.write(whole.slice(0, n));
    await slow.notification({ version: n });
  }
  const one = await simulator.dossier(CODE);
  expect(one).toMatchObject({ status: '10', progress: slow.rows(), repeats: 0 });
  expect(one?.record).toMatchObject({
    NgayTiepNhan: '20260609080200',
    NgayTra: '20260609080600',
    DonViXuLy: 'Sở Tư pháp',
  });
  await simulator.control('reset', {});
  const fast = build();
  fast.write(whole);
  await fast.notification();
  const other = await simulator.dossier(CODE);
  expect(other).toMatchObject({ status: '10', progress: one?.progress });
  expect({ ...other?.record, TrangThaiHoSo: '' }).toEqual({ ...one?.record, TrangThaiHoSo: '' });
  expect([...slow.parked, ...fast.parked]).toEqual([]);
});

test('internal notes between steps are not synced and delay nothing', async () => {
  const reminder: DossierEvent = { type: 'reminder-sent', message: 'Đề nghị báo cáo tiến độ' };
  const world = build();
  world.write(whole.flatMap((event) => [event, reminder, reminder]));
  await world.notification();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows(), repeats: 0 });
  expect(world.rows()).toHaveLength(6);
  expect(world.parked).toEqual([]);
});

test('more rows than one call allows', async () => {
  const world = build();
  const steps = Array.from({ length: 25 }, () => forwarded('examination'));
  world.write([...opened, accepted, ...steps, completed, returned]);
  await world.notification();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows() });
  expect(world.rows()).toHaveLength(29);
});

test('a correction against the order of statuses reaches the portal', async () => {
  const world = build();
  const corrected: DossierEvent = { type: 'corrected', toStatus: 'accepted', reason: 'Nhầm hồ sơ' };
  world.write([...whole.slice(0, 6), corrected, forwarded('examination')]);
  await world.notification();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '4', progress: world.rows() });
});

const national = 'G01.99-20260609-0000001';
/** Files a dossier at the portal, which is not pushed to the province. */
async function file(): Promise<void> {
  await simulator.control('configure', { apiUrl: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1', maxAttempts: 1 });
  await simulator.control('push', {
    message: { LoaiBanTin: 'TAO_MOI', MaHoSo: national, MaTTHC: PROCEDURE.procedureCode },
    malformed: true,
  });
}

test('a dossier filed at the portal also gets status updates, in three statuses', async () => {
  const world = build({ techId: 'TECH-9' });
  world.write([...imported, accepted, forwarded('examination'), completed, returned]);
  await file();
  await world.notification();
  const held = await simulator.dossier(national);
  expect(held?.statusUpdates.map((s) => s.TrangThai)).toEqual(['1', '2', '2', '2', '2']);
  expect(held?.statusUpdates[0]).toMatchObject({ MaHoSoDonVi: CODE, MaDoiTuong: 'TECH-9' });
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows() });
});

test.each(['DongBoHoSoMC', 'CapNhatTienDoHoSoMC', 'DongBoTrangThaiHoSo'])(
  'a dossier filed at the portal whose first %s is done and never answered still arrives',
  async (only) => {
    const world = build();
    world.write([...imported, accepted]);
    await file();
    await simulator.control('faults', { timeoutAfterWorkRate: 1, only, times: 1 });
    await world.notification();
    await world.settle();
    expect(await simulator.dossier(CODE)).toMatchObject({ status: '2', progress: world.rows(), repeats: 0 });
    expect((await simulator.dossier(national))?.statusUpdates).toHaveLength(2);
    expect([world.parked, world.queue]).toEqual([[], []]);
  },
);

test('a session that expires during a batch is renewed once, transparently', async () => {
  const world = build();
  world.write(opened);
  await world.notification();
  await simulator.control('expire-sessions', {});
  world.write(whole);
  await world.notification();
  expect(world.queue).toEqual([]);
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10' });
});

test('a rejected login is retried and does not block the dossier', async () => {
  const world = build();
  world.write(opened);
  world.credentials.password = 'wrong';
  await world.notification();
  expect([world.parked, world.queue.length]).toEqual([[], 1]);
  world.credentials.password = 'mo-phong';
  await world.settle();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '1' });
});

test.each(['unavailable', 'cut'] as const)('an outage (%s) results in the same copy', async (outageKind) => {
  const world = build();
  world.write(opened);
  await world.notification();
  world.write(whole);
  await simulator.control('faults', { outageMs: 60_000, outageKind });
  await world.notification();
  expect(world.queue).toHaveLength(1);
  await simulator.control('faults', {});
  await world.settle();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows(), repeats: 0 });
});

test('after lost responses the portal is queried first, and nothing is sent twice', async () => {
  const world = build();
  world.write(whole);
  for (const only of ['DongBoHoSoMC', 'CapNhatTienDoHoSoMC', 'DongBoHoSoMC']) {
    await simulator.control('faults', { timeoutAfterWorkRate: 1, only, times: 1 });
    await world.notification();
    await world.settle();
  }
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows(), repeats: 0 });
});

test('consecutive server errors open the breaker and the dossier is still synced', async () => {
  const world = build();
  world.write(whole);
  await simulator.control('faults', { errorRate: 1, times: 7 });
  await world.notification();
  await world.settle();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows(), repeats: 0 });
});

test('a permanent rejection is parked with its code, and a rewind sends everything again', async () => {
  const world = build();
  world.write(opened);
  await simulator.control('configure', { agencyCode: 'H99' });
  await world.notification();
  expect(world.parked).toEqual([{ notification: { dossierId: DOSSIER, unblock: 2 }, cause: 'portal-unit_unknown' }]);
  await simulator.control('configure', { agencyCode: 'H50' });
  world.write(whole);
  await world.notification();
  expect(await simulator.dossier(CODE)).toBeUndefined();
  await world.notification(world.parked[0]?.notification);
  await rewind(world.double.table, DOSSIER, 'national-portal', 0);
  await world.notification();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows(), repeats: 0 });
});

test('a portal that lost the dossier gets it again after a rewind', async () => {
  const world = build();
  world.write([...opened, accepted, ...Array.from({ length: 15 }, () => forwarded('examination'))]);
  await world.notification();
  await simulator.control('reset', {});
  await rewind(world.double.table, DOSSIER, 'national-portal', 0);
  await world.notification();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '4', progress: world.rows() });
});

test('a dossier that already exists is sent again as an update', async () => {
  const before = build();
  before.write(opened);
  await before.notification();
  const world = build();
  world.write(opened, 120);
  await world.notification();
  const held = await simulator.dossier(CODE);
  expect(held).toMatchObject({ status: '1', records: 2, record: { NgayNopHoSo: '20260609080200' } });
  expect(world.parked).toEqual([]);
});

test('a failure after part of the batch was accepted leaves the outcome unknown', async () => {
  const world = build();
  world.write(whole);
  await simulator.control('faults', { errorRate: 1, only: 'CapNhatTienDoHoSoMC', times: 1 });
  await world.notification();
  expect(world.double.get(keys.cursor(DOSSIER, 'national-portal'))).toMatchObject({ inDoubt: true });
  await world.settle();
  expect(await simulator.dossier(CODE)).toMatchObject({ status: '10', progress: world.rows(), repeats: 0 });
});
