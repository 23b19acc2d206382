import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORM_EVENTS } from '../../../functions/forms/adapters/registry.ts';
import { smallPdf } from '../../../local/demo/api/upload.ts';
import type { Opening } from '../../../local/demo/opening.ts';
import { people } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import organisations from '../../../local/simulators/identity/people.json' with { type: 'json' };
import type { EventType } from '../../../shared/dossier/event-types.ts';
import { readPdfs } from '../../pdf-tools/python-tools.ts';
import { eventually, stage } from '../kit.ts';
import { changeNotification, filed, put } from './kit.ts';
import { inSync } from './portal.ts';

const folder = await mkdtemp(join(tmpdir(), 'motcua-people-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

type Form = { readonly form: string; readonly documentId: string };
type View = Readonly<Record<string, unknown>> & {
  readonly forms: readonly Form[];
  readonly unconfirmed?: readonly string[];
};

const personOf = (id: string) => {
  const person = people.citizens.find(({ personId }) => personId === id);
  if (person === undefined) throw new Error(`no person named ${id}`);
  return person;
};
const identityOf = (id: string) => ({ type: 'personal-id', number: personOf(id).SoDinhDanh, country: 'VN' });
const citizen = (id: string) => {
  const { HoVaTen: name, SoDienThoai: phone, DiaChi: address } = personOf(id);
  return { kind: 'citizen', name, identity: identityOf(id), phone, address };
};

/** The status of a request by an account. */
const status = async (who: string, method: string, path: string, body?: unknown) =>
  (await (await stage.as(who)).ask(method, path, body === undefined ? {} : { body })).status;
const readBy = (who: string, { dossierId }: Walk) => status(who, 'GET', `/v1/dossiers/${dossierId}`);
const view = async ({ dossierId }: Walk, who: string) =>
  (await (await stage.as(who)).must('GET', `/v1/dossiers/${dossierId}`)) as unknown as View;

/** Filed online by an account, with the required papers, and accepted by reception. */
async function filedOnline(plan: Opening['plan'], who: string, people: Record<string, unknown>): Promise<Walk> {
  const walk = new Walk(stage, { plan, channel: 'online', citizen: 'cong-dan-an' });
  const api = await stage.as(who);
  const { dossierId } = await api.must('POST', '/v1/dossiers', {
    body: {
      procedureCode: walk.plan.procedureCode,
      receivingAgency: walk.plan.reception.agencyId,
      channel: 'online',
      resultDelivery: { method: 'counter' },
      ...people,
    },
  });
  walk.dossierId = dossierId as string;
  for (const component of walk.plan.required) {
    await walk.upload(api, { component }, smallPdf(`${walk.dossierId} ${component}`));
  }
  await api.change(walk.dossierId, '/submit');
  return walk.accept();
}

/** The receipts so far, each as text with one blank between words, once there are that many. */
async function receipts(walk: Walk, count: number): Promise<readonly string[]> {
  for (const { type, version } of await walk.timeline()) {
    if (FORM_EVENTS.includes(type as EventType)) await put('forms', changeNotification(walk.dossierId, version, type));
  }
  const officer = walk.plan.reception.officer;
  const issued = async () => (await view(walk, officer)).forms.filter(({ form }) => form === 'receipt');
  await eventually(`${count} receipts`, async () => (await issued()).length === count);
  const texts: string[] = [];
  for (const { documentId } of await issued()) {
    const answer = await (await stage.as(officer)).must('GET', `/v1/dossiers/${walk.dossierId}/forms/${documentId}`);
    const path = join(folder, `${randomUUID()}.pdf`);
    await writeFile(path, Buffer.from(await (await fetch((answer.download as { url: string }).url)).arrayBuffer()));
    const [file] = await readPdfs([path]);
    texts.push((file?.pages ?? []).map(({ text }) => text.replaceAll(/\s+/g, ' ')).join(' '));
  }
  return texts;
}

const confirm = (walk: Walk, person: string, name: string, number?: string) =>
  walk.act(walk.plan.reception.officer, { type: 'confirm-identity', person, name, ...(number && { number }) });

describe('a mother files for her child, who has no number yet', () => {
  const [mother, father] = ['cong-dan-lan', 'cong-dan-nam'];
  let walk: Walk;
  beforeAll(async () => {
    const { HoVaTen: name, SoDienThoai: phone } = personOf(mother);
    walk = await filedOnline('birth', mother, {
      applicant: {
        kind: 'citizen',
        name: 'Hồ Minh Khôi',
        identity: { type: 'birth', number: '123/GCS' },
        address: 'Lao Bảo',
      },
      filer: { name, identity: identityOf(mother), basis: 'parent', document: 'Giấy chứng sinh số 123', phone },
    });
  });

  it('she reads it, and no other account does', async () => {
    expect(await readBy(mother, walk)).toBe(200);
    expect(await readBy(father, walk)).toBe(404);
  });

  it('the receipt names both and the basis; the portal gets the child as the owner', async () => {
    const [receipt] = await receipts(walk, 1);
    for (const said of ['Hồ Minh Khôi', personOf(mother).HoVaTen, 'cha, mẹ, theo Giấy chứng sinh số 123']) {
      expect(receipt).toContain(said);
    }
    const { record } = await inSync(walk);
    expect(record).toMatchObject({ ChuHoSo: 'Hồ Minh Khôi', LoaiDoiTuong: '1', SoGiayToChuHoSo: '123/GCS' });
    expect(record?.ThongTinKhac).toContain(`Người nộp: ${personOf(mother).HoVaTen}`);
  });
});

describe('an employee files for a company', () => {
  const account = 'to-chuc-ho-tieu';
  const firm = organisations.organisations.find(({ personId }) => personId === account);
  if (firm === undefined) throw new Error('no such organisation');
  let walk: Walk;
  beforeAll(async () => {
    walk = await filedOnline('permit', account, {
      applicant: {
        ...{ kind: 'organisation', name: 'Tên do trình duyệt gửi', phone: firm.SoDienThoai, address: firm.DiaChi },
        identity: { type: 'tax-code', number: firm.MaSoThue },
      },
      filer: {
        ...{ name: 'Tên khác', basis: 'officer', document: 'Giấy giới thiệu số 15/GGT' },
        identity: { type: 'personal-id', number: firm.SoDinhDanh },
      },
    });
  });

  it('the sign-in says who both are, and neither waits for a second reading', async () => {
    expect(await view(walk, account)).toMatchObject({
      applicant: { name: firm.TenDoanhNghiep },
      filer: { name: firm.HoVaTen },
    });
    expect((await view(walk, account)).unconfirmed).toBeUndefined();
    expect(await readBy('cong-dan-lan', walk)).toBe(404);
  });

  it('the receipt names the company and who filed; the portal gets the company', async () => {
    const [receipt] = await receipts(walk, 1);
    for (const said of [firm.TenDoanhNghiep, firm.HoVaTen, 'người của tổ chức, theo Giấy giới thiệu số 15/GGT']) {
      expect(receipt).toContain(said);
    }
    const { record } = await inSync(walk);
    expect(record).toMatchObject({ ChuHoSo: firm.TenDoanhNghiep, LoaiDoiTuong: '2', SoGiayToChuHoSo: firm.MaSoThue });
  });
});

describe('an agent files with an authorisation, until the owner takes it back', () => {
  const [owner, agent] = ['cong-dan-chau', 'cong-dan-hieu'];
  let walk: Walk;
  beforeAll(async () => {
    const { HoVaTen: name, SoDienThoai: phone } = personOf(agent);
    walk = await filedOnline('criminal', agent, {
      applicant: citizen(owner),
      filer: { name, identity: identityOf(agent), basis: 'agent', document: 'Giấy ủy quyền số 7/2026', phone },
    });
  });

  it('the agent reads it at once, the owner after a second reading', async () => {
    expect([await readBy(agent, walk), await readBy(owner, walk)]).toEqual([200, 404]);
    await confirm(walk, 'applicant', personOf(owner).HoVaTen, personOf(owner).SoDinhDanh);
    expect(await readBy(owner, walk)).toBe(200);
  });

  it('the receipt and the portal name both', async () => {
    const [receipt] = await receipts(walk, 1);
    for (const said of [personOf(owner).HoVaTen, personOf(agent).HoVaTen, 'Giấy ủy quyền số 7/2026']) {
      expect(receipt).toContain(said);
    }
    const { record } = await inSync(walk);
    expect(record).toMatchObject({ ChuHoSo: personOf(owner).HoVaTen, SoGiayToChuHoSo: personOf(owner).SoDinhDanh });
    expect(record?.ThongTinKhac).toContain('được ủy quyền');
  });

  it('the owner asks for a correction, reception confirms it, and a new receipt says so', async () => {
    const applicant = { ...citizen(owner), address: '9 Hai Bà Trưng, phường Quảng Trị' };
    await (await stage.as(owner)).change(walk.dossierId, '/correction', { applicant, reason: 'Đã chuyển nhà' });
    const { officer } = walk.plan.reception;
    const { correction } = (await view(walk, officer)) as { correction?: { requestId: string } };
    expect(correction).toMatchObject({
      state: 'open',
      changes: [{ field: 'applicant.address', was: personOf(owner).DiaChi, asked: applicant.address }],
    });
    await walk.act(officer, { type: 'correct-particulars', requestId: correction?.requestId, reason: 'Đúng' });
    expect(await view(walk, owner)).toMatchObject({
      applicant: { address: applicant.address },
      correction: { state: 'confirmed' },
    });
    const again = (await receipts(walk, 2)).at(-1);
    expect(again).toContain('Cấp lại do chỉnh sửa thông tin');
    expect(again).toContain('9 Hai Bà Trưng');
  });

  it('the agent loses the dossier at once', async () => {
    await (await stage.as(owner)).change(walk.dossierId, '/filer', { filer: null }, 'PUT');
    expect([await readBy(agent, walk), await readBy(owner, walk)]).toEqual([404, 200]);
  });
});

describe('a dossier of the wrong owner', () => {
  const [wrong, right] = ['cong-dan-dung', 'cong-dan-khanh'];
  it('is closed to them in every way once it is corrected, and open to the right one after a second reading', async () => {
    const walk = await (await filed('household', wrong)).requestFee();
    const { officer } = walk.plan.reception;
    await receipts(await walk.payCash(), 1);
    await walk.act(officer, { type: 'assess-fees', assessment: walk.plan.charged });
    const { dossierId } = walk;
    const { dossierCode } = await walk.read();
    const [form] = (await view(walk, wrong)).forms;
    const ways = (who: string) =>
      Promise.all([
        readBy(who, walk),
        status(who, 'GET', `/v1/dossiers/${dossierId}/timeline`),
        status(who, 'GET', `/v1/dossiers/${dossierId}/documents`),
        status(who, 'GET', `/v1/dossiers/${dossierId}/forms/${form?.documentId}`),
      ]);
    const pays = (who: string) => status(who, 'POST', `/v1/dossiers/${dossierId}/payments`, { provider: 'platform' });
    const asks = async (who: string) =>
      (
        await (
          await stage.as(who)
        ).ask('POST', '/v1/lookup', { body: { dossierCode, identity: identityOf(who) }, idempotencyKey: null })
      ).status;
    const lists = async (who: string) =>
      JSON.stringify(await (await stage.as(who)).must('GET', '/v1/dossiers')).includes(dossierId);
    expect(await ways(wrong)).toEqual([200, 200, 200, 200]);
    expect([await asks(wrong), await lists(wrong)]).toEqual([200, true]);

    await walk.act(officer, {
      type: 'correct-particulars',
      applicant: citizen(right),
      reason: 'Nhập nhầm số định danh',
    });
    expect(await ways(wrong)).toEqual([404, 404, 404, 404]);
    expect([await pays(wrong), await asks(wrong), await lists(wrong)]).toEqual([404, 404, false]);
    expect(await ways(right)).toEqual([404, 404, 404, 404]);

    await confirm(walk, 'applicant', personOf(right).HoVaTen, personOf(right).SoDinhDanh);
    expect(await ways(right)).toEqual([200, 200, 200, 200]);
    expect([await asks(right), await lists(right)]).toEqual([200, true]);
  });
});
