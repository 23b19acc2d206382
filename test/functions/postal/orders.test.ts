import { describe, expect, it } from 'vitest';
import type { ParcelOrder } from '../../../functions/postal/carriers/carrier.ts';
import { completedMessage } from '../../../functions/postal/orders/message.ts';
import { postalOrders } from '../../../functions/postal/orders/postal-orders.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { orderOf, type ShipmentRow } from '../../../shared/partner-messages/shipments.ts';
import { PartnerRefusedError, PartnerUnavailableError } from '../../../shared/platform/partners/call.ts';
import { queuedCommandSchema } from '../../../shared/platform/queues/command-queue.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { CODE, DOSSIER_ID, dossier, type Part, world } from './support.ts';

const message = completedMessage.parse({
  source: 'motcua',
  'detail-type': 'motcua.dossier.completed.v1',
  detail: {
    specversion: '1.0',
    id: `${DOSSIER_ID}:9`,
    source: 'motcua/quang-tri',
    type: 'motcua.dossier.completed.v1',
    subject: DOSSIER_ID,
    time: '2026-06-09T01:36:00.000Z',
    datacontenttype: 'application/json',
    data: { dossierId: DOSSIER_ID, version: 9, status: 'completed', outcome: 'granted' },
  },
});

/** A carrier with one parcel per number, with scripted failures before or after doing the work. */
function setting(found: Dossier | null = dossier()) {
  const w = world();
  const parcels = new Map<string, ParcelOrder>();
  const answers: ('timeout-before' | 'timeout-after' | 'refuse' | 'crash')[] = [];
  let orders = 0;
  const handle = postalOrders({
    ...w.edges,
    load: async () => found ?? undefined,
    carrierName: 'vnpost',
    carrier: {
      async order(order) {
        orders += 1;
        const how = answers.shift();
        if (how === 'timeout-before') throw new PartnerUnavailableError('post', 'timeout');
        if (how === 'refuse') throw new PartnerRefusedError('post', 'http-400');
        const known = parcels.has(order.orderNumber);
        parcels.set(order.orderNumber, order);
        if (how === 'timeout-after') throw new PartnerUnavailableError('post', 'timeout');
        if (how === 'crash') throw new Error('sandbox died');
        return { known, carrierNumber: 'EA123456789VN' };
      },
    },
  });
  const resent: number[] = [];
  const deliver = (attempt = 0) =>
    handle(message, {
      attempt,
      async again() {
        resent.push(attempt + 1);
      },
      resetRetries: async () => void resent.push(0),
    });
  return { ...w, deliver, parcels, answers, resent, orders: () => orders };
}

const causeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof PermanentError ? error.causeCode : (error as Error).message),
  );

describe('postal orders', () => {
  it('orders one parcel under the dossier code and records it in the dossier', async () => {
    const { deliver, parcels, commands, rows } = setting();
    await deliver();
    expect(parcels.get(CODE)).toMatchObject({
      cashOnDelivery: 0,
      receiver: { name: 'Nguyễn Thị Thử', provinceCode: '44' },
    });
    expect(rows.get(CODE)).toMatchObject({ direction: 'outbound', carrier: 'vnpost', carrierNumber: 'EA123456789VN' });
    expect(commands).toHaveLength(1);
    expect(queuedCommandSchema.parse(commands[0])).toMatchObject({
      commandId: `shipment:vnpost:${CODE}:registered`,
      command: { type: 'record-parcel-order', orderNumber: CODE },
    });
    expect(orderOf(rows.get(CODE) as ShipmentRow)).toMatchObject({
      shipmentId: CODE,
      state: 'registered',
      direction: 'outbound',
    });
  });

  it('dates the order no later than the carrier’s reports, which have whole seconds', async () => {
    const { deliver, rows, time } = setting();
    time.now += 900;
    await deliver();
    expect(orderOf(rows.get(CODE) as ShipmentRow).occurredAt).toBe('2026-06-09T01:36:00.000Z');
  });

  it('calls the carrier once for a redelivered event, and sends the same command', async () => {
    const { deliver, commands, orders, time } = setting();
    await deliver();
    time.now += 3_600_000;
    await deliver();
    expect(orders()).toBe(1);
    expect(commands[1]).toEqual(commands[0]);
  });

  it('after a time-out orders again with the same number, so there is one parcel', async () => {
    const { deliver, parcels, commands, answers, resent, orders } = setting();
    answers.push('timeout-after');
    await deliver();
    expect([resent, commands.length, parcels.size]).toEqual([[1], 0, 1]);
    await deliver(1);
    expect([orders(), parcels.size, commands.length]).toEqual([2, 1, 1]);
  });

  it('waits while another worker holds the claim, and takes over when it has expired', async () => {
    const { deliver, answers, resent, orders, time, commands } = setting();
    answers.push('crash');
    expect(await causeOf(deliver())).toBe('sandbox died');
    await deliver();
    expect([orders(), resent]).toEqual([1, [1]]);
    time.now += 60_000;
    await deliver(1);
    expect([orders(), commands.length]).toEqual([2, 1]);
  });

  it.each<Part>(['byOrderNumber', 'claim', 'ordered', 'send'])(
    'is healed by the next delivery after a crash in %s',
    async (part) => {
      const { deliver, failing, time, parcels, commands } = setting();
      failing.add(part);
      expect(await causeOf(deliver())).toBe(`${part} failed`);
      time.now += 60_000;
      await deliver();
      expect(parcels.size).toBe(1);
      expect(commands.map(({ commandId }) => commandId)).toEqual([`shipment:vnpost:${CODE}:registered`]);
    },
  );

  it('parks a rejected order, and one for which the carrier was unavailable for a day', async () => {
    const refused = setting();
    refused.answers.push('refuse');
    expect(await causeOf(refused.deliver())).toBe('carrier-refused:http-400');
    const away = setting();
    away.answers.push('timeout-before', 'timeout-before');
    expect(await causeOf(away.deliver(109))).toBeUndefined();
    expect(await causeOf(away.deliver(110))).toBe('carrier-unavailable:timeout');
    expect([refused.resent, away.resent]).toEqual([[], [110]]);
  });

  it('orders nothing for pick-up at reception, for a closed dossier, or for a missing one', async () => {
    const atCounter = setting(dossier({ resultDelivery: { method: 'counter' } }));
    const closed = setting(dossier({ status: 'returned' }));
    const missing = setting(null);
    const codeless = setting((({ dossierCode: _, ...rest }) => rest)(dossier()));
    await atCounter.deliver();
    await closed.deliver();
    expect(await causeOf(missing.deliver())).toBe('dossier-not-found');
    expect(await causeOf(codeless.deliver())).toBe('dossier-without-usable-code');
    expect([atCounter, closed, missing, codeless].map(({ orders }) => orders())).toEqual([0, 0, 0, 0]);
  });

  it('puts no personal data into a command or a log', async () => {
    const { deliver, commands, logs } = setting();
    await deliver();
    expect(logs).toHaveLength(1);
    expect(JSON.stringify([commands, logs])).not.toMatch(/Nguyễn|0912345678|Đông Hà/);
  });
});
