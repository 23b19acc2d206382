import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { transitions } from '../../../../functions/dossiers/transitions/transitions.ts';
import type { Command } from '../../../../shared/dossier/commands.ts';
import {
  COMMANDS_OF,
  type CommandSource,
  queuedCommandSchema,
} from '../../../../shared/platform/queues/command-queue.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import type { DossierStore } from '../../../../shared/record/dossier-store.ts';
import type { Request } from '../../../../shared/record/transaction.ts';
import { DOSSIER_ID, REQUEST_PAPER, uuidOf } from '../../../shared/dossier/world.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { withdrawal } from '../../national-portal/inbound/messages.ts';

const AT = '2026-11-20T03:00:00.000Z';
const FORM_ID = uuidOf(7);
const OTHER_DOSSIER = uuidOf(8);
const payment = {
  provider: 'vnpay',
  transactionId: 'T1',
  reference: 'R1',
  obligationId: uuidOf(1),
  amount: 100_000,
  paidAt: AT,
};
const shipment = {
  shipmentId: 'S1',
  direction: 'outbound',
  carrier: 'vnpost',
  state: 'delivered',
  carrierCode: '501',
  occurredAt: AT,
};
const issued = {
  form: 'receipt',
  forApplicant: true,
  ofVersion: 3,
  documentId: FORM_ID,
  sha256: 'a'.repeat(64),
  size: 10,
  signed: false,
};
const timer = { kind: 'breach', of: 'appointment', id: 'appointment', at: AT };

type Row = Record<string, unknown>;
type Case = {
  readonly from: CommandSource;
  readonly asked: Row;
  /** Rows of the table, and their writers. */
  readonly row?: Row;
  readonly command: Row;
  readonly spoilt?: readonly (readonly [what: string, row: Row | undefined, cause: string])[];
};

const notice = { ...keys.inbound('payment', 'vnpay#T1'), dossierId: DOSSIER_ID, payment };
const report = { ...keys.inbound('post', 'm1'), dossierId: DOSSIER_ID, shipment };
const parcel = {
  ...keys.shipment(DOSSIER_ID, 'S1'),
  dossierId: DOSSIER_ID,
  orderNumber: 'S1',
  direction: 'outbound',
  carrier: 'vnpost',
  createdAt: '2026-11-20T03:00:00.400Z',
  orderedAt: AT,
};
const document = { ...keys.document(DOSSIER_ID, REQUEST_PAPER.documentId), document: REQUEST_PAPER, state: 'verified' };
const message = {
  ...keys.inbound('national-portal', 'p1'),
  dossierId: DOSSIER_ID,
  body: JSON.stringify(withdrawal),
};
const without = (row: Row, attribute: string): Row => ({ ...row, [attribute]: undefined });

/** Every command, from a source that may send it. */
const CASES: Readonly<Record<string, Case>> = {
  'record-payment': {
    from: 'payment-webhook',
    asked: { messageId: 'vnpay#T1' },
    row: notice,
    command: { type: 'record-payment', payment },
    spoilt: [
      ['of another dossier', { ...notice, dossierId: OTHER_DOSSIER }, 'payment-notice-of-another-dossier'],
      ['set aside, of no dossier', without(notice, 'dossierId'), 'payment-notice-of-another-dossier'],
      ['of a payment that failed', without(notice, 'payment'), 'payment-notice-without-fact'],
      ['of no sum', { ...notice, payment: { ...payment, amount: -1 } }, 'payment-notice-without-fact'],
      ['never kept', undefined, 'payment-notice-not-found'],
    ],
  },
  'record-shipment-event': {
    from: 'postal-webhook',
    asked: { messageId: 'm1' },
    row: report,
    command: { type: 'record-shipment-event', shipment },
    spoilt: [
      ['of another dossier', { ...report, dossierId: OTHER_DOSSIER }, 'carrier-report-of-another-dossier'],
      ['with an obstacle', { ...without(report, 'shipment'), obstacle: 'unknown-code' }, 'carrier-report-without-fact'],
      ['never kept', undefined, 'carrier-report-not-found'],
    ],
  },
  'record-parcel-order': {
    from: 'postal-orders',
    asked: { orderNumber: 'S1' },
    row: parcel,
    command: {
      type: 'record-shipment-event',
      shipment: { ...shipment, state: 'registered', carrierCode: 'ordered', occurredAt: AT },
    },
    spoilt: [
      ['of another dossier', { ...parcel, dossierId: OTHER_DOSSIER }, 'parcel-of-another-dossier'],
      ['claimed and not ordered', without(parcel, 'orderedAt'), 'parcel-not-ordered'],
      ['unknown', undefined, 'parcel-not-found'],
    ],
  },
  'record-form': {
    from: 'forms',
    asked: { documentId: FORM_ID },
    row: { ...keys.form(DOSSIER_ID, FORM_ID), issued },
    command: { type: 'record-form', issued },
    spoilt: [['never made', undefined, 'form-not-found']],
  },
  'attach-document': {
    from: 'document-verification',
    asked: { documentId: REQUEST_PAPER.documentId },
    row: document,
    command: { type: 'attach-document', document: REQUEST_PAPER },
    spoilt: [
      ['not judged', { ...document, state: 'pending' }, 'document-not-verified'],
      ['rejected', { ...document, state: 'rejected' }, 'document-not-verified'],
      ['never announced', undefined, 'document-not-found'],
    ],
  },
  'apply-inbound': {
    from: 'national-portal-inbound',
    asked: { source: 'national-portal', messageId: 'p1' },
    row: message,
    command: { type: 'request-withdrawal', reason: withdrawal.LyDo },
    spoilt: [
      ['of another dossier', { ...message, dossierId: OTHER_DOSSIER }, 'inbound-message-of-another-dossier'],
      ['never kept', undefined, 'inbound-message-not-found'],
    ],
  },
  'fire-timer': { from: 'deadlines', asked: { timer }, command: { type: 'fire-timer', timer } },
};
const cases = Object.entries(CASES);
const spoilt = cases.flatMap(([type, { spoilt: all = [] }]) =>
  all.map(([what, row, cause]) => [type, what, row, cause] as const),
);

/** A sender id as SQS reports it for a function. */
const role = (name: string) => `AROAQ3EGEXAMPLEEXAMPL:${name}`;

/** Executes a command on a table with these rows. @returns the command sent to the dossier, and its actor */
async function carryOut(
  type: string,
  change: { row?: Row | undefined; from?: string; sender?: string; deleted?: true } = {},
) {
  const { from, asked, row } = CASES[type] as Case;
  const double = new TableDouble();
  const lies = 'row' in change ? change.row : row;
  if (lies !== undefined) double.put(lies);
  const told: { command: Command; subject: string }[] = [];
  const store = {
    load: async () => (change.deleted === true ? undefined : {}),
    execute: async ({ command, actor }: Request) => {
      told.push({ command, subject: actor.subject });
      return { ok: true, answer: {}, replayed: false, events: [{}] };
    },
  } as unknown as DossierStore;
  const queued = queuedCommandSchema.parse({
    commandId: 'c1',
    dossierId: DOSSIER_ID,
    from: change.from ?? from,
    command: { type, ...asked },
  });
  const { sender = role(`motcua-quang-tri-${change.from ?? from}`) } = change;
  const record = { attributes: { SenderId: sender || undefined } } as unknown as SQSRecord;
  const cause = await transitions({ table: double.table, store, province: 'quang-tri' })(queued, record).then(
    () => undefined,
    (error: unknown) => (error as { causeCode?: string }).causeCode,
  );
  return { told, cause };
}

const sources = Object.keys(COMMANDS_OF) as CommandSource[];

describe('a queued command', () => {
  it('is tested here for every command type', () => {
    expect([...new Set(Object.values(COMMANDS_OF).flat())].toSorted()).toEqual(cases.map(([type]) => type).toSorted());
  });

  it.each(cases)('%s takes its content from the row, in the name of its source', async (type, { from, command }) => {
    expect(await carryOut(type)).toEqual({ told: [{ command, subject: from }], cause: undefined });
  });

  it.each(spoilt)('%s: a row %s is parked with its cause', async (type, _, row, cause) => {
    expect(await carryOut(type, { row })).toEqual({ told: [], cause });
  });

  it('of a file of a draft that was deleted meanwhile is dropped', async () => {
    expect(await carryOut('attach-document', { row: undefined, deleted: true })).toEqual({
      told: [],
      cause: undefined,
    });
  });

  const foreign = cases.flatMap(([type]) =>
    sources
      .filter((source) => !(COMMANDS_OF[source] as readonly string[]).includes(type))
      .map((source) => [source, type] as const),
  );
  it.each(foreign)('%s may not ask to %s', async (source, type) => {
    expect(await carryOut(type, { from: source })).toEqual({ told: [], cause: 'command-not-of-source' });
  });

  it('contains no facts: no payment, no carrier report, no form data', () => {
    const facts = { 'record-payment': { payment }, 'record-shipment-event': { shipment }, 'record-form': { issued } };
    for (const [type, fact] of Object.entries(facts)) {
      const { from } = CASES[type] as Case;
      const message = { commandId: 'c', dossierId: DOSSIER_ID, from, command: { type, ...fact } };
      expect(queuedCommandSchema.safeParse(message).success, type).toBe(false);
    }
  });
});

describe('the sender of a queued command', () => {
  it.each(sources)('is not %s impersonating another source', async (source) => {
    const sender = role(`motcua-quang-tri-${source}`);
    for (const [type, { from }] of cases) {
      const told = await carryOut(type, { sender });
      expect([type, told.cause]).toEqual([type, from === source ? undefined : 'sender-not-source']);
      expect(told.told).toHaveLength(from === source ? 1 : 0);
    }
  });

  it.each([
    'motcua-quang-tri-lookup',
    'motcua-quang-tri-documents',
    'motcua-quang-tri-',
    'motcua-quang-tri-payment-webhook-2',
    'motcua-quang-payment-webhook',
    'motcua-lai-chau-payment-webhook',
    'motcua-lai-chau-transitions',
  ])('is no other function of this or another province: %s', async (name) => {
    expect((await carryOut('record-payment', { sender: role(name) })).cause).toBe('sender-not-source');
  });

  it('is required', async () => {
    expect(await carryOut('record-payment', { sender: '' })).toEqual({ told: [], cause: 'sender-unknown' });
  });

  it.each([
    ['the worker, whose dead letters were sent back', role('motcua-quang-tri-transitions')],
    ['an operator in a session', role('nguyen.van.an@quangtri.gov.vn')],
    ['an operator with a key', 'AIDACKCEVSQ6C2EXAMPLE'],
    ['the account, as an emulator says', '000000000000'],
  ])('may be %s', async (_, sender) => {
    expect((await carryOut('record-payment', { sender })).cause).toBeUndefined();
  });
});
