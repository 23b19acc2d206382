import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../local/demo/api/client.ts';
import { people } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { dossierIdOf } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { nationalTimestamp } from '../../../shared/time/viet-nam.ts';
import { anonymous, environment, eventually, stage } from '../kit.ts';
import { createMessage } from './inbound-samples.ts';
import { causeOf, handled } from './kit.ts';
import { heldBy, inSync } from './portal.ts';

const BIRTH = { MaTTHC: '1.001193', MaDonVi: 'H50.20.1' };
const PATH = '/webhooks/national-portal';
let portal: ApiClient;
beforeAll(async () => {
  portal = await stage.as('cong-dvcqg');
});

async function push(body: unknown): Promise<{ error_code?: number; message?: string }> {
  const content = typeof body === 'string' ? { rawBody: body } : { body };
  const answer = await portal.ask('POST', PATH, { ...content, idempotencyKey: null });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** A dossier that was filed at the portal, once it lies at our reception. */
async function arrived(dossierId: string): Promise<Walk> {
  const walk = new Walk(stage, { plan: 'birth', channel: 'online', citizen: 'cong-dan-an' });
  walk.dossierId = dossierId;
  const reception = await walk.reception();
  await eventually(
    'the dossier is here',
    async () => (await reception.ask('GET', `/v1/dossiers/${dossierId}`)).status === 200,
  );
  return walk;
}

const later = (nationalCode: string, LoaiBanTin: string, more: object) => {
  const now = nationalTimestamp(new Date().toISOString());
  const MaBanTin = `BT-${now}-${randomUUID().slice(0, 8)}`;
  return { LoaiBanTin, MaBanTin, ThoiGianGui: now, MaHoSo: nationalCode, MaDonVi: 'H50.20.1', ...more };
};
const now = () => nationalTimestamp(new Date().toISOString());

describe('a message of the national portal', () => {
  it('opens a dossier once, however often it comes, and its later ones meet it', async () => {
    const { body, dossierId, nationalCode } = createMessage(BIRTH);
    const answers = [await push(body), await push(body), await push(body)];
    expect(answers.map(({ error_code }) => error_code)).toEqual([0, 1, 1]);
    const walk = await arrived(dossierId);
    await handled('transitions.fifo', dossierId);
    expect((await walk.timeline()).map(({ type }) => type)).toEqual(['imported']);
    const dossier = await (await walk.reception()).must('GET', `/v1/dossiers/${dossierId}`);
    expect(dossier).toMatchObject({ nationalCode, channel: 'online', status: 'submitted' });

    await walk.act(walk.plan.reception.officer, {
      type: 'request-supplement',
      items: [{ content: 'Giấy chứng sinh', reason: 'Thiếu dấu', guidance: 'Gửi bản có dấu' }],
    });
    const supplement = { NgayBoSung: now(), NoiDungBoSung: 'Đã có dấu', TaiLieuNop: [] };
    expect((await push(later(nationalCode, 'BO_SUNG', supplement))).error_code).toBe(0);
    await walk.reaches('submitted');
    await walk.accept();
    const withdrawal = { NgayYeuCau: now(), LyDo: 'Nộp nhầm nơi' };
    expect((await push(later(nationalCode, 'RUT_HO_SO', withdrawal))).error_code).toBe(0);
    await walk.reaches('withdrawal-requested');
  });

  it('gets the state of what was filed there told back', async () => {
    const message = { LoaiBanTin: 'TAO_MOI', ...BIRTH };
    const pushed = await stage.control<{ MaHoSo: string; MaBanTin: string }>('national-portal', 'push', {
      message,
      personId: 'cong-dan-an',
    });
    const walk = await arrived(dossierIdOf(environment.province, pushed.MaHoSo));
    await walk.accept();
    const { dossierCode } = await walk.read();
    await inSync(walk);
    await eventually('the acceptance is told', async () => (await heldBy(pushed.MaHoSo))?.statusUpdates.length !== 0);
    expect((await heldBy(pushed.MaHoSo))?.statusUpdates[0]).toMatchObject({ MaHoSoDonVi: dossierCode });
  });

  const paper = (url: string) => ({
    TaiLieuNop: [
      { TepDinhKemId: '1', TenTepDinhKem: 'a.pdf', MaThanhPhanHoSo: '000.00.00.G00-KQ000001', DuongDanTaiTepTin: url },
    ],
  });
  const simulator = new URL(environment.simulators['national-portal']);
  const URL_FIELD = 'TaiLieuNop.0.DuongDanTaiTepTin';

  it.each<[string, unknown, string]>([
    ['is no JSON', '{"LoaiBanTin":', 'Bản tin không hợp lệ'],
    ['is a list', [], 'Bản tin không hợp lệ'],
    ['is of an unknown kind', { LoaiBanTin: 'XOA' }, 'LoaiBanTin'],
    ['names an unknown procedure', createMessage({ ...BIRTH, MaTTHC: '9.999999' }).message, 'MaTTHC'],
    ['names an unknown agency', createMessage({ ...BIRTH, MaDonVi: 'H50.99.9' }).message, 'MaDonVi'],
    ['has a number in place of a text', createMessage({ ...BIRTH, ChuHoSo: 7 }).message, 'ChuHoSo'],
    ['has an over-long name', createMessage({ ...BIRTH, ChuHoSo: 'A'.repeat(301) }).message, 'ChuHoSo'],
    [
      'has a personal id that is none',
      createMessage({ ...BIRTH, DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '1' }] }).message,
      'DinhDanhCHS.0.SoDinhDanh',
    ],
    [
      'has its files elsewhere',
      createMessage({ ...BIRTH, ...paper('https://evil.example.com/a.pdf') }).message,
      URL_FIELD,
    ],
    [
      'has its files at our own address',
      createMessage({ ...BIRTH, ...paper('http://169.254.169.254/latest') }).message,
      URL_FIELD,
    ],
    [
      'has its files at a look-alike host',
      createMessage({ ...BIRTH, ...paper(`http://${simulator.host}.example.com/a.pdf`) }).message,
      URL_FIELD,
    ],
    [
      'hides another host behind a name',
      createMessage({ ...BIRTH, ...paper(`http://${simulator.host}@evil.example.com/a.pdf`) }).message,
      URL_FIELD,
    ],
    [
      'has a file that is no web address',
      createMessage({ ...BIRTH, ...paper('file:///etc/passwd') }).message,
      URL_FIELD,
    ],
  ])('is refused, naming the field and no value, when it %s', async (_, message, named) => {
    const { error_code, message: says = '' } = await push(message);
    expect(error_code).toBe(-1);
    expect(says).toContain(named);
    for (const { HoVaTen, SoDinhDanh } of people.citizens.slice(0, 1))
      expect(says).not.toMatch(new RegExp(`${HoVaTen}|${SoDinhDanh}`));
    expect(says).not.toContain('evil');
  });

  it('is refused when its id was another message’s, and taken once it is put right', async () => {
    const good = createMessage(BIRTH);
    const wrong = { ...good.message, MaTTHC: '9.999999' };
    expect((await push(wrong)).error_code).toBe(-1);
    expect((await push(good.body)).error_code).toBe(0);
    expect(await push({ ...good.message, DiaChi: 'Nơi khác' })).toMatchObject({
      error_code: -1,
      message: expect.stringContaining('MaBanTin'),
    });
    await arrived(good.dossierId);
  });

  it('is kept: the changed address is corrected once, and a proof of payment does nothing by itself', async () => {
    const { body, dossierId, nationalCode } = createMessage(BIRTH);
    await push(body);
    const walk = await arrived(dossierId);
    const change = later(nationalCode, 'CAP_NHAT', { NgayCapNhat: now(), DiaChi: 'Nơi khác' });
    const proof = later(nationalCode, 'THANH_TOAN', {
      MaThamChieu: 'R1',
      MaGiaoDich: 'G1',
      SoTien: 10_000,
      MaTienTe: 'VND',
      ThoiGianGD: now(),
      TrangThaiGD: '1',
    });
    for (const message of [change, proof]) {
      expect((await push(message)).error_code).toBe(0);
      expect((await push(message)).error_code).toBe(1);
    }
    await handled('transitions.fifo', dossierId);
    await walk.happened('particulars-corrected');
    expect((await walk.timeline()).map(({ type }) => type)).toEqual(['imported', 'particulars-corrected']);
  });

  it('that comes too early or out of place is parked with the rejection as cause', async () => {
    const { dossierId, nationalCode, body } = createMessage(BIRTH);
    const early = later(nationalCode, 'RUT_HO_SO', { NgayYeuCau: now(), LyDo: 'Nộp nhầm' });
    expect((await push(early)).error_code).toBe(0);
    expect(await causeOf('transitions.fifo', early.MaBanTin)).toBe('dossier-not-found');
    await push(body);
    await arrived(dossierId);
    const supplement = later(nationalCode, 'BO_SUNG', { NgayBoSung: now(), NoiDungBoSung: 'x', TaiLieuNop: [] });
    await push(supplement);
    expect(await causeOf('transitions.fifo', supplement.MaBanTin)).toBe('wrong-status');
  });

  it('is not read without the portal’s token', async () => {
    const { body, dossierId } = createMessage(BIRTH);
    const asked = { rawBody: body, idempotencyKey: null };
    expect((await anonymous.ask('POST', PATH, asked)).status).toBe(401);
    for (const other of ['tinh-quang-tri', 'cong-dan-an', 'can-bo-tiep-nhan-tinh']) {
      expect((await (await stage.as(other)).ask('POST', PATH, asked)).status).toBe(403);
    }
    expect((await portal.ask('POST', PATH, { rawBody: `"${'x'.repeat(210_000)}"`, idempotencyKey: null })).status).toBe(
      413,
    );
    const reception = await stage.as('can-bo-tiep-nhan-dong-hoi');
    expect((await reception.ask('GET', `/v1/dossiers/${dossierId}`)).status).toBe(404);
  });
});
