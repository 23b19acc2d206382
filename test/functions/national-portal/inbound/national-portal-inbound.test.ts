import { expect, test } from 'vitest';
import { dossierIdOf, toCommand } from '../../../../shared/partner-messages/national-portal/inbound.ts';
import { loadInbound } from '../../../../shared/partner-messages/national-portal/inbound-rows.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { change, create, proof, supplement, withdrawal } from './messages.ts';
import { build } from './world.ts';

test('a new dossier is stored unchanged, queued, and only then acknowledged', async () => {
  const world = build();
  expect(await world.push(create)).toMatchObject({ status: 200, code: 0 });
  const dossierId = dossierIdOf('quang-tri', create.MaHoSo);
  expect(world.queued).toEqual([
    {
      commandId: `inbound:national-portal:${create.MaBanTin}`,
      dossierId,
      from: 'national-portal-inbound',
      command: { type: 'apply-inbound', source: 'national-portal', messageId: create.MaBanTin },
    },
  ]);
  const row = await loadInbound(world.double.table, 'national-portal', create.MaBanTin);
  expect(row).toMatchObject({ body: JSON.stringify(create), dossierId, state: 'queued' });
  expect(toCommand({ body: row?.body ?? '' })).toMatchObject({
    type: 'import-dossier',
    nationalCode: create.MaHoSo,
    draft: {
      procedureCode: '2.000488',
      receivingAgency: 'H50.12',
      applicant: { identity: { number: '045190000001' } },
    },
  });
  expect(world.double.get(keys.reference('national-dossier', create.MaHoSo))).toMatchObject({
    dossierId,
    techId: 'TECH-1',
    verified: true,
  });
});

test('a repetition gets 1 and is queued again under the same command id', async () => {
  const world = build();
  await world.push(create);
  expect(await world.push(create)).toMatchObject({ code: 1 });
  expect(new Set(world.queued.map((c) => c.commandId)).size).toBe(1);
  expect(world.kept()).toHaveLength(1);
});

test('a crash between storing and queueing is a failure, and the repetition queues', async () => {
  const world = build();
  world.broken.queue = true;
  expect((await world.push(create)).status).toBe(500);
  world.broken.queue = false;
  expect(await world.push(create)).toMatchObject({ code: 1 });
  expect(world.queued).toHaveLength(1);
});

test.each([
  ['another name', { ChuHoSo: 'Người Khác' }, ['ChuHoSo']],
  ['another dossier', { MaHoSo: 'G01.99-20260609-0000009' }, ['MaHoSo']],
])('the same message id with %s is quarantined, counted and rejected', async (_, change, differs) => {
  const world = build();
  await world.push(create);
  const other = { ...create, ...change };
  for (let times = 0; times < 2; times += 1) {
    expect(await world.push(other)).toMatchObject({ code: -1, text: expect.stringContaining('MaBanTin') });
  }
  const [aside, ...more] = world.kept().filter(({ sk }) => String(sk).startsWith('aside#'));
  expect(aside).toMatchObject({ why: 'conflict', differs, raw: JSON.stringify(other), messageId: create.MaBanTin });
  expect([aside?.expiresAt, more]).toEqual([undefined, []]);
  expect(world.counted).toEqual(['PortalMessageConflict', 'PortalMessageConflict']);
  expect(world.queued).toHaveLength(1);
  expect(world.lines.join()).not.toContain('Người Khác');
});

test('a repetition with other JSON formatting or sending time is a repetition', async () => {
  const world = build();
  await world.push(create);
  const reversed = Object.fromEntries(Object.entries(create).toReversed());
  expect(await world.push(JSON.stringify(reversed, undefined, 2))).toMatchObject({ code: 1 });
  expect(await world.push({ ...create, ThoiGianGui: '20260609235959' })).toMatchObject({ code: 1 });
  expect([world.kept().length, world.counted]).toEqual([1, []]);
});

test('a second message that opens the same dossier does not change its account', async () => {
  const world = build();
  await world.push(create);
  await world.push({ ...create, MaBanTin: 'BT-KHAC', MaDoiTuong: 'TECH-KHAC' });
  expect(world.double.get(keys.reference('national-dossier', create.MaHoSo))).toMatchObject({ techId: 'TECH-1' });
});

test('messages with one national code belong to one dossier; provinces are separate', () => {
  expect(dossierIdOf('quang-tri', 'G01')).toBe(dossierIdOf('quang-tri', 'G01'));
  expect(dossierIdOf('quang-tri', 'G01')).not.toBe(dossierIdOf('lai-chau', 'G01'));
  expect(dossierIdOf('quang-tri', 'G01')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('a new dossier is sent before its documents, a supplement after them', async () => {
  const world = build();
  await world.push(create);
  expect(world.order).toEqual(['command', 'papers']);
  const dossierId = dossierIdOf('quang-tri', create.MaHoSo);
  expect(world.papers).toEqual([{ dossierId, source: 'national-portal', messageId: create.MaBanTin }]);
  expect(JSON.stringify(world.papers)).not.toContain('http');

  await world.push({ ...supplement, TaiLieuNop: create.TaiLieuNop });
  expect(world.order).toEqual(['command', 'papers', 'papers']);
  await world.push({ ...supplement, MaBanTin: 'BT-3' });
  expect(world.order).toEqual(['command', 'papers', 'papers', 'command']);
});

test('a crash between the command and the documents is a failure, and the repetition queues both', async () => {
  const world = build();
  world.broken.files = true;
  expect((await world.push(create)).status).toBe(500);
  world.broken.files = false;
  expect(await world.push(create)).toMatchObject({ code: 1 });
  expect(world.order).toEqual(['command', 'command', 'papers']);
});

test('a supplement, a withdrawal and a change of the contact become commands', async () => {
  const world = build();
  expect(await world.push(supplement)).toMatchObject({ code: 0 });
  expect(toCommand({ body: JSON.stringify(supplement) })).toEqual({ type: 'supplement', note: 'Bổ sung theo yêu cầu' });
  expect(toCommand({ body: JSON.stringify(withdrawal) })).toEqual({
    type: 'request-withdrawal',
    reason: 'Không còn nhu cầu',
  });
  expect(toCommand({ body: JSON.stringify(change) })).toEqual({
    type: 'change-contact',
    contact: { phone: '0987654321' },
  });
});

test.each([['payment-proof', proof]])('%s: stored and reported, no command', async (kind, message) => {
  const world = build();
  expect(await world.push(message)).toMatchObject({ code: 0 });
  expect(world.queued).toEqual([]);
  expect(world.kept()[0]).toMatchObject({ state: 'kept' });
  expect(world.lines.join()).toContain(kind);
  expect(() => toCommand({ body: JSON.stringify(message) })).toThrow('inbound-without-command');
});

test('Vietnamese text in NFD is accepted as equivalent', async () => {
  const world = build();
  expect(await world.push(JSON.stringify(create).normalize('NFD'))).toMatchObject({ code: 0 });
  const row = await loadInbound(world.double.table, 'national-portal', create.MaBanTin);
  const command = toCommand({ body: row?.body ?? '' });
  expect(command).toMatchObject({ draft: { applicant: { name: create.ChuHoSo.normalize('NFC') } } });
});

test('an organisation, and a result by post', () => {
  const command = toCommand({
    body: JSON.stringify({
      ...create,
      LoaiDoiTuong: '2',
      DinhDanhCHS: [],
      SoGiayToChuHoSo: '0100109106',
      SoDienThoai: '+84 912 345 678',
      HinhThuc: '1',
      ThongTinTra: { TenNguoiNhan: 'A', DienThoaiNguoiNhan: '0912345678', DiaChiNhan: 'B', MaTinhNhan: '44' },
    }),
  });
  expect(command).toMatchObject({
    draft: {
      applicant: {
        kind: 'organisation',
        identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
        phone: '0912345678',
      },
      resultDelivery: { method: 'post', receiverProvinceCode: '44' },
    },
  });
});

test('another scope is rejected', async () => {
  const world = build(['dossiers.read']);
  expect((await world.push(create)).status).toBe(403);
  expect(world.kept()).toEqual([]);
});
