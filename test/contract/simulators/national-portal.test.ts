import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { dossierItem, progressItem } from './national-portal-samples.ts';
import { eventually, post } from './province.ts';

type Answer = { error_code: string | number; message?: string; session?: string; result?: Record<string, unknown>[] };

describe('national portal, classic adapter', () => {
  let portal: RunningSimulator;
  let session = '';
  beforeAll(async () => {
    portal = await launch('national-portal');
  });
  afterAll(() => portal.stop());

  const login = async () => {
    const { body } = await post<Answer>(`${portal.url}/login`, { username: 'motcua', password: 'mo-phong' });
    return body.session ?? '';
  };
  beforeEach(async () => {
    await portal.control('reset');
    await portal.control('configure', { sessionMs: 600_000, dstcode: null });
    session = await login();
  });

  const ask = async (service: string, rest: object, endpoint = 'integration') =>
    (await post<Answer>(`${portal.url}/${endpoint}`, { session, madonvi: 'H50', service, ...rest })).body;
  const create = (change: object = {}) =>
    ask('DongBoHoSoMC', { isUpdating: 'False', data: [{ ...dossierItem, ...change }] });
  const update = (change: object = {}) =>
    ask('DongBoHoSoMC', { isUpdating: 'True', data: [{ ...dossierItem, ...change }] });
  const progress = (...rows: object[]) =>
    ask('CapNhatTienDoHoSoMC', { data: rows.map((r) => ({ ...progressItem, ...r })) });

  it('logs in with the right password and dstcode only', async () => {
    const wrong = await post<Answer>(`${portal.url}/login`, { username: 'motcua', password: 'sai' });
    expect(wrong.body).toMatchObject({ error_code: '-1' });
    await portal.control('configure', { dstcode: 'VN:GOV:000.00.00.G22' });
    expect(await login()).toBe('');
    const right = await post<Answer>(
      `${portal.url}/login`,
      { username: 'motcua', password: 'mo-phong' },
      { dstcode: 'VN:GOV:000.00.00.G22' },
    );
    expect(right.body).toMatchObject({ error_code: 0, session: expect.any(String) });
  });

  it('refuses unknown and expired sessions, agencies and services with text codes', async () => {
    expect((await ask('LayThuTuc', { maTTHC: '1.001193', madonvi: 'H35' })).error_code).toBe('UNIT_UNKNOWN');
    expect((await ask('XoaHoSo', {})).error_code).toBe('SERVICE_UNKNOWN');
    expect((await ask('constructor', {})).error_code).toBe('SERVICE_UNKNOWN');
    await portal.control('expire-sessions');
    expect((await create()).error_code).toBe('SESSION_INVALID');
    await portal.control('configure', { sessionMs: 2000 });
    session = await login();
    expect((await create()).error_code).toBe('0');
    await eventually(async () => expect((await update()).error_code).toBe('SESSION_INVALID'));
  });

  it('creates once, updates what it knows, and finds it again', async () => {
    expect((await update()).error_code).toBe('NOT_FOUND');
    expect((await create()).error_code).toBe('0');
    expect(await create()).toMatchObject({ error_code: '3', message: expect.stringContaining('đã tồn tại') });
    expect((await update({ TrichYeuHoSo: 'Nội dung mới' })).error_code).toBe('0');
    const found = await ask('TraCuuHoSo', { mahoso: dossierItem.MaHoSo });
    expect(found.result?.[0]).toMatchObject({ TrichYeuHoSo: 'Nội dung mới', TrangThaiHoSo: '1', DanhSachTienDo: [] });
    expect((await ask('TraCuuHoSo', { mahoso: 'H50.12-261122-0009' })).error_code).toBe('NOT_FOUND');
  });

  it.each<[string, object]>([
    ['a missing field', { TenTTHC: undefined }],
    ['an unknown field', { MaHoso: 'H50.12-261122-0001' }],
    ['a date of another format', { NgayNopHoSo: '2026-11-22T09:00:00' }],
    ['a day that does not exist', { NgayNopHoSo: '20260231090000' }],
    ['a channel off the list', { KenhThucHien: '4' }],
    ['a status off the list', { TrangThaiHoSo: '11' }],
    ['a note over 2,000 characters', { GhiChu: 'x'.repeat(2001) }],
    ['a summary over 1,000 characters', { TrichYeuHoSo: 'x'.repeat(1001) }],
    ['a personal id of eleven digits', { DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '04519020381' }] }],
    ['a citizen without identity', { DinhDanhCHS: [] }],
    ['an accepted dossier without appointment', { TrangThaiHoSo: '2', NgayTiepNhan: '20261122090000' }],
    ['text that is not NFC', { TenTTHC: 'Đăng ký khai sinh'.normalize('NFD') }],
    ['a dossier code of another form', { MaHoSo: 'H50.12/261122/1' }],
  ])('refuses %s and keeps nothing', async (_, change) => {
    expect(await create(change)).toMatchObject({ error_code: 'DATA_INVALID', result: [] });
    expect((await portal.read<{ dossiers: object }>('state')).dossiers).toEqual({});
  });

  it('takes a note of exactly 2,000 characters', async () => {
    expect((await create({ GhiChu: 'x'.repeat(2000) })).error_code).toBe('0');
  });

  it('refuses progress out of order and takes a call whole or not at all', async () => {
    expect((await progress({})).error_code).toBe('NOT_FOUND');
    await create();
    expect((await progress({ TrangThai: '4' })).message).toContain('từ trạng thái 1 sang 4');
    const good = { TrangThai: '2', ThoiDiemXuLy: '20261122100000' };
    expect((await progress(good, { TrangThai: '10', ThoiDiemXuLy: '20261122110000' })).error_code).toBe('WRONG_ORDER');
    expect((await progress(good)).error_code).toBe('0');
    expect((await progress({ TrangThai: '4', ThoiDiemXuLy: '20261122095959' })).error_code).toBe('WRONG_ORDER');
    expect((await progress({ TrangThai: '4', ThoiDiemXuLy: '20261122100000' })).error_code).toBe('0');
    const state = await portal.read<{ dossiers: Record<string, { status: string; progress: object[] }> }>('state');
    const held = state.dossiers[dossierItem.MaHoSo];
    expect(held?.status).toBe('4');
    expect(held?.progress).toMatchObject([{ TrangThai: '2' }, { TrangThai: '4' }]);
  });

  it('keeps a progress row once, however often it comes', async () => {
    await create();
    const row = { TrangThai: '2' };
    expect((await progress(row)).error_code).toBe('0');
    expect((await progress(row, { TrangThai: '4', ThoiDiemXuLy: '20261122120000' })).error_code).toBe('0');
    const state = await portal.read<{ dossiers: Record<string, { repeats: number; progress: object[] }> }>('state');
    expect(state.dossiers[dossierItem.MaHoSo]).toMatchObject({ repeats: 1, progress: [{}, {}] });
  });

  it('takes at most ten progress rows, and names of at most fifty characters', async () => {
    await create();
    const rows = Array.from({ length: 11 }, () => ({ TrangThai: '2' }));
    expect((await progress(...rows)).error_code).toBe('DATA_INVALID');
    expect((await progress(...rows.slice(1))).error_code).toBe('0');
    expect((await progress({ NguoiXuLy: 'x'.repeat(51) })).error_code).toBe('DATA_INVALID');
  });

  it('knows procedures, agencies and accounts', async () => {
    expect((await ask('LayThuTuc', { maTTHC: '1.001193' })).result?.[0]).toMatchObject({ TRANGTHAI: '1' });
    const tech = await ask('TraCuuTechID', { provider: 'wso2is', mstorcmnd: '045190203817' }, 'share');
    expect(tech.result?.[0]?.TechID).toMatch(/^TECH-/);
    expect((await ask('LayDanhSachTTHC', {}, 'share')).result).toHaveLength(3);
  });
});
