import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { dossierIdOf } from '../../../shared/national-portal/inbound.ts';
import { keepInbound } from '../../../shared/store/inbound-rows.ts';
import { environment, eventually, table } from '../kit.ts';
import { createMessage } from './inbound-samples.ts';
import { causeOf, filed, parked, put, typesOf } from './kit.ts';

const QUEUE = 'transitions.fifo';
const send = (dossierId: string, command: object, commandId = `test:${randomUUID()}`, from = 'consumer-test') =>
  put(QUEUE, { commandId, dossierId, from, command }, dossierId);

const payment = (obligationId: string, change: object = {}) => ({
  type: 'record-payment',
  payment: {
    provider: 'vnpay',
    transactionId: randomUUID(),
    reference: 'R1',
    obligationId,
    amount: 100_000,
    paidAt: '2026-11-20T03:00:00.000Z',
    ...change,
  },
});
const report = (state: string, occurredAt: string) => ({
  type: 'record-shipment-event',
  shipment: { shipmentId: 'P-1', direction: 'outbound', carrier: 'vnpost', state, carrierCode: state, occurredAt },
});

describe('the command queue', () => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await (await filed('household', 'cong-dan-an')).requestFee();
  });

  it('records a payment once, however often its command comes', async () => {
    const { obligationId = '', amount = 0 } = (await walk.read()).payment ?? {};
    const command = payment(obligationId, { amount });
    const commandId = `test:${randomUUID()}`;
    for (let copy = 0; copy < 3; copy += 1) await send(walk.dossierId, command, commandId);
    // The same money under another command id is the same money.
    await send(walk.dossierId, command);
    const marker = report('registered', '2026-11-20T04:00:00.000Z');
    await send(walk.dossierId, marker);
    await walk.happened('shipment-updated');
    expect(await typesOf(walk)).toEqual([
      'draft-created',
      'submitted',
      'payment-requested',
      'payment-recorded',
      'accepted',
      'shipment-updated',
    ]);
  });

  it('keeps the order of one dossier, and records an older report of a carrier as superseded', async () => {
    for (const [index, state] of ['collecting', 'collected', 'in_transit', 'delivering'].entries()) {
      await send(walk.dossierId, report(state, `2026-11-21T0${index}:00:00.000Z`));
    }
    await send(walk.dossierId, report('collecting', '2026-11-20T05:00:00.000Z'));
    await eventually(
      'five reports',
      async () => (await typesOf(walk)).filter((t) => t === 'shipment-updated').length === 6,
    );
    expect((await walk.read()).shipments).toMatchObject([{ shipmentId: 'P-1', state: 'delivering' }]);
  });

  it('parks what the rules refuse with the rejection as cause, and goes on with the same dossier', async () => {
    const { messageId, dossierId, body } = createMessage({ MaTTHC: '1.001193', MaDonVi: 'H50.20.1' });
    const row = {
      source: 'national-portal',
      dossierId,
      receivedAt: new Date().toISOString(),
      state: 'queued',
    } as const;
    await keepInbound(table, { ...row, messageId, body });
    const apply = { type: 'apply-inbound', source: 'national-portal', messageId };
    await send(dossierId, apply);
    const again = `test:${randomUUID()}`;
    await send(dossierId, apply, again);
    expect(await causeOf(QUEUE, again)).toBe('dossier-exists');
    const late = `test:${randomUUID()}`;
    await send(walk.dossierId, { type: 'apply-inbound', source: 'national-portal', messageId: 'never-kept' }, late);
    expect(await causeOf(QUEUE, late)).toBe('inbound-message-not-found');
    const paper = `test:${randomUUID()}`;
    await send(walk.dossierId, { type: 'attach-document', documentId: randomUUID() }, paper);
    expect(await causeOf(QUEUE, paper)).toBe('document-not-found');
    const before = (await walk.read()).version;
    await send(walk.dossierId, report('delivered', '2026-11-22T00:00:00.000Z'));
    await eventually('the report after the refusals', async () => (await walk.read()).version > before);
  });

  it('refuses a command id that comes back with another command', async () => {
    const commandId = `test:${randomUUID()}`;
    const { obligationId = '' } = (await walk.read()).payment ?? {};
    await send(walk.dossierId, payment(obligationId || randomUUID(), { amount: 7 }), commandId);
    await send(walk.dossierId, payment(obligationId || randomUUID(), { amount: 8 }), commandId);
    expect(await causeOf(QUEUE, commandId)).toBe('idempotency-key-reused');
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
      await send(dossierId, { type: 'apply-inbound', source: 'national-portal', messageId }, commandId);
    }
    const desk = await (await filed('birth', 'cong-dan-an')).desk();
    await eventually('the import', async () => (await desk.ask('GET', `/v1/dossiers/${dossierId}`)).status === 200);
    await send(dossierId, { type: 'attach-document', documentId: randomUUID() });
    await causeOf(QUEUE, dossierId);
    expect((await desk.must('GET', `/v1/dossiers/${dossierId}`)).version).toBe(1);
    expect((await parked(QUEUE, commandId)).length).toBe(0);
  });

  it.each([
    ['no JSON', (id: string) => `{"commandId":"${id}"`],
    [
      'a field too many',
      (id: string) =>
        JSON.stringify({
          commandId: id,
          dossierId: randomUUID(),
          from: 'x',
          name: 'Hoa',
          command: payment(randomUUID()),
        }),
    ],
    [
      'an unknown command',
      (id: string) =>
        JSON.stringify({ commandId: id, dossierId: randomUUID(), from: 'x', command: { type: 'accept' } }),
    ],
    [
      'an amount below nothing',
      (id: string) =>
        JSON.stringify({
          commandId: id,
          dossierId: randomUUID(),
          from: 'x',
          command: payment(randomUUID(), { amount: -1 }),
        }),
    ],
  ])('parks a message with %s as malformed', async (_, body) => {
    const id = `poison-${randomUUID()}`;
    await put(QUEUE, body(id), id);
    expect(await causeOf(QUEUE, id)).toBe('malformed-message');
  });

  it('does not let one poison message hold up another dossier, nor the message behind it', async () => {
    const other = await filed('birth', 'cong-dan-binh');
    const poison = `poison-${randomUUID()}`;
    await put(QUEUE, `{"commandId":"${poison}"`, other.dossierId);
    await send(other.dossierId, report('registered', '2026-11-21T00:00:00.000Z'));
    await other.happened('shipment-updated');
    expect(await causeOf(QUEUE, poison)).toBe('malformed-message');
  });
});
