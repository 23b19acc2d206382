import { expect, test } from 'vitest';
import { classicClient } from '../../../../../functions/national-portal/contracts/classic/client.ts';
import { classicConfig } from '../../../../../functions/national-portal/contracts/classic/config.ts';
import type {
  DossierRecord,
  StatusUpdate,
} from '../../../../../functions/national-portal/contracts/classic/records.ts';
import {
  OutboundError,
  type OutboundFailure,
  type OutboundRequest,
} from '../../../../../shared/platform/partners/exchange.ts';
import { answering } from '../../../../shared/platform/partners/answers.ts';

type Answer = { status?: number; body?: unknown; text?: string; error?: unknown; headers?: Record<string, string> };

/** An adapter with scripted responses; logins succeed unless the script says otherwise. */
function build(answers: Answer[], config: object = {}) {
  const calls: { url: string; body: Record<string, unknown>; headers: OutboundRequest['headers'] }[] = [];
  const logins: Answer[] = [];
  const time = { now: 1_780_000_000_000 };
  let sessions = 0;
  const send = answering(async (url, request) => {
    const body = JSON.parse(String(request.body)) as Record<string, unknown>;
    calls.push({ url, body, headers: request.headers });
    const login = 'username' in body;
    const answer = login
      ? (logins.shift() ?? { body: { error_code: 0, session: `s${++sessions}` } })
      : (answers.shift() ?? { body: { error_code: '0', result: [] } });
    if (answer.error !== undefined) throw answer.error;
    return new Response(answer.text ?? JSON.stringify(answer.body), {
      status: answer.status ?? 200,
      ...(answer.headers && { headers: answer.headers }),
    });
  });
  const portal = classicClient({
    config: classicConfig.parse({
      url: 'https://portal.invalid/a',
      agencyCode: 'H50',
      agencyName: 'A',
      ...config,
    }),
    credentials: async () => ({ username: 'u', password: 'p' }),
    send,
    clock: () => time.now,
  });
  return { portal, calls, logins, time, deadline: time.now + 60_000 };
}

const record = { MaHoSo: 'H50.12-260609-0001' } as DossierRecord;
const failed = (failure: OutboundFailure, code: string) => new OutboundError(failure, code);

test('logs in once, then calls the service with the session', async () => {
  const { portal, calls, deadline } = build([], { destinationCode: 'DST' });
  await portal.create(record, deadline);
  await portal.update(record, deadline);
  expect(calls.map(({ url, body }) => [url, body.service, body.session, body.isUpdating])).toEqual([
    ['https://portal.invalid/a/login', undefined, undefined, undefined],
    ['https://portal.invalid/a/integration', 'DongBoHoSoMC', 's1', 'False'],
    ['https://portal.invalid/a/integration', 'DongBoHoSoMC', 's1', 'True'],
  ]);
  expect(calls[0]?.headers?.dstcode).toBe('DST');
  expect(calls[1]?.body).toMatchObject({ madonvi: 'H50', data: [record] });
});

test('concurrent calls share one login; an old session is renewed', async () => {
  const { portal, calls, time, deadline } = build([]);
  await Promise.all([portal.update(record, deadline), portal.update(record, deadline)]);
  time.now += 540_000;
  await portal.update(record, deadline + 600_000);
  expect(calls.filter(({ url }) => url.endsWith('/login'))).toHaveLength(2);
});

test.each([{ body: { error_code: 'SESSION_INVALID', message: '' } }, { status: 401, body: {} }])(
  'a bad session is renewed once: %j',
  async (bad) => {
    const good = build([bad]);
    await good.portal.update(record, good.deadline);
    expect(good.calls.map(({ body }) => body.session)).toEqual([undefined, 's1', undefined, 's2']);
    const worse = build([bad, bad]);
    await expect(worse.portal.update(record, worse.deadline)).rejects.toMatchObject({
      name: 'PartnerUnavailableError',
      causeCode: 'portal-session-refused',
    });
  },
);

test.each([0, '0', '00'])('%j is success', async (error_code) => {
  const { portal, deadline } = build([{ body: { error_code } }]);
  expect(await portal.create(record, deadline)).toBe('created');
});

test.each([
  ['a code in words', { error_code: 'DATA_INVALID' }, 'portal-data_invalid'],
  ['no code', { result: [] }, 'portal-undefined'],
  ['false', { error_code: false }, 'portal-false'],
  ['an empty text', { error_code: '' }, 'portal-unreadable-code'],
  ['000', { error_code: '000' }, 'portal-000'],
  ['1', { error_code: 1 }, 'portal-1'],
  ['3 without "exists"', { error_code: '3', message: 'Sai dữ liệu' }, 'portal-3'],
  ['free text', { error_code: 'Lỗi: Nguyễn Văn A' }, 'portal-unreadable-code'],
])('%s is a permanent rejection', async (_, body, causeCode) => {
  const { portal, deadline } = build([{ body }]);
  await expect(portal.create(record, deadline)).rejects.toMatchObject({ name: 'PartnerRefusedError', causeCode });
});

test.each(['3', '-3', 3, -3])('%j with "đã tồn tại" means that the dossier exists', async (error_code) => {
  const message = 'Hồ sơ đã tồn tại'.normalize('NFD');
  const { portal, deadline } = build([{ body: { error_code, message } }]);
  expect(await portal.create(record, deadline)).toBe('exists');
});

test('a status that the portal already has counts as sent; any other rejection is an error', async () => {
  const { portal, deadline } = build([
    { body: { error_code: '-3', message: 'Trạng thái đã tồn tại' } },
    { body: { error_code: 'WRONG_ORDER', message: 'Sai thứ tự' } },
  ]);
  await portal.tellStatus({} as StatusUpdate, deadline);
  await expect(portal.tellStatus({} as StatusUpdate, deadline)).rejects.toMatchObject({
    causeCode: 'portal-wrong_order',
  });
});

test.each([
  ['PartnerUnavailableError', 'portal-http-503', { status: 503, body: {} }],
  ['PartnerUnavailableError', 'portal-http-429', { status: 429, body: {} }],
  ['PartnerUnavailableError', 'portal-http-302', { status: 302, body: {} }],
  ['PartnerUnavailableError', 'portal-unreachable', { error: failed('never-sent', 'ECONNREFUSED') }],
  ['PartnerUnavailableError', 'portal-unreachable', { error: failed('never-sent', 'timeout') }],
  ['PartnerUnavailableError', 'portal-99', { body: { error_code: '99', message: 'Hệ thống quá tải' } }],
  ['UnknownOutcomeError', 'portal-no-answer', { error: failed('no-answer', 'ECONNRESET') }],
  ['UnknownOutcomeError', 'portal-no-answer', { error: failed('bad-answer', 'timeout') }],
  ['UnknownOutcomeError', 'portal-http-500', { status: 500, body: {} }],
  ['UnknownOutcomeError', 'portal-http-502', { status: 502, body: {} }],
  ['UnknownOutcomeError', 'portal-http-504', { status: 504, body: {} }],
  ['UnknownOutcomeError', 'portal-answer-unreadable', { text: '<html>' }],
  ['UnknownOutcomeError', 'portal-answer-unreadable', { body: [] }],
  ['PartnerRefusedError', 'portal-http-400', { status: 400, body: {} }],
])('%s %s', async (name, causeCode, answer: Answer) => {
  const { portal, deadline } = build([answer]);
  await expect(portal.update(record, deadline)).rejects.toMatchObject({ name, causeCode });
});

test("the portal's Retry-After is passed on", async () => {
  const { portal, deadline } = build([{ status: 503, body: {}, headers: { 'retry-after': '120' } }]);
  await expect(portal.update(record, deadline)).rejects.toMatchObject({ retryAfter: 120 });
});

test.each([
  { error: failed('no-answer', 'ECONNRESET') },
  { status: 400, body: {} },
  { body: { error_code: '-1' } },
  { body: { error_code: 0 } },
])('a failed login is transient: %j', async (answer: Answer) => {
  const { portal, logins, calls, deadline } = build([]);
  logins.push(answer);
  await expect(portal.update(record, deadline)).rejects.toMatchObject({ name: 'PartnerUnavailableError' });
  await portal.update(record, deadline);
  expect(calls.filter(({ url }) => url.endsWith('/login'))).toHaveLength(2);
});

test('nothing is sent after the deadline', async () => {
  const { portal, calls, time } = build([]);
  await expect(portal.update(record, time.now)).rejects.toMatchObject({ causeCode: 'out-of-time' });
  expect(calls).toEqual([]);
});

test('progress of a dossier: its rows, none, or unknown dossier', async () => {
  const rows = [{ TrangThai: '1' }];
  const { portal, deadline } = build([
    { body: { error_code: 0, result: [{ DanhSachTienDo: rows }] } },
    { body: { error_code: 0, result: [{}] } },
    { body: { error_code: 'NOT_FOUND', message: 'Không tìm thấy hồ sơ' } },
  ]);
  expect(await portal.progressOf('x', deadline)).toEqual(rows);
  expect(await portal.progressOf('x', deadline)).toEqual([]);
  expect(await portal.progressOf('x', deadline)).toBeUndefined();
});
