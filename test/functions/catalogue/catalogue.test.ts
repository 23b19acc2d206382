import { describe, expect, it } from 'vitest';
import { routes } from '../../../functions/catalogue/routes.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { editionOf } from '../../../shared/record/edition.ts';
import { catalogueWorld } from './world.ts';

const LIST = 'listProcedures';
const ONE = 'readProcedure';
const AGENCIES = 'listAgencies';
const AGENCY = 'readAgency';
const PROVINCE = 'readProvince';
const codes = ({ items }: { readonly items: readonly { readonly procedureCode: string }[] }) =>
  items.map(({ procedureCode }) => procedureCode);

const { get, store, now } = await catalogueWorld();

describe('answers', () => {
  it.each([
    [LIST, { limit: '100' }, {}],
    [AGENCIES, { limit: '100' }, {}],
    [PROVINCE, {}, {}],
    [AGENCY, {}, { agencyId: 'H50.20.1' }],
  ] as const)('%s has exactly what is declared', async (name, query, params) => {
    const { status, body } = await get(name, query, params);
    expect(status).toBe(200);
    expect(body).toEqual(routes[name].success.body.parse(body));
  });

  it('of every procedure have exactly what is declared, in both languages', async () => {
    for (const code of codes((await get(LIST, { limit: '100' })).body)) {
      for (const language of ['vi', 'en']) {
        const { body } = await get(ONE, {}, { code }, { 'accept-language': language });
        expect(body, code).toEqual(routes.readProcedure.success.body.parse(body));
      }
    }
  });
});

describe('a list of procedures', () => {
  it('comes by name without a search, by pages, each procedure once', async () => {
    const all = (await get(LIST, { limit: '100' })).body;
    expect(codes(all)).toHaveLength(15);
    const names = all.items.map(({ name }) => name);
    expect(names).toEqual(names.toSorted(new Intl.Collator('vi').compare));
    const read: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Awaited<ReturnType<typeof get<typeof LIST>>> = await get(LIST, {
        limit: '4',
        ...(cursor && { cursor }),
      });
      read.push(...codes(page.body));
      cursor = page.body.next;
    }
    expect(read).toEqual(codes(all));
  });

  it.each([
    [{ q: 'khai sinh' }, ['1.001193', '2.002621']],
    [{ q: 'khai sinh', field: 'household-business' }, []],
    [{ level: 'province' }, ['1.010801', '2.000488', '2.001610', '2.001827']],
    [{ channel: 'postal', field: 'civil-status', applicant: 'organisation' }, ['2.000635']],
  ] as const)('by %j begins with %j', async (query, expected) => {
    const found = codes((await get(LIST, { ...query, limit: '100' })).body);
    const isSearch = 'q' in query;
    expect(isSearch ? found.slice(0, expected.length) : found.toSorted()).toEqual([...expected]);
    if (expected.length === 0) expect(found).toEqual([]);
  });

  it.each<Record<string, string>>([
    { level: 'district' },
    { q: '' },
    { q: 'x'.repeat(201) },
    { kind: 'x' },
    { field: 'Hộ tịch' },
  ])('refuses %j', async (query) => {
    expect(await get(LIST, query)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});

describe('a procedure', () => {
  it('says in plain words what it costs and when the result is given', async () => {
    const { body } = await get(ONE, {}, { code: '2.000815' });
    expect(body).toMatchObject({
      timeText: 'Trả kết quả ngay tại quầy',
      online: { code: 'none' },
      components: [{ component: 'original', forms: [{ code: 'original', name: 'bản chính' }] }, {}],
      fees: [
        {
          amount: 2000,
          amountText: '2.000 đồng mỗi trang, mỗi bản',
          conditions: ['Từ trang thứ 3 trở đi: 1.000 đồng mỗi trang.', 'Tối đa 200.000 đồng mỗi bản.'],
        },
      ],
    });
    const birth = (await get(ONE, {}, { code: '1.001193' })).body;
    expect(birth).toMatchObject({
      timeText: 'Trong ngày tiếp nhận. Hồ sơ tiếp nhận sau 15:00 thì trả kết quả trong ngày làm việc tiếp theo.',
      feesText: 'Không mất tiền nếu nộp đúng hạn',
      time: { sameDay: true, workingDays: 1 },
    });
    expect(birth.components.find((one) => one.component === 'marriage-certificate')).toMatchObject({
      heldBy: 'Cơ sở dữ liệu hộ tịch điện tử',
      required: false,
    });
    const business = (await get(ONE, {}, { code: '1.001612' }, { 'accept-language': 'en' })).body;
    expect(business).toMatchObject({ timeText: 'Within 3 working days', level: { code: 'commune', name: 'Commune' } });
  });

  it('names its set, the steps of other agencies, and one-stop shops where the commune is known', async () => {
    const { body } = await get(ONE, {}, { code: '2.002621' });
    expect(body.interlinked?.[0]).toEqual({ procedureCode: '1.001193', name: 'Đăng ký khai sinh' });
    const notes = body.steps.flatMap((step) => step.notes);
    expect(notes).toContain(
      'Đồng thời lấy ý kiến hoặc kết quả của Cơ quan công an: Công an cấp xã đăng ký thường trú cho trẻ.',
    );
    expect(body).toMatchObject({ receptions: [], allReceptions: '/v1/agencies?kind=reception&level=commune' });
    const here = (await get(ONE, { commune: '19333' }, { code: '2.002621' })).body;
    expect(here.receptions.length).toBeGreaterThan(0);
    const ofProvince = (await get(ONE, {}, { code: '2.000488' })).body;
    expect(ofProvince.receptions).toMatchObject([{ agencyId: 'H50.1' }]);
  });

  it('that is not there is not found', async () => {
    expect(await get(ONE, {}, { code: '9.999999' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('agencies', () => {
  it('are found by kind, level, commune and name', async () => {
    const { body } = await get(AGENCIES, { kind: 'reception', level: 'commune', q: 'dong hoi' });
    expect(body.items[0]).toMatchObject({ agencyId: 'H50.20.1', kind: { code: 'reception', name: 'Bộ phận Một cửa' } });
    const hue = await catalogueWorld('hue');
    const served = (await hue.get(AGENCIES, { kind: 'reception', level: 'commune', commune: '19753' })).body.items;
    expect(served).toMatchObject([{ communes: ['19753'], generated: true }]);
  });

  it('say when they are open, on which days not, and what belongs to them', async () => {
    const { body } = await get(AGENCY, {}, { agencyId: 'H50.20' });
    expect(body).toMatchObject({ receptions: [{ agencyId: 'H50.20.1' }], generated: false });
    expect(body.hours?.text[0]).toBe('Thứ Hai đến thứ Sáu: từ 07:00 đến 11:30 và từ 13:30 đến 17:00.');
    expect(body.calendar[0]).toMatchObject({ year: 2026, confirmed: true });
    expect(body.calendar[0]?.daysOff).toContain('2026-09-02');
    expect((await get(AGENCY, {}, { agencyId: 'H50.20.1' })).body.partOf).toMatchObject({ agencyId: 'H50.20' });
  });

  it('that are closed name their successor', async () => {
    const other = await catalogueWorld();
    const agency = other.store.rows.get('AGENCY#H50.20.1 AGENCY')?.agency as Record<string, unknown>;
    other.store.put({
      ...keys.agency('H50.20.1'),
      agency: { ...agency, closed: { on: '2026-11-01', successor: 'H50.21.1' } },
    });
    const { body } = await other.get(AGENCY, {}, { agencyId: 'H50.20.1' });
    expect(body.closed).toMatchObject({ on: '2026-11-01', successor: { agencyId: 'H50.21.1' } });
    expect(body.closed?.successor.name).toContain('Đông Hà');
    const receptions = (await other.get(ONE, { commune: '19333' }, { code: '1.001193' })).body.receptions;
    expect(receptions.map(({ agencyId }) => agencyId)).not.toContain('H50.20.1');
  });
});

describe('the province', () => {
  it('names its calendar, channels, partners and contacts', async () => {
    const { body } = await get(PROVINCE);
    expect(body).toMatchObject({
      code: '44',
      slug: 'quang-tri',
      timeZone: 'Asia/Ho_Chi_Minh',
      calendar: { version: 1, year: 2026, confirmed: true },
      paymentProviders: ['platform'],
      contacts: [{ agencyId: 'H50.1' }],
      catalogue: { procedures: 15 },
    });
    expect(body.channels.map(({ code }) => code)).toEqual(['direct', 'online', 'postal']);
    expect(body.catalogue.fields).toContainEqual({ code: 'civil-status', name: 'Hộ tịch', procedures: 5 });
  });
});

describe('reading', () => {
  it('asks nothing within a minute, then for the edition and the calendar alone', async () => {
    now.at += 61_000;
    await get(LIST, { q: 'khai sinh' });
    store.read.length = 0;
    for (const q of ['khai sinh', 'đất', 'thường trú']) await get(LIST, { q });
    await get(AGENCY, {}, { agencyId: 'H50.20' });
    expect(store.read).toEqual([]);
    now.at += 61_000;
    await get(LIST, { q: 'đất' });
    expect(store.read.toSorted()).toEqual(['GetItem', 'Query']);
  });

  it('follows a new edition within a minute: a version that changed, a procedure that is gone', async () => {
    const other = await catalogueWorld();
    await other.get(LIST);
    const edition = other.store.rows.get('EDITION EDITION')?.edition as ReturnType<typeof editionOf>;
    const birth = [...other.store.rows.values()].map(({ procedure }) => procedure as Procedure | undefined);
    const all = birth.filter((one) => one !== undefined);
    const newer = all.map((one) =>
      one.procedureCode === '1.001193' ? { ...one, version: 99, name: { vi: 'Khai sinh mới', en: 'New' } } : one,
    );
    const kept = newer.filter(({ procedureCode }) => procedureCode !== '2.002621');
    for (const one of kept) other.store.put({ ...keys.procedure(one.procedureCode, one.version), procedure: one });
    const next = { ...editionOf(kept, [], '2026-11-28T03:00:00.000Z'), agencies: edition.agencies };
    other.store.put({ ...keys.edition(), edition: next });
    other.store.read.length = 0;
    expect(codes((await other.get(LIST, { q: 'khai sinh' })).body)).toContain('2.002621');
    other.now.at += 61_000;
    const { body } = await other.get(LIST, { q: 'khai sinh' });
    expect(body.items[0]).toMatchObject({ procedureCode: '1.001193', version: 99, name: 'Khai sinh mới' });
    expect(codes(body)).not.toContain('2.002621');
  });

  it('asks again for what a batch leaves over, and gives up in the end', async () => {
    const slow = await catalogueWorld();
    slow.store.given = 7;
    expect(codes((await slow.get(LIST, { limit: '100' })).body)).toHaveLength(15);
    const never = await catalogueWorld();
    never.store.given = 0;
    expect((await never.get(LIST)).status).toBe(500);
  });

  it('of a table that was never seeded is refused, as an empty catalogue would be wrong', async () => {
    const empty = await catalogueWorld('quang-tri', false);
    expect(await empty.get(LIST)).toMatchObject({ status: 503, headers: { 'Retry-After': '60' } });
  });

  it('goes on at the same place when the item before it is gone', async () => {
    const other = await catalogueWorld();
    const first = (await other.get(LIST, { limit: '3' })).body;
    const gone = codes(first)[2];
    const edition = other.store.rows.get('EDITION EDITION')?.edition as ReturnType<typeof editionOf>;
    const procedures = edition.procedures.filter(({ code }) => code !== gone);
    other.store.put({ ...keys.edition(), edition: { ...edition, id: 'next', procedures } });
    other.now.at += 61_000;
    const second = await other.get(LIST, { limit: '100', cursor: first.next ?? '' });
    expect(codes(second.body)).toHaveLength(12);
  });
});

describe('caches', () => {
  it('may keep an answer for minutes, and are told when it is still the same', async () => {
    const { headers } = await get(LIST, { limit: '2' });
    expect(headers['Cache-Control']).toBe('public, max-age=300, stale-while-revalidate=3600');
    const again = await get(LIST, { limit: '2' }, {}, { 'If-None-Match': String(headers.ETag) });
    expect(again.status).toBe(304);
    expect((await get(LIST, { limit: '3' }, {}, { 'If-None-Match': String(headers.ETag) })).status).toBe(200);
  });
});
