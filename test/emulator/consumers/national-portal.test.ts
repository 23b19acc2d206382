import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProvince } from '../../../infra/province/load.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { readCursor, rewind } from '../../../shared/platform/delivery/cursors.ts';
import { environment, eventually, stage, table } from '../kit.ts';
import { causeOf, changeNotification, filed, handled, parked, put, withFaults } from './kit.ts';
import { calls, heldBy, inSync } from './portal.ts';
import { readSecret } from './secrets.ts';

const QUEUE = 'national-portal-sync';
const portal = environment.simulators['national-portal'];
const control = (lever: string, body: object = {}) => stage.control('national-portal', lever, body);

/** The portal's own people set the status of a dossier's copy, independent of its progress. */
async function setStatus(walk: Walk, TrangThaiHoSo: string): Promise<void> {
  const post = async (path: string, body: object) => {
    const answer = await fetch(portal + path, { method: 'POST', body: JSON.stringify(body) });
    const reply = (await answer.json()) as { error_code: unknown; session?: string };
    expect(Number(reply.error_code)).toBe(0);
    return reply;
  };
  const { session } = await post('/login', (await readSecret<object>('national-portal')).current);
  const { dossierCode = '' } = await walk.read();
  const madonvi = loadProvince(environment.province).partners.nationalPortal.contracts.classic?.agencyCode;
  const data = [{ ...(await heldBy(dossierCode))?.record, TrangThaiHoSo }];
  await post('/integration', { session, madonvi, service: 'DongBoHoSoMC', isUpdating: 'True', data });
}

describe('the national portal’s copy', () => {
  afterAll(() => control('faults'));

  it('is created and updated on each step, in order', async () => {
    const walk = await filed('birth', 'cong-dan-an');
    const first = await inSync(walk);
    expect(first).toMatchObject({ status: '1', record: { TrangThaiHoSo: '1', ChuHoSo: walk.citizen.HoVaTen } });
    await walk.process();
    const last = await inSync(walk);
    expect(last).toMatchObject({ status: '10', repeats: 0, record: { TrangThaiHoSo: '10', KenhThucHien: '1' } });
    const moments = last.progress.map((row) => row.ThoiDiemXuLy);
    expect(moments).toEqual(moments.toSorted());
  });

  it('continues when the session ends in the middle, and after the portal rejects logins for a while', async () => {
    const walk = await filed('birth', 'cong-dan-an');
    await inSync(walk);
    await control('expire-sessions');
    await walk.accept();
    await inSync(walk);
    const { password } = (await readSecret<{ password: string }>('national-portal')).current;
    await control('configure', { password: `not-${password}` });
    await control('expire-sessions');
    await walk.forwardTo(1);
    const waits = async () => (await readCursor(table, walk.dossierId, 'national-portal'))?.lastCause;
    try {
      await eventually('the login is refused', async () => (await waits()) === 'portal-login-refused');
    } finally {
      await control('configure', { password });
    }
    expect((await inSync(walk)).repeats).toBe(0);
    expect(await parked(QUEUE, walk.dossierId)).toEqual([]);
  });

  it.each([
    ['answers 500', { errorRate: 1, times: 2 }, 'error'],
    ['does the work and never answers', { timeoutAfterWorkRate: 1, times: 1 }, 'cut-after-work'],
  ])('is right in the end when the portal %s', async (_, faults, outcome) => {
    let walk: Walk | undefined;
    for (const service of ['DongBoHoSoMC', 'CapNhatTienDoHoSoMC']) {
      const before = await calls(outcome, service);
      await withFaults('national-portal', { ...faults, only: service }, async () => {
        walk = await (walk === undefined ? filed('birth', 'cong-dan-binh') : walk.accept());
        await eventually('the fault', async () => (await calls(outcome, service)) === before + faults.times);
        expect((await inSync(walk)).repeats).toBe(0);
      });
    }
  });

  it('catches up by itself after an outage', async () => {
    // Until a call has hit it, on any machine speed, and no longer: other tests run in parallel.
    await control('faults', { outageMs: 60_000, outageKind: 'cut' });
    const walks = await Promise.all([filed('birth', 'cong-dan-chau'), filed('household', 'cong-dan-dung')]);
    await eventually('a call is cut off', async () => (await calls('cut')) > 0).finally(() => control('faults', {}));
    await Promise.all(walks.map((walk) => walk.process()));
    const held = await Promise.all(walks.map(inSync));
    expect(held.map(({ repeats }) => repeats)).toEqual([0, 0]);
  });
});

describe('a dossier the portal refuses', () => {
  /** Brings a dossier into the state where the portal says no to its next step. @returns what was parked */
  async function refused(): Promise<{ walk: Walk; body: string }> {
    const walk = await filed('birth', 'cong-dan-giang');
    await inSync(walk);
    await setStatus(walk, '10');
    await walk.accept();
    // The portal's code is a word, where one that only knows numbers would read a success.
    expect(await causeOf(QUEUE, walk.dossierId)).toBe('portal-wrong_order');
    return { walk, body: (await parked(QUEUE, walk.dossierId))[0]?.body ?? '' };
  }
  it('is parked once and waits, while the others continue; redriving the parked message resumes it', async () => {
    const { walk, body } = await refused();
    await walk.forwardTo(1);
    const other = await filed('birth', 'cong-dan-hieu');
    await inSync(other);
    await handled(QUEUE, walk.dossierId);
    expect(await readCursor(table, walk.dossierId, 'national-portal')).toMatchObject({
      blockedCause: 'portal-wrong_order',
    });
    expect(await parked(QUEUE, walk.dossierId)).toHaveLength(1);
    expect(body).not.toContain(walk.citizen.HoVaTen);
    await setStatus(walk, '1');
    await put(QUEUE, body);
    expect((await inSync(walk)).repeats).toBe(0);
  });

  it('is told from the beginning again after a rewind, and nothing is there twice', async () => {
    const { walk } = await refused();
    await setStatus(walk, '1');
    await rewind(table, walk.dossierId, 'national-portal', 0);
    await put(QUEUE, { dossierId: walk.dossierId });
    expect((await inSync(walk)).repeats).toBe(0);
    await rewind(table, walk.dossierId, 'national-portal', 0);
    await put(QUEUE, { dossierId: walk.dossierId });
    await handled(QUEUE, walk.dossierId);
    expect((await inSync(walk)).repeats).toBe(0);
  });

  it.each([
    ['no JSON', (id: string) => `{"dossierId":"${id}`],
    ['an event without its place', (id: string) => ({ ...changeNotification(id, 1), detail: { subject: id } })],
    ['a field too many', (id: string) => ({ dossierId: id, name: 'Hoa' })],
  ])('delays no other dossier, and neither does a message that is %s', async (_, message) => {
    const id = randomUUID();
    await put(QUEUE, message(id));
    expect(await causeOf(QUEUE, id)).toBe('malformed-message');
  });
});
