import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { noticeLedger } from '../../../functions/notifications/notice-ledger.ts';
import { attemptStore, type PaymentAttempt } from '../../../functions/payments/attempts.ts';
import { noticeStore } from '../../../functions/payments/webhook/notices.ts';
import { reportStore } from '../../../functions/postal/webhook/reports.ts';
import type { Endpoint } from '../../../functions/webhooks/endpoint.ts';
import { endpointFare } from '../../../functions/webhooks/endpoint-fare.ts';
import { endpointStore } from '../../../functions/webhooks/endpoint-store.ts';
import type { KeptReport } from '../../../shared/partner-messages/carrier-reports.ts';
import { keepInbound } from '../../../shared/partner-messages/national-portal/inbound-rows.ts';
import type { KeptNotice } from '../../../shared/partner-messages/payment-notices.ts';
import { type ShipmentRow, shipmentStore } from '../../../shared/partner-messages/shipments.ts';
import { findReplay } from '../../../shared/platform/table/idempotency.ts';
import { table } from '../kit.ts';

/** The same work by several sandboxes at the same moment. */
const atOnce = <T>(work: (index: number) => Promise<T>, times = 6): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => work(index)));
const id = () => randomUUID();
const AT = '2026-11-20T03:00:00.000Z';
const LATER = '2026-11-20T04:00:00.000Z';
const payer = () => ({ of: 'applicant', id: id() }) as const;
const key = (bodyHash = 'same') => ({ scope: `stores-${id()}`, key: 'k', bodyHash });

describe('payment attempts', () => {
  const store = attemptStore(table);
  const attempt = (change: Partial<PaymentAttempt> = {}): PaymentAttempt => ({
    reference: id(),
    dossierId: id(),
    provider: 'vnpay',
    obligationId: id(),
    amount: 10_000,
    createdAt: AT,
    payBy: LATER,
    ...change,
  });

  it('are opened once for one request, whole or not at all', async () => {
    const idempotency = key();
    const attempts = Array.from({ length: 6 }, () => attempt());
    const openings = await atOnce((index) =>
      store.open(attempts[index] as PaymentAttempt, idempotency, undefined, payer()),
    );
    expect(openings.toSorted()).toEqual([...Array(5).fill('key-taken'), 'opened']);
    const found = await Promise.all(attempts.map(({ reference }) => store.byReference(reference)));
    expect(found.filter((row) => row !== undefined)).toHaveLength(1);
    const winner = attempts[openings.indexOf('opened')];
    expect(await findReplay(table, idempotency)).toMatchObject({ answer: { reference: winner?.reference } });
  });

  it('never share a reference, and give way only to the one that replaces them', async () => {
    const [first, idempotency] = [attempt(), key()];
    expect(await store.open(first, idempotency, undefined, payer())).toBe('opened');
    expect(await store.open(attempt({ reference: first.reference }), key(), undefined, payer())).toBe(
      'reference-taken',
    );
    expect(await store.open(attempt(), idempotency, 'another', payer())).toBe('key-taken');
    expect(await store.open(attempt(), idempotency, first.reference, payer())).toBe('opened');
    await store.started(first, 'https://pay.example.com/1');
    expect((await store.byReference(first.reference))?.payUrl).toBe('https://pay.example.com/1');
    await expect(store.failed(attempt(), AT)).rejects.toThrow();
  });
});

describe('kept messages', () => {
  it('of a payment provider are kept once; the first one’s fate is told to all others', async () => {
    const store = noticeStore(table);
    const transactionId = id();
    const notice = {
      reference: 'R',
      transactionId,
      partner: 'P',
      amount: 1,
      currency: 'VND',
      paid: true,
      resultCode: '00',
    };
    const offered: KeptNotice = { notice, provider: 'vnpay', dossierId: id(), receivedAt: AT };
    const stood = await atOnce(() => store.keep(offered));
    expect(stood.map(({ found }) => found).toSorted()).toEqual(['new', ...Array(5).fill('same')]);
    await store.sent(offered, LATER);
    expect((await store.keep(offered)).row.sentAt).toBe(LATER);
    const elsewhere = { ...offered, dossierId: id(), notice: { ...notice, reference: 'R2' } };
    expect(await store.keep(elsewhere)).toMatchObject({
      found: 'other',
      differs: ['dossierId', 'reference'],
      row: { dossierId: offered.dossierId },
    });
    const unpaid = { ...offered, notice: { ...notice, paid: false, transactionId: '0' } };
    expect(await store.keep(unpaid)).toMatchObject({ found: 'new', row: { notice: { paid: false } } });
  });

  it('of a carrier give way only while something stands in their way', async () => {
    const store = reportStore(table);
    const base = { messageId: id(), carrier: 'vnpost', receivedAt: AT };
    const report = { orderNumber: 'O', carrierCode: '777' };
    const unknown: KeptReport = { ...base, report, obstacle: 'unknown-code' };
    const known: KeptReport = { ...base, report, dossierId: id() };
    expect(await store.keep(unknown)).toEqual({ found: 'new', row: unknown });
    const other = { ...known, report: { ...report, carrierCode: '501' } };
    expect(await store.keep(other)).toMatchObject({ found: 'other', differs: ['carrierCode'] });
    expect(await store.keep(known)).toEqual({ found: 'new', row: known });
    expect(await store.keep(unknown)).toMatchObject({ found: 'same', row: { dossierId: known.dossierId } });
    await store.sent(known, LATER);
    expect(await store.keep(known)).toMatchObject({ found: 'same', row: { sentAt: LATER } });
  });

  it('of the national portal are new once; a repetition and another message with the same id are distinguished', async () => {
    const row = {
      source: 'stores-test',
      messageId: id(),
      dossierId: id(),
      body: '{"a":1}',
      receivedAt: AT,
      state: 'kept',
    } as const;
    const verdicts = await atOnce(() => keepInbound(table, row));
    expect(verdicts.map(({ found }) => found).toSorted()).toEqual(['new', ...Array(5).fill('same')]);
    expect(await keepInbound(table, { ...row, body: '{"a":2}' })).toMatchObject({ found: 'other', differs: ['body'] });
  });
});

describe('parcels', () => {
  const store = shipmentStore(table);
  const row = (): ShipmentRow => ({
    orderNumber: `S-${id()}`,
    dossierId: id(),
    carrier: 'vnpost',
    direction: 'outbound',
    createdAt: AT,
  });

  it('are claimed by one worker, taken over after its time, and not claimed once they are ordered', async () => {
    const parcel = row();
    const from = (now: string, until: string) => ({ owner: id(), now: Date.parse(now), until: Date.parse(until) });
    const claims = await atOnce(() => store.claim(parcel, from(AT, LATER)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    const over = '2026-11-20T05:00:00.000Z';
    const until = '2026-11-20T06:00:00.000Z';
    const takeovers = await atOnce(async () => {
      const lease = from(over, until);
      return (await store.claim(parcel, lease)) && lease;
    });
    const [held, ...others] = takeovers.filter((lease) => lease !== undefined);
    expect(others).toHaveLength(0);
    // Only its holder releases a lease.
    await store.release(parcel, from(over, until));
    expect(await store.claim(parcel, from(over, until))).toBeUndefined();
    if (held !== undefined) await store.release(parcel, held);
    expect(await store.claim(parcel, from(over, until))).toBeDefined();
    await store.ordered(parcel, over, 'EA1VN');
    expect(await store.claim(parcel, from('2026-11-20T07:00:00.000Z', '2026-11-20T08:00:00.000Z'))).toMatchObject({
      orderedAt: over,
      carrierNumber: 'EA1VN',
    });
    expect(await store.byOrderNumber(parcel.orderNumber)).toMatchObject({ dossierId: parcel.dossierId });
  });
});

describe('notices to applicants', () => {
  it('are claimed by one worker, and never again once they are sent', async () => {
    let now = Date.parse(AT);
    const ledger = noticeLedger(table, () => new Date(now), id);
    const [dossierId, eventId] = [id(), `${id()}:1`];
    const claims = await atOnce(() => ledger.claim(dossierId, eventId));
    expect(claims.map(({ state }) => state).toSorted()).toEqual([...Array(5).fill('busy'), 'mine']);
    now += 120_000;
    const second = await ledger.claim(dossierId, eventId);
    if (second.state !== 'mine') throw new Error(second.state);
    const first = claims.find((claim) => claim.state === 'mine');
    // The first worker comes back from the dead: its word counts no more.
    await ledger.settle(dossierId, eventId, first?.owner ?? '', { state: 'sent' });
    expect((await ledger.claim(dossierId, eventId)).state).toBe('busy');
    await ledger.settle(dossierId, eventId, second.owner, { state: 'sent', messageId: 'm' });
    now += 120_000;
    expect((await ledger.claim(dossierId, eventId)).state).toBe('settled');
  });
});

describe('webhook endpoints', () => {
  const [store, fare] = [endpointStore(table), endpointFare(table)];
  const endpoint = (): Endpoint => ({
    endpointId: id(),
    agencyId: 'H50.45',
    url: 'https://example.com/',
    description: 'x',
    status: 'enabled',
    createdAt: AT,
    secretVersion: 1,
  });

  it('are added, rotated and disabled by one of several, and leave no ghost behind', async () => {
    const [made, idempotency] = [endpoint(), key()];
    const added = await atOnce(() => store.add(made, idempotency, { ok: true }));
    expect(added.toSorted()).toEqual(['added', ...Array(5).fill('twin-was-faster')]);
    const rotations = await atOnce(() => store.beginRotation(made, id(), AT));
    expect(rotations.filter(Boolean)).toHaveLength(1);
    const disabled = await atOnce(() => fare.disable(made, { reason: 'gone', at: AT }));
    expect(disabled.filter(Boolean)).toHaveLength(1);
    expect(await fare.noteFailure(made, AT)).toBe(AT);
    expect(await fare.noteFailure(made, LATER)).toBe(AT);
    await store.enable(made);
    expect(await store.get(made.agencyId, made.endpointId)).toMatchObject({ status: 'enabled', secretVersion: 2 });
    await store.remove(made, AT);
    expect(await fare.disable(made, { reason: 'failing', at: AT })).toBe(false);
    await fare.noteSuccess(made);
    await store.enable(made);
    expect(await store.get(made.agencyId, made.endpointId)).toBeUndefined();
  });
});
