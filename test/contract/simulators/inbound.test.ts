import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch, type RunningSimulator } from '../../../local/simulators/launch.ts';
import { type InboundMessage, inboundSchema } from '../../../local/simulators/national-portal/inbound.ts';
import { eventually, post, province } from './province.ts';

type State = { deliveries: { state: string; attempts: unknown[] }[] };

describe('messages the national portal pushes', () => {
  let portal: RunningSimulator;
  let identity: RunningSimulator;
  beforeAll(async () => {
    [portal, identity] = await Promise.all([launch('national-portal'), launch('identity')]);
  });
  afterAll(() => Promise.all([portal.stop(), identity.stop()]));
  beforeEach(() => portal.control('reset'));

  const create = { message: { LoaiBanTin: 'TAO_MOI', MaTTHC: '2.000488', MaDonVi: 'H50.12' }, personId: 'cong-dan-an' };
  const configure = (apiUrl: string) => portal.control('configure', { apiUrl, issuer: identity.url, retryMs: 50 });

  it('bring a whole dossier with files to fetch, a verifiable token, and come again until they are taken', async () => {
    const api = await province((_, earlier) => ({
      status: earlier === 0 ? 502 : 200,
      body: { error_code: earlier < 2 ? -1 : '0' },
    }));
    await configure(api.apiUrl);
    const papers = [{ MaThanhPhanHoSo: '000.00.00.G00-KQ000037', TenTepDinhKem: 'Tờ khai.pdf' }];
    const message = await portal.control<InboundMessage>('push', { ...create, papers });
    await eventually(async () => {
      expect((await portal.read<State>('state')).deliveries).toMatchObject([{ state: 'done', attempts: [{}, {}, {}] }]);
    });
    const [first, , last] = api.received;
    expect(first?.url.pathname).toBe('/webhooks/national-portal');
    expect(last?.text).toBe(first?.text);
    const got = inboundSchema.parse(JSON.parse(last?.text ?? ''));
    expect(got).toEqual(message);
    expect(got).toMatchObject({
      ChuHoSo: 'Hoàng Bảo An',
      SoGiayToChuHoSo: '045190203817',
      MaLinhVuc: 'G00-LV0008',
    });
    const token = last?.headers.authorization?.replace('Bearer ', '') ?? '';
    const keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: identity.url, audience: 'motcua-quang-tri' });
    expect(payload.scope).toBe('national-portal.push');
    const address = got.LoaiBanTin === 'TAO_MOI' ? (got.TaiLieuNop[0]?.DuongDanTaiTepTin ?? '') : '';
    expect(await (await fetch(address)).text()).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/);
    await api.stop();
  });

  it('leave the dossier with the portal, where the province may update it but not create it', async () => {
    const api = await province(() => ({ status: 200, body: { error_code: 1, message: 'trùng' } }));
    await configure(api.apiUrl);
    const { MaHoSo } = await portal.control<InboundMessage>('push', create);
    const login = await post<{ session: string }>(`${portal.url}/login`, { username: 'motcua', password: 'mo-phong' });
    const { body } = await post(`${portal.url}/integration`, {
      session: login.body.session,
      madonvi: 'H50',
      service: 'DongBoTrangThaiHoSo',
      type: '2',
      data: {
        MaHoSo,
        MaHoSoDonVi: 'H50.12-261122-0001',
        MaDoiTuong: '',
        NoiDung: 'Tiếp nhận',
        NgayXuLy: '20261122093000',
        TrangThai: '2',
        TaiLieuXuLy: [],
      },
    });
    expect(body).toMatchObject({ error_code: '0' });
    const state = await portal.read<State & { dossiers: Record<string, object> }>('state');
    expect(state.dossiers[MaHoSo]).toMatchObject({
      origin: 'portal',
      status: '1',
      statusUpdates: [{ TrangThai: '2' }],
    });
    await eventually(async () => expect((await portal.read<State>('state')).deliveries[0]?.state).toBe('done'));
    await api.stop();
  });

  it('change places and come twice when told to, the same ones for the same seed', async () => {
    const api = await province(() => ({ status: 200, body: { error_code: 0 } }));
    await configure(api.apiUrl);
    const run = async (seed: number) => {
      api.received.length = 0;
      await portal.control('faults', { seed, duplicateRate: 0.5 });
      for (let i = 0; i < 12; i += 1) {
        await portal.control('push', {
          message: {
            LoaiBanTin: 'RUT_HO_SO',
            MaHoSo: `G01.99-20261122-${i}`,
            NgayYeuCau: '20261122093000',
            LyDo: `${i}`,
          },
        });
      }
      await eventually(async () => {
        expect((await portal.read<State>('state')).deliveries.every((d) => d.state === 'done')).toBe(true);
      });
      return api.received.map((r) => (JSON.parse(r.text) as { LyDo: string }).LyDo).sort();
    };
    const first = await run(3);
    expect(first.length).toBeGreaterThan(12);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);

    api.received.length = 0;
    await portal.control('faults', { reorder: true });
    for (const LyDo of ['A', 'B', 'C', 'D']) {
      await portal.control('push', {
        message: { LoaiBanTin: 'RUT_HO_SO', MaHoSo: 'G01.99-20261122-1', NgayYeuCau: '20261122093000', LyDo },
      });
    }
    await eventually(() => expect(api.received).toHaveLength(4));
    expect(api.received.map((r) => (JSON.parse(r.text) as { LyDo: string }).LyDo)).toEqual(['B', 'A', 'D', 'C']);
    await api.stop();
  });

  it('fit their schema, unless meant not to', async () => {
    await configure('http://127.0.0.1:9');
    const bad = { message: { LoaiBanTin: 'RUT_HO_SO', MaHoSo: 'G01.99-20261122-0000001', LyDo: '' } };
    await expect(portal.control('push', bad)).rejects.toThrow('400');
    await expect(portal.control('push', { ...bad, malformed: true })).resolves.toMatchObject({ LyDo: '' });
  });
});
