import { beat } from '../../../functions/dossiers/deadlines/heartbeat.ts';
import { rateLimiter } from '../../../functions/dossiers/lookup/rate-limit.ts';
import { readGenerations, writeGenerations } from '../../../functions/figures/generation.ts';
import { projector } from '../../../functions/figures/projection/project.ts';
import { noteFiling } from '../../../functions/national-portal/filings.ts';
import { noticeLedger } from '../../../functions/notifications/notice-ledger.ts';
import { attemptStore } from '../../../functions/payments/attempts.ts';
import { noticeStore } from '../../../functions/payments/webhook/notices.ts';
import { reportStore } from '../../../functions/postal/webhook/reports.ts';
import { projector as projectorOfLists } from '../../../functions/search/projection/project.ts';
import { termsBy } from '../../../functions/search/terms.ts';
import { attemptLog } from '../../../functions/webhooks/attempt-log.ts';
import { backlog } from '../../../functions/webhooks/backlog.ts';
import { endpointFare } from '../../../functions/webhooks/endpoint-fare.ts';
import { endpointStore } from '../../../functions/webhooks/endpoint-store.ts';
import { strayed } from '../../../operate/search/rebuild.ts';
import { putCalendar } from '../../../operate/seed/calendar.ts';
import { rebuildSnapshots } from '../../../operate/snapshot/rebuild.ts';
import { keepInbound, keepRefused } from '../../../shared/partner-messages/national-portal/inbound-rows.ts';
import { shipmentStore } from '../../../shared/partner-messages/shipments.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { putRow, updateRow } from '../../../shared/platform/table/write.ts';
import { nextNumber } from '../../../shared/record/counter.ts';
import { putDelegation } from '../../../shared/record/delegations.ts';
import { createTicket, noteStored, placeDocument, recordVerdict } from '../../../shared/record/document-rows.ts';
import { keepForm, numberOf } from '../../../shared/record/form-rows.ts';
import { registerRows } from '../../../shared/record/registers.ts';
import { recordLifting, recordSuspension } from '../../../shared/record/suspensions.ts';
import { dropTimer } from '../../../shared/record/timer-rows.ts';
import { at, CALENDAR, PROCEDURE, REQUEST_PAPER, submitted } from '../dossier/world.ts';
import { FIXED_KEY } from '../platform/identity/fixed-key.ts';

import {
  AT,
  ATTACH,
  attempt,
  CREATE,
  endpoint,
  FORM,
  HOLDER,
  ID,
  inbound,
  KEY,
  LATER,
  lease,
  notice,
  parcel,
  report,
  storeOf,
  TICKET,
  TIMER,
} from './samples.ts';
import { simple, type Writer } from './writer.ts';
import { DELIVERY_WRITERS } from './writers-delivery.ts';
import { MAIL_WRITERS } from './writers-mail.ts';
import { SESSION_WRITERS } from './writers-sessions.ts';

const ledger = (table: Table) =>
  noticeLedger(
    table,
    () => new Date(AT),
    () => 'me',
  );
const withEndpoint = (table: Table) => endpointStore(table).add(endpoint, KEY, {});
const withTicket = (table: Table) => createTicket(table, TICKET, KEY, HOLDER);
const endpoints = (write: (store: ReturnType<typeof endpointStore>) => Promise<unknown>, more = {}): Writer => ({
  file: 'functions/webhooks/endpoint-store.ts',
  prepare: withEndpoint,
  write: (table) => write(endpointStore(table)),
  ...more,
});
/** Their write lies in the rows that both use. */
const fare = (write: (store: ReturnType<typeof endpointFare>) => Promise<unknown>): Writer => ({
  file: 'functions/webhooks/endpoint-rows.ts',
  prepare: withEndpoint,
  write: (table) => write(endpointFare(table)),
});
const documents = (write: (table: Table) => Promise<unknown>, more = {}): Writer => ({
  file: 'shared/record/document-rows.ts',
  prepare: withTicket,
  write,
  ...more,
});
const logged = async (table: Table) => {
  for (const event of submitted().log) await putRow(table, { ...keys.event(ID, event.version), event });
};

const FLOOD = {
  suspensionId: 'bao-so-12',
  decision: '12/QĐ-UBND',
  signedBy: 'Chủ tịch',
  signedAt: AT,
  reason: 'Bão',
  agencies: ['H50.1'],
};

/** Every write of the product, by name. A module that writes and is not among them fails the test. */
export const WRITERS: Readonly<Record<string, Writer>> = {
  'a new dossier': simple('shared/record/transaction.ts', (table) => storeOf(table).execute(CREATE)),
  ...MAIL_WRITERS,
  'a draft counted': simple('shared/record/quotas.ts', (table) => storeOf(table).execute(CREATE)),
  'a change of a dossier': simple('shared/record/transaction.ts', (table) => storeOf(table).execute(ATTACH), {
    prepare: (table: Table) => storeOf(table).execute(CREATE),
  }),
  'number of a dossier code': simple('shared/record/counter.ts', (table) => nextNumber(table, 'H50.1', '20261120'), {
    repeats: true,
    afterLostAnswer: 2,
  }),
  'a heartbeat': simple('functions/dossiers/deadlines/heartbeat.ts', (table) =>
    beat(table, '2026-11-27T08:00:00.000Z'),
  ),
  'a deadline taken away': simple('shared/record/timer-rows.ts', (table) => dropTimer(table, ID, TIMER)),
  'an upload ticket': documents(withTicket, { prepare: undefined }),
  'a file fetched': documents((table) => placeDocument(table, { ...TICKET, state: 'pending' }), {
    prepare: undefined,
    afterLostAnswer: {
      ...keys.document(ID, REQUEST_PAPER.documentId),
      ...TICKET,
      state: 'pending',
      expiresAt: 1797728400,
    },
  }),
  'a file stored': documents((table) => noteStored(table, TICKET, AT)),
  'a verdict': documents((table) => recordVerdict(table, TICKET, { state: 'verified', versionId: 'v' }, AT)),
  'a message kept': simple('shared/partner-messages/keep-once.ts', (table) => keepInbound(table, inbound), {
    afterLostAnswer: { found: 'same', row: { ...keys.inbound('national-portal', 'm'), ...inbound } },
  }),
  'a message refused': simple('shared/partner-messages/national-portal/inbound-rows.ts', (table) =>
    keepRefused(table, { ...inbound, fields: [] }),
  ),
  'a suspension': simple('shared/record/suspensions.ts', (table) => recordSuspension(table, FLOOD, AT)),
  'the end of a suspension': simple('shared/record/suspensions.ts', async (table) => {
    const lifting = { decision: '15/QĐ-UBND', signedBy: 'Chủ tịch', signedAt: LATER };
    return recordLifting(table, await recordSuspension(table, FLOOD, AT), lifting, LATER);
  }),
  'facts of a form': simple('shared/record/form-rows.ts', (table) => keepForm(table, ID, FORM)),
  'number of a form': simple(
    'shared/record/form-rows.ts',
    (table) => numberOf(table, { dossierId: ID, documentId: FORM.documentId, agencyId: 'H50.1', year: '2026' }),
    // The number of the lost response is left out.
    { repeats: true, afterLostAnswer: 2 },
  ),
  'a part of a register': simple('shared/record/registers.ts', (table) =>
    registerRows(table).add({
      agencyId: 'H50.1',
      day: '2026-11-20',
      part: 1,
      entries: 1,
      sha256: 'x',
      size: 1,
      signed: false,
    }),
  ),
  'a delegation': simple('shared/record/delegations.ts', (table) =>
    putDelegation(
      table,
      { agencyId: 'H50.1', officer: 'a', delegate: 'b', from: AT, until: LATER, reason: 'nghỉ' },
      {
        procedures: { successions: async () => [{ agencyId: 'H50.3', on: '2026-01-01', successor: 'H50.1' }] },
        now: new Date(AT),
      },
    ),
  ),
  'a set of figures': simple('functions/figures/generation.ts', async (table) =>
    writeGenerations(table, await readGenerations(table), { current: 1, building: 2, last: 2 }),
  ),
  figures: simple(
    'functions/figures/projection/project.ts',
    (table) => projector({ table, procedure: async () => PROCEDURE })(ID, 1),
    { prepare: logged },
  ),
  'lists of a dossier': simple(
    'functions/search/projection/project.ts',
    (table) => projectorOfLists({ table, term: termsBy(FIXED_KEY) })(ID),
    {
      prepare: (table: Table) => putRow(table, { ...keys.snapshot(ID), dossier: submitted().state }),
    },
  ),
  'a row in a wrong list': simple(
    'operate/search/rebuild.ts',
    (table) => strayed(table, keys.find('H50', 'open', `0#${AT}#${ID}`), false),
    { prepare: (table: Table) => putRow(table, keys.find('H50', 'open', `0#${AT}#${ID}`)) },
  ),
  'a payment begun': simple('functions/payments/attempts.ts', (table) =>
    attemptStore(table).open(attempt, KEY, undefined, HOLDER),
  ),
  'a payment restarted': simple(
    'functions/payments/attempts.ts',
    (table) => attemptStore(table).open({ ...attempt, reference: 'R2' }, KEY, 'R1', HOLDER),
    { prepare: (table: Table) => attemptStore(table).open(attempt, KEY, undefined, HOLDER) },
  ),
  'a page to pay at': simple(
    'functions/payments/attempts.ts',
    (table) => attemptStore(table).started(attempt, 'https://x/'),
    {
      prepare: (table: Table) => attemptStore(table).open(attempt, KEY, undefined, HOLDER),
    },
  ),
  'a notice of payment': simple('shared/partner-messages/keep-once.ts', (table) => noticeStore(table).keep(notice), {
    afterLostAnswer: { found: 'same', row: { ...keys.inbound('payment', 'vnpay#T1'), ...notice } },
  }),
  'a notice of payment set aside': simple('shared/partner-messages/keep-once.ts', (table) =>
    noticeStore(table).quarantine({ provider: 'vnpay', raw: 'raw', why: 'malformed', receivedAt: AT }),
  ),
  'a notice of payment handed on': simple('functions/payments/webhook/notices.ts', (table) =>
    noticeStore(table).sent(notice, LATER),
  ),
  'a carrier’s report': simple('shared/partner-messages/keep-once.ts', (table) => reportStore(table).keep(report), {
    afterLostAnswer: { found: 'same', row: { ...keys.inbound('post', 'm1'), ...report } },
  }),
  'a carrier’s report that gives way': simple(
    'shared/partner-messages/keep-once.ts',
    (table) => reportStore(table).keep({ ...report, dossierId: ID }),
    {
      prepare: (table: Table) => reportStore(table).keep({ ...report, obstacle: 'unknown-order' }),
      afterLostAnswer: { found: 'same', row: { ...keys.inbound('post', 'm1'), ...report, dossierId: ID } },
    },
  ),
  'a carrier’s report handed on': simple('functions/postal/webhook/reports.ts', (table) =>
    reportStore(table).sent(report, LATER),
  ),
  'a parcel': simple('shared/partner-messages/shipments.ts', (table) => shipmentStore(table).claim(parcel, lease)),
  'a parcel taken over': simple(
    'shared/partner-messages/shipments.ts',
    (table) => shipmentStore(table).claim(parcel, { owner: 'second', now: lease.until, until: Date.parse(at(120)) }),
    {
      prepare: (table: Table) => shipmentStore(table).claim(parcel, lease),
      // The worker recognises its lease by its own mark.
      afterLostAnswer: { ...keys.shipment(ID, 'S1'), ...parcel, leaseOwner: 'second', leaseUntil: Date.parse(at(120)) },
    },
  ),
  'a parcel ordered': simple(
    'shared/partner-messages/shipments.ts',
    (table) => shipmentStore(table).ordered(parcel, AT, 'EA1'),
    {
      prepare: (table: Table) => shipmentStore(table).claim(parcel, lease),
    },
  ),
  'how a dossier was filed': simple('functions/national-portal/filings.ts', (table) =>
    noteFiling(table, 'N1', { dossierId: ID, techId: 't', verified: true }),
  ),
  'a notice claimed': simple('functions/notifications/notice-ledger.ts', (table) => ledger(table).claim(ID, 'e:1')),
  'a notice settled': simple(
    'functions/notifications/notice-ledger.ts',
    (table) => ledger(table).settle(ID, 'e:1', 'me', { state: 'sent' }),
    { prepare: (table: Table) => ledger(table).claim(ID, 'e:1') },
  ),
  ...DELIVERY_WRITERS,
  ...SESSION_WRITERS,
  'a backlog': simple('functions/webhooks/backlog.ts', (table) => backlog(table).add('e1', ID)),
  'a backlog worked off': simple('functions/webhooks/backlog.ts', (table) => backlog(table).remove('e1', ID), {
    prepare: (table: Table) => backlog(table).add('e1', ID),
  }),
  'an attempt at an endpoint': simple('functions/webhooks/attempt-log.ts', (table) =>
    attemptLog(table).add('e1', { at: AT, eventId: 'e', eventType: 't', outcome: 'delivered', durationMs: 1 }),
  ),
  'an endpoint': endpoints((store) => store.add(endpoint, KEY, { ok: true }), { prepare: undefined }),
  'an endpoint removed': endpoints((store) => store.remove(endpoint, AT)),
  'a rotation': endpoints((store) => store.beginRotation(endpoint, 'r', AT)),
  'an endpoint disabled': fare((store) => store.disable(endpoint, { reason: 'gone', at: AT })),
  'an endpoint enabled': endpoints((store) => store.enable(endpoint)),
  'an endpoint failing': fare((store) => store.noteFailure(endpoint, AT)),
  'an answer remembered': endpoints((store) => store.remember({ ...KEY, key: 'other' }, { ok: true }, AT), {
    // The caller is given the answer that is kept, which is its own.
    afterLostAnswer: false,
  }),
  'a call counted': simple(
    'functions/dossiers/lookup/rate-limit.ts',
    (table) => rateLimiter(table, () => 1_000).take('lookup', { most: 3, seconds: 60 }),
    { repeats: true },
  ),
  'a snapshot that is not as its log says': simple(
    'operate/snapshot/rebuild.ts',
    (table) => rebuildSnapshots(table, ID, { dryRun: false }),
    {
      prepare: async (table: Table) => {
        await storeOf(table).execute(CREATE);
        await updateRow(table, keys.snapshot(ID), {
          UpdateExpression: 'SET createdAt = :wrong',
          ExpressionAttributeValues: { ':wrong': LATER },
        });
      },
    },
  ),
  'a calendar': simple('operate/seed/calendar.ts', (table) => putCalendar(table, { ...CALENDAR, version: 1 })),
};
