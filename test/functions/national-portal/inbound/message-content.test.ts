import { expect, test } from 'vitest';
import { change, create, proof } from './messages.ts';
import { build } from './world.ts';

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
  ['an invalid date in an unread field', { ...create, NgayNopHoSo: '20260231000000' }, []],
  ['an unread field', { ...create, MaXaChuHoSo: '19501' }, ['MaXaChuHoSo']],
  [
    'the same inside a paper',
    { ...create, TaiLieuNop: [{ ...create.TaiLieuNop[0], DuocSoHoa: '1' }] },
    ['TaiLieuNop.0.DuocSoHoa'],
  ],
  ['a field whose name could be anything', { ...create, 'Nguyễn Văn A': 'x' }, ['?']],
])('%s does not block an application, and is stored with it', async (_, message, unread) => {
  const world = build();
  expect(await world.push(message)).toMatchObject({ status: 200, code: 0 });
  expect(world.queued).toHaveLength(1);
  expect(world.kept()).toMatchObject([{ body: JSON.stringify(message), state: 'queued' }]);
  expect(world.counted).toEqual(unread.length === 0 ? [] : ['PortalFieldUnknown']);
  for (const field of unread) expect(world.lines.join()).toContain(field);
});

test('a rejected message raises an alarm: an application would be lost', async () => {
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
  ['a citizen without any number', { ...create, DinhDanhCHS: [], SoGiayToChuHoSo: '' }, 'DinhDanhCHS'],
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
])('%s is rejected with the field name, stored, and not queued', async (_, message, field) => {
  const world = build();
  const { status, code, text } = await world.push(message);
  expect([status, code]).toEqual([200, -1]);
  expect(text).toBe(field === '' ? 'Bản tin không hợp lệ' : `Trường không hợp lệ: ${field}`);
  expect(world.queued).toEqual([]);
  expect(world.kept()).toMatchObject([
    { state: 'refused', body: typeof message === 'string' ? message : JSON.stringify(message) },
  ]);
});

test('neither logs nor rejections repeat personal data of a message', async () => {
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
