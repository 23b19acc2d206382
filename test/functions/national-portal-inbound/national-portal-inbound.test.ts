import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handlers } from '../../../functions/national-portal-inbound/national-portal-inbound.ts';
import { routes } from '../../../functions/national-portal-inbound/routes.ts';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { apiHandler } from '../../../shared/http/api.ts';
import { type QueuedCommand, queuedCommandSchema } from '../../../shared/messaging/command-queue.ts';
import { dossierIdOf, toCommand } from '../../../shared/national-portal/inbound.ts';
import { type InboundFiles, inboundFilesSchema } from '../../../shared/national-portal/inbound-files.ts';
import { procedureSchema } from '../../../shared/procedure/schema.ts';
import { loadInbound } from '../../../shared/store/inbound-rows.ts';
import { keys } from '../../../shared/store/keys.ts';
import { TableDouble } from '../delivery/table-double.ts';
import { change, create, proof, supplement, withdrawal } from './messages.ts';

const procedure = procedureSchema.parse(
  JSON.parse(readFileSync(new URL('../../../shared/procedure/catalogue/2.000488.json', import.meta.url), 'utf8')),
);
const agency = { agencyId: 'H50.12', name: { vi: 'A', en: 'A' }, kind: 'reception', level: 'commune' } as const;

function build(scopes: readonly string[] = ['national-portal.push']) {
  const double = new TableDouble();
  const queued: QueuedCommand[] = [];
  const lines: string[] = [];
  const counted: string[] = [];
  const papers: InboundFiles[] = [];
  const order: string[] = [];
  const broken = { queue: false, files: false };
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said));
  }
  const partner: Actor = { kind: 'partner', subject: 'portal', agencyId: 'H50', scopes };
  const api = apiHandler(
    routes,
    handlers({
      table: double.table,
      province: 'quang-tri',
      catalogue: {
        newestProcedure: async (code) => (code === procedure.procedureCode ? procedure : undefined),
        agency: async (id) => (id === agency.agencyId ? agency : undefined),
      },
      queue: {
        async send(command) {
          if (broken.queue) throw new Error('queue down');
          queuedCommandSchema.parse(command);
          queued.push(command);
          order.push('command');
        },
      },
      files: {
        async send(message) {
          if (broken.files) throw new Error('queue down');
          papers.push(inboundFilesSchema.parse(message));
          order.push('papers');
        },
      },
      fileHosts: ['files.example.invalid'],
      clock: () => new Date('2026-06-09T01:00:00.000Z'),
      count: (metric) => void counted.push(metric),
      logger,
    }),
    { logger, verifyToken: async () => partner },
  );
  return {
    double,
    queued,
    papers,
    order,
    lines,
    counted,
    broken,
    async push(message: unknown): Promise<{ status: number; code: unknown; text: string }> {
      const body = typeof message === 'string' ? message : JSON.stringify(message);
      const event = { httpMethod: 'POST', resource: '/webhooks/national-portal', path: '/', headers: {}, body };
      const answer = (await api(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
      const said = JSON.parse(answer.body) as { error_code?: unknown; message?: string };
      return { status: answer.statusCode, code: said.error_code, text: said.message ?? '' };
    },
    kept: () => [...double.rows.values()].filter((row) => String(row.pk).startsWith('INBOUND#')),
  };
}

test('a new dossier is kept as it came, handed on, and only then taken', async () => {
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
    draft: { procedureCode: '2.000488', receivingAgency: 'H50.12', applicant: { personalId: '045190000001' } },
  });
  expect(world.double.get(keys.reference('national-dossier', create.MaHoSo))).toMatchObject({
    dossierId,
    techId: 'TECH-1',
    verified: true,
  });
});

test('a repetition gets 1 and is handed on again under the same command id', async () => {
  const world = build();
  await world.push(create);
  expect(await world.push(create)).toMatchObject({ code: 1 });
  expect(new Set(world.queued.map((c) => c.commandId)).size).toBe(1);
  expect(world.kept()).toHaveLength(1);
});

test('a crash between keeping and queueing is no success, and the repetition queues', async () => {
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
])('the same message id with %s is set aside for good, counted and refused', async (_, change, differs) => {
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

test('a repetition that is only written otherwise, or sent at another moment, is a repetition', async () => {
  const world = build();
  await world.push(create);
  const reversed = Object.fromEntries(Object.entries(create).toReversed());
  expect(await world.push(JSON.stringify(reversed, undefined, 2))).toMatchObject({ code: 1 });
  expect(await world.push({ ...create, ThoiGianGui: '20260609235959' })).toMatchObject({ code: 1 });
  expect([world.kept().length, world.counted]).toEqual([1, []]);
});

test('a second message that opens the same dossier does not change whose account it was filed with', async () => {
  const world = build();
  await world.push(create);
  await world.push({ ...create, MaBanTin: 'BT-KHAC', MaDoiTuong: 'TECH-KHAC' });
  expect(world.double.get(keys.reference('national-dossier', create.MaHoSo))).toMatchObject({ techId: 'TECH-1' });
});

test('messages about one national code meet in one dossier, and provinces stay apart', () => {
  expect(dossierIdOf('quang-tri', 'G01')).toBe(dossierIdOf('quang-tri', 'G01'));
  expect(dossierIdOf('quang-tri', 'G01')).not.toBe(dossierIdOf('lai-chau', 'G01'));
  expect(dossierIdOf('quang-tri', 'G01')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('a new dossier goes before its papers, a supplement after them', async () => {
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

test('a crash between the command and the papers is no success, and the repetition queues both', async () => {
  const world = build();
  world.broken.files = true;
  expect((await world.push(create)).status).toBe(500);
  world.broken.files = false;
  expect(await world.push(create)).toMatchObject({ code: 1 });
  expect(world.order).toEqual(['command', 'command', 'papers']);
});

test('a supplement and a withdrawal become commands', async () => {
  const world = build();
  expect(await world.push(supplement)).toMatchObject({ code: 0 });
  expect(toCommand({ body: JSON.stringify(supplement) })).toEqual({ type: 'supply', note: 'Bổ sung theo yêu cầu' });
  expect(toCommand({ body: JSON.stringify(withdrawal) })).toEqual({
    type: 'request-withdrawal',
    reason: 'Không còn nhu cầu',
  });
});

test.each([
  ['applicant-change', change],
  ['payment-proof', proof],
])('%s: kept and reported, no command', async (kind, message) => {
  const world = build();
  expect(await world.push(message)).toMatchObject({ code: 0 });
  expect(world.queued).toEqual([]);
  expect(world.kept()[0]).toMatchObject({ state: 'kept' });
  expect(world.lines.join()).toContain(kind);
  expect(() => toCommand({ body: JSON.stringify(message) })).toThrow('inbound-without-command');
});

test('Vietnamese text in NFD is taken and means the same', async () => {
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
      applicant: { kind: 'organisation', taxCode: '0100109106', phone: '0912345678' },
      resultDelivery: { method: 'post', receiverProvinceCode: '44' },
    },
  });
});

const without = (field: string) => Object.fromEntries(Object.entries(create).filter(([name]) => name !== field));
const paper = (DuongDanTaiTepTin: string) => ({
  ...create,
  TaiLieuNop: [{ ...create.TaiLieuNop[0], DuongDanTaiTepTin }],
});

test.each([
  ['an empty address of e-mail, as our own record sends it', { ...create, Email: '' }, []],
  ['an address of e-mail that is blank', { ...create, Email: '  ' }, []],
  ['nothing instead of a field', { ...create, Email: null, ThongTinTra: null }, []],
  ['a receiver without particulars', { ...create, ThongTinTra: { TenNguoiNhan: '', DiaChiNhan: null } }, []],
  ['nothing that only people read', { ...create, TenTTHC: '', TenLinhVuc: null, TrichYeuHoSo: undefined }, []],
  ['a day that does not exist where nobody reads it', { ...create, NgayNopHoSo: '20260231000000' }, []],
  ['a field that nobody reads', { ...create, MaXaChuHoSo: '19501' }, ['MaXaChuHoSo']],
  [
    'the same inside a paper',
    { ...create, TaiLieuNop: [{ ...create.TaiLieuNop[0], DuocSoHoa: '1' }] },
    ['TaiLieuNop.0.DuocSoHoa'],
  ],
  ['a field whose name could be anything', { ...create, 'Nguyễn Văn A': 'x' }, ['?']],
])('%s keeps nobody’s application from the province, and is kept with it', async (_, message, unread) => {
  const world = build();
  expect(await world.push(message)).toMatchObject({ status: 200, code: 0 });
  expect(world.queued).toHaveLength(1);
  expect(world.kept()).toMatchObject([{ body: JSON.stringify(message), state: 'queued' }]);
  expect(world.counted).toEqual(unread.length === 0 ? [] : ['PortalFieldUnknown']);
  for (const field of unread) expect(world.lines.join()).toContain(field);
});

test('a refused message rings: somebody has filed, and the province has nothing', async () => {
  const world = build();
  await world.push({ ...create, ChuHoSo: '' });
  expect(world.counted).toEqual(['PortalMessageRefused']);
});

test.each([
  ['not JSON', '{"LoaiBanTin":', ''],
  ['an array', [create], ''],
  ['null', null, ''],
  ['an unknown kind', { ...create, LoaiBanTin: 'XOA' }, 'LoaiBanTin'],
  ['a missing field', without('ChuHoSo'), 'ChuHoSo'],
  ['a wrong type', { ...create, ChuHoSo: 5 }, 'ChuHoSo'],
  ['an over-long text', { ...create, DiaChi: 'x'.repeat(501) }, 'DiaChi'],
  ['a control character', { ...create, DiaChi: 'x\u0000y' }, 'DiaChi'],
  ['a message id that leaves its place', { ...create, MaBanTin: '../../x#y' }, 'MaBanTin'],
  ['a national code that leaves its place', { ...create, MaHoSo: 'a/b' }, 'MaHoSo'],
  ['a phone that is none', { ...create, SoDienThoai: '12345' }, 'SoDienThoai'],
  [
    'an old 9-digit id only',
    { ...create, DinhDanhCHS: [{ LoaiDinhDanh: '2', SoDinhDanh: '123456789' }] },
    'DinhDanhCHS',
  ],
  [
    'a tax code with a wrong check digit',
    { ...create, LoaiDoiTuong: '2', SoGiayToChuHoSo: '0100109107' },
    'SoGiayToChuHoSo',
  ],
  ['post without a receiver', { ...create, HinhThuc: '1' }, 'ThongTinTra'],
  ['an unknown procedure', { ...create, MaTTHC: '9.999999' }, 'MaTTHC'],
  ['an unknown agency', { ...create, MaDonVi: 'H50.99' }, 'MaDonVi'],
  [
    'an applicant the procedure is not for',
    { ...create, LoaiDoiTuong: '2', SoGiayToChuHoSo: '0100109106' },
    'LoaiDoiTuong',
  ],
  ['a file elsewhere', paper('https://evil.example.invalid/x.pdf'), 'TaiLieuNop.0.DuongDanTaiTepTin'],
  ['a file by plain HTTP', paper('http://files.example.invalid/x.pdf'), 'TaiLieuNop.0.DuongDanTaiTepTin'],
  ['a file at another port', paper('https://files.example.invalid:8443/x.pdf'), 'TaiLieuNop.0.DuongDanTaiTepTin'],
  [
    'a file with credentials',
    paper('https://files.example.invalid@evil.example.invalid/'),
    'TaiLieuNop.0.DuongDanTaiTepTin',
  ],
  ['a local file', paper('file:///etc/passwd'), 'TaiLieuNop.0.DuongDanTaiTepTin'],
  ['two papers of one id', { ...create, TaiLieuNop: [...create.TaiLieuNop, ...create.TaiLieuNop] }, 'TaiLieuNop'],
  ['a byte that is not UTF-8', JSON.stringify(create).replace('Nghiệm', 'Nghi\uFFFDm'), ''],
  ['a field said twice', JSON.stringify(create).replace('{', '{"ChuHoSo":"A",'), ''],
  ['a name that reads backwards', { ...create, ChuHoSo: '\u202Eabc' }, 'ChuHoSo'],
  ['a name that cannot be seen', { ...create, ChuHoSo: '\u200B' }, 'ChuHoSo'],
  ['a fractional amount', { ...proof, SoTien: 0.5 }, 'SoTien'],
])('%s is refused with the field named, kept, and not handed on', async (_, message, field) => {
  const world = build();
  const { status, code, text } = await world.push(message);
  expect([status, code]).toEqual([200, -1]);
  expect(text).toBe(field === '' ? 'Bản tin không hợp lệ' : `Trường không hợp lệ: ${field}`);
  expect(world.queued).toEqual([]);
  expect(world.kept()).toMatchObject([
    { state: 'refused', body: typeof message === 'string' ? message : JSON.stringify(message) },
  ]);
});

test('neither logs nor refusals repeat what a message says of a person', async () => {
  const world = build();
  const texts: string[] = [];
  for (const message of [
    create,
    change,
    { ...create, MaBanTin: 'X1', 'Nguyễn Thị Thử Nghiệm': 1 },
    { ...create, MaTTHC: 'x' },
  ]) {
    texts.push((await world.push(message)).text);
  }
  const said = [...texts, ...world.lines, JSON.stringify(world.queued)].join();
  for (const secret of ['Nguyễn', '045190000001', '0912345678', '0987654321', 'thu.nghiem', 'Đông Hà']) {
    expect(said).not.toContain(secret);
  }
});

test('another scope does not open the door', async () => {
  const world = build(['dossiers.read']);
  expect((await world.push(create)).status).toBe(403);
  expect(world.kept()).toEqual([]);
});
