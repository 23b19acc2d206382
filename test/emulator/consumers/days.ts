import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { smallPdf } from '../../../local/demo/api/upload.ts';
import { people } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { rewind } from '../../../shared/platform/delivery/cursors.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { anonymous, environment, eventually, stage, table } from '../kit.ts';
import { createMessage } from './inbound-samples.ts';
import { causeOf, changeNotification, filed, parked, put } from './kit.ts';
import { callBack, notify, platformCallback, vnpayQuery } from './payment-provider.ts';
import { found } from './personal-data.ts';
import { startProxy } from './proxy.ts';
import { fromQueue, twinOf } from './twin.ts';

const [person] = people.citizens;
if (person === undefined) throw new Error('no person to search for');
const { HoVaTen: name, SoDinhDanh: personalId, SoDienThoai: phone, ThuDienTu: email, DiaChi: address } = person;

/** Everything a caller may wrongly send, in one text. */
const everything = `${name}, ${personalId}, ${phone}, ${email}, ${address}`;

/** Complete scenarios, with personal data in every field where a person would type it. */
export async function goodDays(): Promise<void> {
  const words = `Gọi ${everything}`;
  const online = async () => {
    const walk = await new Walk(stage, { plan: 'household', channel: 'online', citizen: 'cong-dan-an' }).open();
    const paper = { ...smallPdf('paper'), fileName: `Tờ khai ${name} ${personalId}.pdf` };
    await walk.upload(await walk.applicant(), { component: 'registration-request' }, paper);
    await (await walk.submit()).requestFee();
    await walk.pay('platform', { forge: true });
    await (await walk.pay('vnpay', { duplicate: 1 })).reaches('accepted');
    await (await (await walk.forwardTo()).complete()).returnResult();
  };
  const byPost = async () => {
    const walk = await filed('criminal', 'cong-dan-an', { result: 'post' });
    await (await (await walk.accept()).forwardTo()).complete();
    await (await walk.parcel('delivered')).reaches('returned');
  };
  const refused = async () => {
    const walk = await filed('birth', 'cong-dan-an');
    const { officer } = walk.plan.reception;
    await walk.act(officer, {
      type: 'request-supplement',
      items: [{ content: words, reason: words, guidance: words }],
    });
    await walk.supply(words);
    await walk.act(officer, { type: 'reject', legalGround: 'Điều 16 Luật Hộ tịch', reason: words });
  };
  const withdrawn = async () => {
    const walk = await filed('birth', 'cong-dan-an');
    await (await walk.accept()).forwardTo(1);
    await walk.act(walk.plan.leader, { type: 'stop', ground: words });
    await walk.act(walk.plan.leader, { type: 'resume', note: words });
    await (await walk.applicant()).change(walk.dossierId, '/withdrawal', { reason: words });
    await walk.act(walk.plan.leader, { type: 'decide-withdrawal', granted: false, reason: words });
  };
  const atPortal = async () => {
    const message = { LoaiBanTin: 'TAO_MOI', MaTTHC: '1.001193', MaDonVi: 'H50.20.1', TrichYeuHoSo: words };
    await stage.control('national-portal', 'push', { message, personId: 'cong-dan-an' });
  };
  await Promise.all([online(), byPost(), refused(), withdrawn(), atPortal()]);
}

/** Rejected calls, with personal data in the rejected field. */
export async function badDays(): Promise<void> {
  const [citizen, reception, portal] = await Promise.all(
    ['cong-dan-an', 'can-bo-tiep-nhan-dong-hoi', 'cong-dvcqg'].map((who) => stage.as(who)),
  );
  const walk = await filed('birth', 'cong-dan-an');
  const { dossierCode } = await walk.read();
  const path = `/v1/dossiers/${walk.dossierId}`;
  const applicant = {
    kind: 'citizen',
    name,
    identity: { type: 'personal-id', number: `${personalId}9`, country: 'VN' },
    phone: `${phone}9`,
    email,
    address,
  };
  const { message } = createMessage({ MaTTHC: '9.999999', MaDonVi: 'H50.20.1', [name]: personalId });
  const statuses = await Promise.all([
    citizen?.ask('POST', '/v1/dossiers', { body: { applicant, [name]: everything } }),
    citizen?.ask('POST', '/v1/dossiers', { rawBody: `{"applicant":{"name":"${everything}` }),
    citizen?.ask('POST', '/v1/dossiers', { rawBody: everything, headers: { 'content-type': 'text/plain' } }),
    citizen?.ask('GET', `/v1/dossiers?name=${encodeURIComponent(everything)}`),
    citizen?.ask('GET', `/v1/dossiers/${encodeURIComponent(everything)}`),
    citizen?.ask('POST', `${path}/documents`, { body: { fileName: everything, component: name } }),
    reception?.ask('POST', `${path}/actions`, {
      body: { type: 'reject', reason: everything, [email]: phone },
      ifMatch: 2,
    }),
    reception?.ask('POST', `${path}/actions`, { body: { type: 'return-result', method: 'counter' }, ifMatch: 2 }),
    anonymous.ask('POST', '/v1/lookup', {
      body: { dossierCode, identity: { type: 'personal-id', number: '001099999999', country: 'VN' } },
    }),
    anonymous.ask('POST', '/v1/lookup', {
      body: { dossierCode: everything, identity: { type: 'personal-id', number: personalId } },
    }),
    anonymous.ask('GET', '/v1/dossiers', {
      headers: { authorization: `Bearer ${Buffer.from(everything).toString('base64url')}` },
    }),
  ]);
  for (const answer of statuses) expect(answer?.status).toBeGreaterThanOrEqual(400);
  for (const answer of statuses) expect(answer?.status).toBeLessThan(500);
  expect(
    (
      await anonymous.ask('POST', '/v1/lookup', {
        body: { dossierCode, identity: { type: 'personal-id', number: personalId } },
      })
    ).status,
  ).toBe(200);
  const stray = randomUUID().replaceAll('-', '');
  await callBack({ ...(await platformCallback(stray, 1)), ThongTinGiaoDich: everything });
  await callBack(await platformCallback(stray, 1, { ThongTinGiaoDich: everything, MaLoi: '24' }));
  const owing = await (await filed('household', 'cong-dan-an')).requestFee();
  const [{ reference }, other] = [await owing.startPayment('platform'), await owing.startPayment('vnpay')];
  await callBack(await platformCallback(reference, 1, { MaLoi: name }));
  await notify(await vnpayQuery(other.reference, 1, { vnp_ResponseCode: name, vnp_OrderInfo: everything }));
  await callBack(`{"MaThamChieu":"${everything}`);
  await notify(await vnpayQuery(stray, 1, { vnp_OrderInfo: everything }));
  await notify(new URLSearchParams({ vnp_OrderInfo: everything, vnp_TxnRef: name }));
  await portal?.ask('POST', '/webhooks/national-portal', { body: message, idempotencyKey: null });
  await portal?.ask('POST', '/webhooks/national-portal', {
    rawBody: `{"ChuHoSo":"${everything}`,
    idempotencyKey: null,
  });
  const parcel = { ORDER_NUMBER: name, ORDER_STATUS: 100, RECEIVER_FULLNAME: everything };
  await anonymous.ask('POST', '/webhooks/post/vnpost', {
    body: parcel,
    headers: { token: everything.normalize('NFD').replaceAll(/[^ -~]/g, '') },
  });
}

type Json = Readonly<Record<string, unknown>>;
/** The contracts of a province with the address of one partner replaced. */
const within = (contracts: unknown, partner: string, url: string): Json => ({
  ...(contracts as Json),
  [partner]: { ...((contracts as Json)[partner] as Json), url },
});

/** A kept message that is broken, and partners that answer with what they were sent. */
export async function strangeDays(): Promise<void> {
  const broken = createMessage({});
  const row = {
    ...keys.inbound('national-portal', broken.messageId),
    body: `${name} {"SoDinhDanh":"${personalId}"`,
    dossierId: broken.dossierId,
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item: row }));
  const command = { type: 'apply-inbound', source: 'national-portal', messageId: broken.messageId };
  const commandId = `test:${broken.messageId}`;
  await put(
    'transitions.fifo',
    { commandId, dossierId: broken.dossierId, from: 'national-portal-inbound', command },
    broken.dossierId,
  );
  expect(await causeOf('transitions.fifo', commandId)).toBe('inbound-malformed');

  const echo = await startProxy(environment.endpoint, async ({ path, body }) => {
    if (path.endsWith('/login')) return { status: 200, body: '{"error_code":0,"session":"s"}' };
    if (path.endsWith('/token')) return { status: 200, body: '{"access_token":"t","expires_in":60}' };
    // Not the whole body: a session in it would be read as the portal's complaint about it.
    const said = { error_code: name, MaLoi: name, message: everything, MoTaLoi: body, success: false };
    return { status: path.endsWith('/orders') ? 422 : 200, body: JSON.stringify(said) };
  });
  const pointed = (variable: string, at: (value: Json) => Json) => (variables: Readonly<Record<string, string>>) => ({
    [variable]: JSON.stringify(at(JSON.parse(variables[variable] ?? '{}') as Json)),
  });
  const { url } = echo;
  const [post, sync, payments] = await Promise.all([
    twinOf(
      'postal-orders',
      pointed('POST', (post) => ({ ...post, carriers: within(post.carriers, 'vnpost', url) })),
    ),
    twinOf(
      'national-portal-sync',
      pointed('NATIONAL_PORTAL', (portal) => ({ ...portal, contracts: within(portal.contracts, 'classic', url) })),
    ),
    twinOf(
      'payments',
      pointed('PAYMENTS', (all) => ({ ...all, providers: within(all.providers, 'platform', url) })),
    ),
  ]);
  try {
    const walk = await filed('criminal', 'cong-dan-an', { result: 'post' });
    await (await (await walk.accept()).forwardTo()).complete();
    await eventually('the order is confirmed', async () => (await walk.timeline()).at(-2)?.type === 'shipment-updated');
    const { dossierCode = '' } = await walk.read();
    // As if the parcel had never been ordered, and the portal never told.
    for (const Key of [keys.reference('shipment', dossierCode), keys.shipment(walk.dossierId, dossierCode)]) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
    }
    await post.invoke(fromQueue(changeNotification(walk.dossierId, 1, 'completed')));
    expect(await causeOf('postal-orders', walk.dossierId)).toBe('carrier-refused:http-422');
    // The real sync may still have a notification of this dossier in flight, and then it is the one that finds the cursor rewound.
    await eventually('the twin is the one that is refused', async () => {
      await rewind(table, walk.dossierId, 'national-portal', 0);
      await sync.invoke(fromQueue({ dossierId: walk.dossierId }));
      return (await parked('national-portal-sync', walk.dossierId)).length > 0;
    });
    expect(await causeOf('national-portal-sync', walk.dossierId)).toBe('portal-unreadable-code');

    const owing = await (await filed('household', 'cong-dan-an')).requestFee();
    const headers = {
      authorization: `Bearer ${(await stage.as('cong-dan-an')).token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const answer = await payments.invoke({
      httpMethod: 'POST',
      resource: '/v1/dossiers/{dossierId}/payments',
      pathParameters: { dossierId: owing.dossierId },
      headers,
      body: '{"provider":"platform"}',
      requestContext: { identity: { sourceIp: '127.0.0.1' } },
    });
    expect(answer).toMatchObject({ statusCode: 503 });
    expect(found(JSON.stringify(answer))).toEqual([]);
  } finally {
    await Promise.all([post, sync, payments].map((twin) => twin.remove()));
    echo.close();
  }
}
