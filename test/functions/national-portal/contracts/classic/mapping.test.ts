import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dossierRecord } from '../../../../../functions/national-portal/contracts/classic/dossier-record.ts';
import {
  isRowOf,
  progressRows,
  progressSteps,
  statusUpdates,
} from '../../../../../functions/national-portal/contracts/classic/progress.ts';
import { isAllowedFile } from '../../../../../functions/national-portal/file-hosts.ts';
import { portalBatches as batchesOf } from '../../../../../functions/national-portal/sync/portal-send.ts';
import { isSynced } from '../../../../../functions/national-portal/synced-events.ts';
import type { DossierEvent } from '../../../../../shared/dossier/events.ts';
import { evolve } from '../../../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../../../shared/dossier/state.ts';
import { nationalCodes } from '../../../../../shared/procedure/national.ts';
import {
  accepted,
  agencies,
  CODE,
  completed,
  forwarded,
  imported,
  logOf,
  opened,
  PROCEDURE,
  returned,
} from '../../sync/logs.ts';

const portalBatches = batchesOf(10);

function recordOf(events: readonly DossierEvent[], filedWith?: { techId: string; verified: boolean }) {
  const log = logOf(events);
  const dossier = log.reduce<Dossier | undefined>(evolve, undefined) as Dossier;
  return dossierRecord({ dossier, log, procedure: PROCEDURE, codes: nationalCodes(PROCEDURE), agencies, filedWith });
}

const attached = (kind: 'component' | 'result'): DossierEvent => ({
  type: 'document-attached',
  document: {
    documentId: `d-${kind}`,
    component: 'certificate-request',
    kind,
    fileName: 'to-khai.pdf',
    contentType: 'application/pdf',
    size: 1,
    sha256: 'x',
  },
});
const obligation = { obligationId: 'o', fees: [{ code: 'information-fee', amount: 200000 }], amount: 200000 };
const asked: DossierEvent = { type: 'payment-requested', ...obligation, stopsClock: true };
const paid = (provider: 'platform' | 'vnpay' | 'counter'): DossierEvent => ({
  type: 'payment-recorded',
  payment: {
    provider,
    transactionId: 't',
    reference: 'r',
    obligationId: 'o',
    amount: 200000,
    paidAt: '2026-06-09T02:00:00.000Z',
  },
});

test('digitisation flags follow from what was handed over and from the origin of each file', () => {
  const handedOver = {
    papers: [
      { component: 'certificate-request', original: 1 },
      { name: 'Giấy ủy quyền', original: 1, copy: 2 },
    ],
    sets: 1,
  };
  const taken = [...opened, { ...accepted, handedOver } as DossierEvent];
  const onPaper = recordOf(taken);
  const code = PROCEDURE.national?.components?.['certificate-request'];
  expect(code).toMatch(/^[A-Z0-9.-]+$/);
  expect(onPaper).toMatchObject({
    HoSoCoThanhPhanSoHoa: '0',
    TaiLieuNop: [{ TepDinhKemId: code, MaThanhPhanHoSo: code, DuocSoHoa: '0', DuocTaiSuDung: '0' }],
    DanhSachTepDinhKemKhac: [{ TenGiayTo: 'Giấy ủy quyền', SoLuong: 3 }],
  });
  const fileOf = (origin: 'scanned' | 'database'): DossierEvent => {
    const event = attached('component') as Extract<DossierEvent, { type: 'document-attached' }>;
    return { ...event, document: { ...event.document, origin } };
  };
  expect(recordOf([...taken, fileOf('scanned')])).toMatchObject({
    HoSoCoThanhPhanSoHoa: '1',
    TaiLieuNop: [{ TepDinhKemId: 'd-component', DuocSoHoa: '1', DuocTaiSuDung: '0' }],
  });
  expect(recordOf([...taken, fileOf('database')]).TaiLieuNop).toMatchObject([{ DuocTaiSuDung: '1' }]);
});

test('a submitted dossier: future moments are empty, times are in Viet Nam time', () => {
  expect(recordOf(opened)).toMatchObject({
    MaHoSo: CODE,
    MaTTHC: '2.000488',
    KenhThucHien: '2',
    LoaiDoiTuong: '1',
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '045190000001' }],
    NgayNopHoSo: '20260609080100',
    NgayTiepNhan: '',
    NgayHenTra: '',
    TrangThaiHoSo: '1',
    HinhThuc: '0',
    NoiNopHoSo: 'Trung tâm Phục vụ hành chính công phường Đông Hà',
  });
});

test('flags are correct: documents, account, payment', () => {
  const flags = (events: readonly DossierEvent[], filed?: { techId: string; verified: boolean }) => {
    const { HoSoCoThanhPhanSoHoa, TaiKhoanDuocXacThucVoiVNeID, DuocThanhToanTrucTuyen } = recordOf(events, filed);
    return [HoSoCoThanhPhanSoHoa, TaiKhoanDuocXacThucVoiVNeID, DuocThanhToanTrucTuyen];
  };
  expect(flags(opened)).toEqual(['0', '1', '3']);
  expect(flags([...opened, attached('component')])).toEqual(['1', '1', '3']);
  expect(flags([...opened, accepted, attached('result')])).toEqual(['0', '1', '3']);
  expect(flags([...opened, asked])).toEqual(['0', '1', '3']);
  expect(flags([...opened, asked, paid('platform')])).toEqual(['0', '1', '1']);
  expect(flags([...opened, asked, paid('vnpay')])).toEqual(['0', '1', '2']);
  expect(flags([...opened, asked, paid('counter')])).toEqual(['0', '1', '3']);
  expect(flags(imported, { techId: 'T', verified: false })).toEqual(['0', '0', '3']);
  expect(flags(imported, { techId: 'T', verified: true })).toEqual(['0', '1', '3']);
});

test('documents, fees and results are in separate lists', () => {
  const { TaiLieuNop, DanhSachLePhi, DanhSachGiayToKetQua } = recordOf([
    ...opened,
    attached('component'),
    asked,
    paid('platform'),
    accepted,
    attached('result'),
  ]);
  expect(TaiLieuNop).toMatchObject([
    {
      TepDinhKemId: 'd-component',
      MaThanhPhanHoSo: '000.00.00.G00-KQ000037',
      DuongDanTaiTepTin: '',
      DuocSoHoa: '1',
      DuocTaiSuDung: '0',
    },
  ]);
  expect(DanhSachLePhi).toMatchObject([
    { MaPhiLePhi: '2.000488.01', Gia: 200000, HinhThucThu: '1', LoaiPhiLePhi: '1' },
  ]);
  expect(DanhSachGiayToKetQua).toMatchObject([{ GiayToId: 'd-result', MaGiayToKetQua: 'KQ.G00.000009' }]);
});

test('a rejected dossier has its time; a supplement request has its content and whether it was met', () => {
  const rejected: DossierEvent = { type: 'rejected', legalGround: 'Điều 17', reason: 'Không đủ' };
  expect(recordOf([...opened, rejected])).toMatchObject({ TrangThaiHoSo: '3', NgayTuChoi: '20260609080200' });
  const items = [{ content: 'Thiếu tờ khai', reason: 'r', guidance: 'g' }];
  const request: DossierEvent = { type: 'supplement-requested', requestId: 'q', items };
  expect(recordOf([...opened, request]).DanhSachHoSoBoSung).toMatchObject([
    { NoiDungBoSung: 'Thiếu tờ khai', TrangThaiBoSung: '0' },
  ]);
  const met = recordOf([...opened, request, { type: 'supplemented', requestId: 'q' }]);
  expect(met.DanhSachHoSoBoSung).toMatchObject([{ TrangThaiBoSung: '1', NgayTiepNhanBoSung: '20260609080300' }]);
});

test('one row per event in a national status; none for a draft; no names of people', () => {
  const rows = progressRows(
    CODE,
    logOf([...opened, accepted, forwarded('examination'), completed, returned]),
    0,
    agencies,
  );
  expect(rows.map((row) => row.TrangThai)).toEqual(['1', '2', '4', '9', '10']);
  expect(rows.map((row) => row.NguoiXuLy.length <= 50)).not.toContain(false);
  expect(rows[0]).toMatchObject({ NguoiXuLy: 'Người nộp hồ sơ', NoiDungXuLy: 'Nộp hồ sơ (#2)' });
  expect(JSON.stringify(rows)).not.toContain('officer-1');
});

test('times are monotonic despite clock skew between writers, also when the log is read from a later version', () => {
  const log = logOf([...opened, accepted, forwarded('examination')], -10);
  const rows = progressRows(CODE, log, 0, agencies);
  expect(new Set(rows.map((row) => row.ThoiDiemXuLy)).size).toBe(1);
  expect(progressRows(CODE, log, 3, agencies)).toEqual(rows.slice(2));
});

test('the portal’s row of a step is recognised by its version in our log, not by its text', () => {
  const [, step] = progressSteps(CODE, logOf([...opened, accepted]), 0, agencies);
  if (step === undefined) throw new Error('no step');
  const theirs = { ...step.row, NoiDungXuLy: 'Đã tiếp nhận (#3)', PhongBanXuLy: 'Tên cũ' };
  expect(isRowOf(step, theirs)).toBe(true);
  expect(isRowOf(step, { ...theirs, NoiDungXuLy: 'Tiếp nhận hồ sơ (#13)' })).toBe(false);
  expect(isRowOf(step, { ...theirs, ThoiDiemXuLy: '20260609080101' })).toBe(false);
  expect(isRowOf(step, {})).toBe(false);
});

test('a long text is truncated at a character boundary and keeps its version suffix', () => {
  const rejected: DossierEvent = { type: 'rejected', legalGround: 'x', reason: '😀'.repeat(1500) };
  const [, row] = progressRows(CODE, logOf([...opened, rejected]), 0, agencies);
  expect(row?.NoiDungXuLy.length).toBeLessThanOrEqual(2000);
  expect(row?.NoiDungXuLy).toMatch(/😀 \(#3\)$/u);
  expect(row?.NoiDungXuLy.isWellFormed()).toBe(true);
});

test('three statuses for a dossier filed at the portal, one per change', () => {
  const codes = { nationalCode: 'G', dossierCode: CODE, techId: 'T' };
  const stopped: DossierEvent = { type: 'stopped', ground: 'x' };
  const log = logOf([...imported, accepted, forwarded('examination'), forwarded('record-lookup'), stopped]);
  expect(statusUpdates(codes, log, 0).map((s) => s.TrangThai)).toEqual(['1', '2', '2', '5']);
  expect(statusUpdates(codes, log, 3).map((s) => s.TrangThai)).toEqual(['5']);
});

test('batches: no drafts, at most ten events, a correction starts a new one', () => {
  const corrected: DossierEvent = { type: 'corrected', toStatus: 'accepted', reason: 'x' };
  const log = logOf([...opened, accepted, ...Array.from({ length: 11 }, () => forwarded('examination')), corrected]);
  expect(portalBatches(log).map((batch) => batch.length)).toEqual([10, 3, 1]);
});

test('batches of a dossier filed at the portal: one change of status each', () => {
  const log = logOf([...imported, accepted, forwarded('examination'), forwarded('record-lookup'), completed, returned]);
  expect(portalBatches(log).map((batch) => batch.length)).toEqual([1, 1, 2, 1, 1]);
  expect(portalBatches(log.slice(3), log).map((batch) => batch.length)).toEqual([1, 1, 1]);
});

test('batches have no gaps and at most ten synced events each, and cover all synced events', () => {
  const reminder: DossierEvent = { type: 'reminder-sent', message: 'x' };
  const pick = [reminder, forwarded('examination'), { type: 'corrected', toStatus: 'accepted', reason: 'x' }] as const;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pick), { maxLength: 40 }), (events) => {
      const log = logOf([...opened, accepted, ...events]);
      const batches = portalBatches(log);
      for (const batch of batches) {
        expect(batch.map((event) => event.version)).toEqual(batch.map((_, index) => batch[0].version + index));
        expect(isSynced(batch[0])).toBe(true);
        expect(batch.filter(isSynced).length).toBeLessThanOrEqual(10);
        expect(batch.slice(1).map((event) => event.type)).not.toContain('corrected');
      }
      expect(batches.flat().filter(isSynced)).toEqual(log.filter(isSynced));
    }),
  );
});

test.each([
  ['https://a.vn/x', ['a.vn'], true],
  ['https://a.vn:443/x', ['a.vn'], true],
  ['https://a.vn:8443/x', ['a.vn:8443'], true],
  ['https://a.vn/x', ['a.vn:443'], true],
  ['http://127.0.0.1:4762/x', ['http://127.0.0.1:4762'], true],
  ['http://a.vn:8080/x', ['a.vn:8080'], false],
  ['https://127.0.0.1:4762/x', ['http://127.0.0.1:4762'], false],
  ['https://A.VN/x', ['a.vn'], true],
  ['http://a.vn/x', ['a.vn'], false],
  ['https://a.vn:8443/x', ['a.vn'], false],
  ['https://a.vn.evil.vn/x', ['a.vn'], false],
  ['https://a.vn@evil.vn/x', ['a.vn'], false],
  ['https://u@a.vn/x', ['a.vn'], false],
  ['http://127.1:4762/x', ['http://127.0.0.1:4763'], false],
  ['ftp://a.vn:21/x', ['a.vn:21'], false],
  ['nonsense', ['a.vn'], false],
  ['https://a.vn/x', [], false],
])('file %s with hosts %j: %s', (url, hosts, allowed) => {
  expect(isAllowedFile(url, hosts)).toBe(allowed);
});
