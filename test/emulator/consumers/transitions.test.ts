import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { noticeStore } from '../../../functions/payments/webhook/notices.ts';
import { reportStore } from '../../../functions/postal/webhook/reports.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import type { ShipmentEvent } from '../../../shared/dossier/commands.ts';
import type { KeptReport } from '../../../shared/partner-messages/carrier-reports.ts';
import { dossierIdOf } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { keepInbound } from '../../../shared/partner-messages/national-portal/inbound-rows.ts';
import { type KeptNotice, noticeId } from '../../../shared/partner-messages/payment-notices.ts';
import { environment, eventually, table } from '../kit.ts';
import { createMessage } from './inbound-samples.ts';
import { causeOf, filed, parked, put, typesOf } from './kit.ts';

const QUEUE = 'transitions.fifo';
type Asked = { readonly from: string; readonly command: object };
const send = (dossierId: string, { from, command }: Asked, commandId = `test:${randomUUID()}`) =>
  put(QUEUE, { commandId, dossierId, from, command }, dossierId);

/** Keeps a provider's notice as the webhook does. @returns what is asked for it */
async function payment(dossierId: string, obligationId: string, amount = 100_000): Promise<Asked> {
  const transactionId = randomUUID();
  const told = { transactionId, reference: 'R1', amount };
  const kept: KeptNotice = {
    notice: { ...told, partner: 'P', currency: 'VND', paid: true, resultCode: '00' },
    provider: 'vnpay',
    dossierId,
    payment: { ...told, provider: 'vnpay', obligationId, paidAt: '2026-11-20T03:00:00.000Z' },
    receivedAt: '2026-11-20T03:00:00.000Z',
  };
  await noticeStore(table).keep(kept);
  return { from: 'payment-webhook', command: { type: 'record-payment', messageId: noticeId(kept) } };
}

/** Keeps a carrier's report likewise. */
async function report(dossierId: string, state: ShipmentEvent['state'], occurredAt: string): Promise<Asked> {
  const messageId = randomUUID();
  const shipment = {
    shipmentId: 'P-1',
    direction: 'outbound',
    carrier: 'vnpost',
    state,
    carrierCode: state,
    occurredAt,
  };
  const said = { orderNumber: 'P-1', carrierCode: state };
  const kept = {
    messageId,
    carrier: 'vnpost',
    report: said,
    receivedAt: occurredAt,
    dossierId,
    shipment,
  } as KeptReport;
  await reportStore(table).keep(kept);
  return { from: 'postal-webhook', command: { type: 'record-shipment-event', messageId } };
}
const inbound = (messageId: string): Asked => ({
  from: 'national-portal-inbound',
  command: { type: 'apply-inbound', source: 'national-portal', messageId },
});
const attach = (documentId: string): Asked => ({
  from: 'document-verification',
  command: { type: 'attach-document', documentId },
});

const message = (commandId: string, change: object) =>
  JSON.stringify({ commandId, dossierId: randomUUID(), ...attach(randomUUID()), ...change });

describe('the command queue', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await (await filed('household', 'cong-dan-an')).requestFee();
  });

  it('records a payment once, however often its command comes', async () => {
    const { obligationId = '', amount = 0 } = (await walk.read()).payment ?? {};
    const command = await payment(walk.dossierId, obligationId, amount);
    const commandId = `test:${randomUUID()}`;
    for (let copy = 0; copy < 3; copy += 1) await send(walk.dossierId, command, commandId);
    // The same money under another command id is the same money.
    await send(walk.dossierId, command);
    await send(walk.dossierId, await report(walk.dossierId, 'registered', '2026-11-20T04:00:00.000Z'));
    await walk.happened('shipment-updated');
    expect(await typesOf(walk)).toEqual([
      'draft-created',
      'submitted',
      'fees-assessed',
      'payment-requested',
      'payment-recorded',
      'accepted',
      'shipment-updated',
    ]);
  });

  it('keeps the order of one dossier, and records an older report of a carrier as superseded', async () => {
    for (const [index, state] of (['collecting', 'collected', 'in_transit', 'delivering'] as const).entries()) {
      await send(walk.dossierId, await report(walk.dossierId, state, `2026-11-21T0${index}:00:00.000Z`));
    }
    await send(walk.dossierId, await report(walk.dossierId, 'collecting', '2026-11-20T05:00:00.000Z'));
    await eventually(
      'five reports',
      async () => (await typesOf(walk)).filter((t) => t === 'shipment-updated').length === 6,
    );
    expect((await walk.read()).shipments).toMatchObject([{ shipmentId: 'P-1', state: 'delivering' }]);
  });

  it('parks what the rules reject with the rejection as cause, and continues with the same dossier', async () => {
    const { messageId, dossierId, body } = createMessage({ MaTTHC: '1.001193', MaDonVi: 'H50.20.1' });
    const row = {
      source: 'national-portal',
      dossierId,
      receivedAt: new Date().toISOString(),
      state: 'queued',
    } as const;
    await keepInbound(table, { ...row, messageId, body });
    await send(dossierId, inbound(messageId));
    const again = `test:${randomUUID()}`;
    await send(dossierId, inbound(messageId), again);
    expect(await causeOf(QUEUE, again)).toBe('dossier-exists');
    const late = `test:${randomUUID()}`;
    await send(walk.dossierId, inbound('never-kept'), late);
    expect(await causeOf(QUEUE, late)).toBe('inbound-message-not-found');
    const paper = `test:${randomUUID()}`;
    await send(walk.dossierId, attach(randomUUID()), paper);
    expect(await causeOf(QUEUE, paper)).toBe('document-not-found');
    const before = (await walk.read()).version;
    await send(walk.dossierId, await report(walk.dossierId, 'delivered', '2026-11-22T00:00:00.000Z'));
    await eventually('the report after the refusals', async () => (await walk.read()).version > before);
  });

  it('refuses a command id that comes back with another command', async () => {
    const commandId = `test:${randomUUID()}`;
    const { obligationId = '' } = (await walk.read()).payment ?? {};
    await send(walk.dossierId, await payment(walk.dossierId, obligationId || randomUUID(), 7), commandId);
    await send(walk.dossierId, await payment(walk.dossierId, obligationId || randomUUID(), 8), commandId);
    expect(await causeOf(QUEUE, commandId)).toBe('idempotency-key-reused');
  });

  it('takes a command only from who may ask it, and a fact only of the dossier it is of', async () => {
    const [verifier, stranger] = [`test:${randomUUID()}`, `test:${randomUUID()}`];
    const mine = await payment(walk.dossierId, randomUUID());
    await send(walk.dossierId, { ...mine, from: 'document-verification' }, verifier);
    expect(await causeOf(QUEUE, verifier)).toBe('command-not-of-source');
    await send(walk.dossierId, await payment(randomUUID(), randomUUID()), stranger);
    expect(await causeOf(QUEUE, stranger)).toBe('payment-notice-of-another-dossier');
  });

  it('opens a dossier that was filed at the national portal once, under the id its code stands for', async () => {
    const { messageId, dossierId, body, nationalCode } = createMessage({ MaTTHC: '1.001193', MaDonVi: 'H50.20.1' });
    expect(dossierId).toBe(dossierIdOf(environment.province, nationalCode));
    const row = {
      source: 'national-portal',
      dossierId,
      receivedAt: new Date().toISOString(),
      state: 'queued',
    } as const;
    await keepInbound(table, { ...row, messageId, body });
    const commandId = `inbound:national-portal:${messageId}`;
    for (let copy = 0; copy < 2; copy += 1) {
      await send(dossierId, inbound(messageId), commandId);
    }
    const reception = await (await filed('birth', 'cong-dan-an')).reception();
    await eventually(
      'the import',
      async () => (await reception.ask('GET', `/v1/dossiers/${dossierId}`)).status === 200,
    );
    await send(dossierId, attach(randomUUID()));
    await causeOf(QUEUE, dossierId);
    expect((await reception.must('GET', `/v1/dossiers/${dossierId}`)).version).toBe(1);
    expect((await parked(QUEUE, commandId)).length).toBe(0);
  });

  it.each([
    ['no JSON', (id: string) => `{"commandId":"${id}"`],
    ['a field too many', (id: string) => message(id, { name: 'Hoa' })],
    ['an unknown command', (id: string) => message(id, { command: { type: 'accept' } })],
    ['a source that is none', (id: string) => message(id, { from: 'lookup' })],
    ['a payment in it', (id: string) => message(id, { command: { type: 'record-payment', payment: { amount: 1 } } })],
  ])('parks a message with %s as malformed', async (_, body) => {
    const id = `poison-${randomUUID()}`;
    await put(QUEUE, body(id), id);
    expect(await causeOf(QUEUE, id)).toBe('malformed-message');
  });

  it('does not let one poison message hold up another dossier, nor the message behind it', async () => {
    const other = await filed('birth', 'cong-dan-binh');
    const poison = `poison-${randomUUID()}`;
    await put(QUEUE, `{"commandId":"${poison}"`, other.dossierId);
    await send(other.dossierId, await report(other.dossierId, 'registered', '2026-11-21T00:00:00.000Z'));
    await other.happened('shipment-updated');
    expect(await causeOf(QUEUE, poison)).toBe('malformed-message');
  });
});
