import { beforeAll, describe, expect, it, test } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { eventually, stage } from '../kit.ts';
import { causeOf, filed, put } from './kit.ts';

const WARD = 'H50.20';
const COUNTER = 'H50.20.1';
const RECEPTION = 'can-bo-tiep-nhan-dong-hoi';
const HANDLER = 'ho-tich-dong-hoi';
const LEADER = 'lanh-dao-dong-hoi';

type Item = { readonly dossierId: string; readonly [field: string]: unknown };
type Answer = { readonly items: readonly Item[]; readonly more: boolean; readonly next?: string };

async function search(who: string, criteria: object, cursor?: string): Promise<Answer> {
  const api = await stage.as(who);
  const page = `limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
  return (await api.must('POST', `/v1/dossiers/search?${page}`, { body: criteria })) as unknown as Answer;
}

/** On any page: the desk has the dossiers of other tests, too. */
async function shows(who: string, criteria: object, { dossierId }: Walk): Promise<boolean> {
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await search(who, criteria, cursor);
    if (items.some((item) => item.dossierId === dossierId)) return true;
    if (next === undefined) return false;
    cursor = next;
  }
}

async function queues(who: string, agencyId: string): Promise<Readonly<Record<string, number>>> {
  const { items } = await (await stage.as(who)).must('GET', `/v1/queues?agencyId=${agencyId}`);
  const [one] = items as readonly { queues: readonly { queue: string; count: number }[] }[];
  return Object.fromEntries(one?.queues.map(({ queue, count }) => [queue, count]) ?? []);
}

let walk: Walk;
let criteria: Readonly<Record<string, object>>;

beforeAll(async () => {
  walk = await filed('birth', 'cong-dan-khanh');
  const { dossierCode } = await walk.read();
  const { procedureCode } = walk.plan;
  const { SoDinhDanh, SoDienThoai, HoVaTen } = walk.citizen;
  criteria = {
    code: { code: dossierCode },
    'code as a QR code is read': { code: ` ${String(dossierCode).toLowerCase()}\n` },
    identity: { identity: { type: 'personal-id', number: SoDinhDanh } },
    phone: { phone: SoDienThoai },
    name: { name: HoVaTen.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').toLowerCase() },
    procedure: { procedureCode, channel: 'direct' },
    status: { status: 'submitted' },
    queue: { queue: 'reception' },
  };
});

describe('a dossier at reception', () => {
  test.each(['code', 'code as a QR code is read', 'identity', 'phone', 'name', 'procedure', 'status', 'queue'])(
    'is found there by %s, and by no other ward',
    async (by) => {
      const asked = criteria[by] ?? {};
      await eventually('it is found', () => shows(RECEPTION, { agencyId: COUNTER, ...asked }, walk));
      expect(await shows('can-bo-tiep-nhan-dong-ha', { agencyId: 'H50.21.1', ...asked }, walk)).toBe(false);
      // What lies at a ward's counter is the ward's too, but in the counter's queue.
      expect(await shows(LEADER, { agencyId: WARD, ...asked }, walk)).toBe(by !== 'queue');
    },
  );

  it('is shown with names beside codes, and nothing that is for keys', async () => {
    const { items } = await search(RECEPTION, { agencyId: COUNTER, ...criteria.code });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      applicant: walk.citizen.HoVaTen,
      statusName: 'Mới đăng ký',
      channelName: 'Trực tiếp',
      agencyId: COUNTER,
      overdue: false,
    });
    expect(items[0]?.procedureName).toMatch(/khai sinh/i);
    expect(JSON.stringify(items)).not.toMatch(/terms|urgency|expiresAt/);
  });
});

it('goes from queue to queue as it is worked on, and leaves them when it ends', async () => {
  const one = await filed('birth', 'cong-dan-khanh');
  const { version } = await one.read();
  expect(version).toBe(2);
  await eventually('it waits for reception', () => shows(RECEPTION, { agencyId: COUNTER, queue: 'reception' }, one));
  await (await one.accept()).forwardTo(1);
  await eventually('it waits for an officer', () => shows(HANDLER, { agencyId: WARD, queue: 'unassigned' }, one));
  expect(await shows(RECEPTION, { agencyId: COUNTER, queue: 'reception' }, one)).toBe(false);
  const { subject } = await officerOf(HANDLER);
  await one.act(LEADER, { type: 'assign', officer: subject });
  await eventually('it is mine', () => shows(HANDLER, { agencyId: WARD, queue: 'mine' }, one));
  expect((await queues(HANDLER, WARD)).mine).toBeGreaterThan(0);
  await eventually('it is due soon', () => shows(HANDLER, { agencyId: WARD, queue: 'due-soon' }, one));
  for (const { stepId, agencyId } of one.plan.steps.slice(1))
    await one.act(HANDLER, { type: 'forward', stepId, agencyId });
  await (await one.complete()).returnResult();
  const ended = { agencyId: COUNTER, status: 'returned', ...criteria.identity };
  await eventually('it is found as ended, by its owner', () => shows(RECEPTION, ended, one));
  expect(await shows(LEADER, { agencyId: WARD }, one)).toBe(false);
});

it('a message about no dossier is parked, by its cause', async () => {
  const dossierId = crypto.randomUUID();
  await put('search-projection', { dossierId });
  expect(await causeOf('search-projection', dossierId)).toBe('dossier-not-found');
});

/** The subject of an officer's account. */
async function officerOf(who: string): Promise<{ subject: string }> {
  const { token } = await stage.as(who);
  const claims = JSON.parse(Buffer.from((token ?? '').split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
  return { subject: claims.sub };
}
