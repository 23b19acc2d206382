import type { Procedure } from '../procedure/schema.ts';
import { dayInVietNam } from '../time/viet-nam.ts';
import { holdsRole, leads } from './actor.ts';
import { accept, type Decision, optional, type Refusal, reject } from './decision.ts';
import type { RefundCase } from './refund-case.ts';
import { refundDue } from './refund-opening.ts';
import { atCurrentDesk, atReception, isHeadOfHolder } from './rights.ts';
import { ANYWHERE, CALENDAR, type CommandOf, type Given, NOTHING, rule, STAND_INS } from './rule.ts';
import type { Dossier } from './state.ts';

/**
 * The head of the agency that has the dossier, or of the one that received it, or of an agency above that: a one-stop shop has
 * no head of its own. A system acts for the heads of its own agencies, never for one below them.
 */
const decidesOnRefunds = (dossier: Dossier, by: Pick<Given, 'actor'>): boolean =>
  isHeadOfHolder(dossier, by) ||
  holdsRole(by.actor, dossier.receivingAgency, ['approver']) ||
  leads(by.actor, dossier.receivingAgency);

/** In every status, after the end too: what is owed does not depend on what became of the dossier. */
export const REFUND_RULES = {
  'approve-refund': rule<'approve-refund'>()({
    needs: CALENDAR,
    may: decidesOnRefunds,
    refuseNow: (dossier) => refuseWithout(dossier, 'open'),
    ...ANYWHERE,
    decide: approve,
  }),
  'refuse-refund': rule<'refuse-refund'>()({
    needs: NOTHING,
    may: decidesOnRefunds,
    refuseNow: (dossier) => refuseWithout(dossier, 'open'),
    ...ANYWHERE,
    decide(dossier, { refundId, legalGround, reason }) {
      const undecided = openCase(dossier, refundId);
      if ('ok' in undecided) return undecided;
      return accept({ type: 'refund-refused', refundId, amount: undecided.amount, legalGround, reason });
    },
  }),
  'record-refund': rule<'record-refund'>()({
    needs: STAND_INS,
    may: (dossier, by, procedure) =>
      atReception(dossier, by) || atCurrentDesk(dossier, by, procedure) || decidesOnRefunds(dossier, by),
    refuseNow: (dossier) => refuseWithout(dossier, 'approved'),
    ...ANYWHERE,
    decide: recordRefund,
  }),
  'reopen-refund': rule<'reopen-refund'>()({
    needs: CALENDAR,
    may: decidesOnRefunds,
    refuseNow: ({ refunds }) => (refunds.some(reopensTo) ? undefined : refuseToReopen(refunds.at(-1))),
    ...ANYWHERE,
    decide: reopen,
  }),
};

/** Cases whose last act can be taken back. */
export const reopenableRefunds = ({ refunds }: Dossier): readonly RefundCase[] => refunds.filter(reopensTo);

/**
 * The state before the last act: what is recorded as paid is owed again; a decision is made again. What is decided on a difference to a
 * lower assessment counts as paid or not: another assessment, not this, decides on it again.
 */
function reopensTo({ state, reason }: RefundCase): 'open' | 'approved' | undefined {
  if (state === 'paid') return 'approved';
  if (reason === 'lower-assessment') return undefined;
  return state === 'approved' || state === 'refused' ? 'open' : undefined;
}

const refuseToReopen = (refund: RefundCase | undefined): Refusal => {
  const fields = ['refundId'];
  if (refund === undefined) return reject('unknown-refund', { fields });
  return reject('nothing-to-reopen', { fields, details: { state: refund.state } });
};

function reopen(
  dossier: Dossier,
  { refundId, reason }: CommandOf<'reopen-refund'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const refund = caseOf(dossier, refundId);
  if ('ok' in refund) return refund;
  const state = reopensTo(refund);
  if (state === undefined) return refuseToReopen(refund);
  const due = refundDue(dossier, { calendar, now, procedure });
  return accept({ type: 'refund-reopened', refundId, amount: refund.amount, state, reason, ...due });
}

/** Refunds that await a decision, or to be paid back. */
export const refundsIn = ({ refunds }: Dossier, state: 'open' | 'approved'): readonly RefundCase[] =>
  refunds.filter((refund) => refund.state === state);

/** Without any the most telling reason: the case there was is decided or closed. */
function refuseWithout(dossier: Dossier, state: 'open' | 'approved'): Refusal | undefined {
  if (refundsIn(dossier, state).length > 0) return undefined;
  const fields = ['refundId'];
  if (state === 'approved' && refundsIn(dossier, 'open').length > 0) return reject('refund-not-approved', { fields });
  if (dossier.refunds.length === 0) return reject('unknown-refund', { fields });
  const details = { state: dossier.refunds.at(-1)?.state ?? '' };
  return reject(state === 'open' ? 'refund-decided' : 'refund-closed', { fields, details });
}

const caseOf = ({ refunds }: Dossier, refundId: string): RefundCase | Refusal =>
  refunds.find((refund) => refund.refundId === refundId) ?? reject('unknown-refund', { fields: ['refundId'] });

function openCase(dossier: Dossier, refundId: string): RefundCase | Refusal {
  const found = caseOf(dossier, refundId);
  if ('ok' in found || found.state === 'open') return found;
  return reject('refund-decided', { fields: ['refundId'], details: { state: found.state } });
}

/** More money may have joined the case since it was read: what is decided or paid is named. */
const refuseAmount = (refund: RefundCase, amount: number): Refusal | undefined =>
  amount === refund.amount
    ? undefined
    : reject('wrong-amount', { fields: ['amount'], details: { due: refund.amount } });

function approve(
  dossier: Dossier,
  { refundId, amount }: CommandOf<'approve-refund'>,
  { calendar, now }: Given<'calendar'>,
  procedure: Procedure,
): Decision {
  const undecided = openCase(dossier, refundId);
  if ('ok' in undecided) return undecided;
  const refused = refuseAmount(undecided, amount);
  if (refused) return refused;
  return accept({ type: 'refund-approved', refundId, amount, ...refundDue(dossier, { calendar, now, procedure }) });
}

/** Paid back: the evidence closes the case. */
function recordRefund(
  dossier: Dossier,
  { refundId, amount, method, reference, documentId, paidOn }: CommandOf<'record-refund'>,
  { now }: Given<'standsInFor'>,
): Decision {
  const refund = caseOf(dossier, refundId);
  if ('ok' in refund) return refund;
  if (refund.state !== 'approved') {
    const code = refund.state === 'open' ? 'refund-not-approved' : 'refund-closed';
    return reject(code, { fields: ['refundId'], details: { state: refund.state } });
  }
  const refused = refuseAmount(refund, amount);
  if (refused) return refused;
  if (paidOn > dayInVietNam(now)) return reject('moment-in-the-future', { fields: ['paidOn'] });
  const approvedOn = dayInVietNam(refund.approvedAt ?? refund.openedAt);
  if (paidOn < approvedOn)
    return reject('refund-before-approval', { fields: ['paidOn'], details: { notBefore: approvedOn } });
  if (documentId !== undefined && !dossier.documents.some((document) => document.documentId === documentId)) {
    return reject('document-not-found', { fields: ['documentId'] });
  }
  const used = dossier.refunds.some(({ paid }) => paid?.method === method && paid.reference === reference);
  if (used) return reject('refund-reference-used', { fields: ['reference'] });
  return accept({
    type: 'refund-paid',
    refundId,
    amount,
    method,
    reference,
    ...optional('documentId', documentId),
    paidOn,
  });
}
