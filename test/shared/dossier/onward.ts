import type { Command } from '../../../shared/dossier/commands.ts';
import { refuseIncomplete } from '../../../shared/dossier/decide-declaration.ts';
import { type Dossier, isSettled, openBranches, openObligation, openRequest } from '../../../shared/dossier/state.ts';
import { at, DEPARTMENT, draft, GRAPH, REQUEST_PAPER, RESULT_PAPER, TAX, VERIFICATION } from './world.ts';

const to = (stepId: string, outcome?: string): Command => ({
  type: 'forward',
  stepId,
  agencyId: DEPARTMENT.agencyId,
  ...(outcome && { outcome }),
});

const toFirst = ({ procedureVersion }: Dossier) => to(procedureVersion === GRAPH.version ? 'survey' : 'examine');

/** What reception declares for a dossier that did not come online. */
function handedOver({ channel }: Dossier, supplied?: readonly string[]) {
  if (channel === 'online') return {};
  const record = { recordNumber: 'BB1', signedAt: at(0), carrier: 'vnpost' };
  const papers = (supplied ?? ['request']).map((component) => ({ component, original: 1 }));
  // A supplement is brought to the counter.
  return { handedOver: { papers, sets: 1, ...(channel === 'postal' && supplied === undefined && { record }) } };
}

const asked = (dossier: Dossier) => [...new Set(openRequest(dossier)?.items.flatMap((item) => item.component ?? []))];

/** The command that leads the dossier towards its end: random commands alone rarely get there. */
export function onward(dossier: Dossier | undefined, n: number): Command {
  if (dossier?.suspension !== undefined) {
    return { type: 'lift-suspension', suspensionId: dossier.suspension.suspensionId, decision: '15/QĐ-UBND' };
  }
  switch (dossier?.status) {
    case undefined:
      return { type: 'create-draft', draft: draft() };
    case 'draft':
      if (refuseIncomplete(dossier)) return { type: 'declare', answers: { name: 'Trần Thị Mẫu' } };
      return dossier.documents.some((d) => d.component === 'request')
        ? { type: 'submit' }
        : { type: 'attach-document', document: REQUEST_PAPER };
    case 'submitted':
      return {
        type: 'accept',
        ...(dossier.assessment === undefined && { assessment: { fees: [{ code: 'fee' }] } }),
        ...handedOver(dossier),
      };
    case 'accepted':
      // Now and then the fee is asked for only after acceptance.
      return n === 3 && dossier.assessment !== undefined && dossier.obligations.length === 0
        ? { type: 'request-payment' }
        : toFirst(dossier);
    case 'in-processing':
      return dossier.step === undefined ? toFirst(dossier) : throughStep(dossier, n);
    case 'supplement-required':
      return { type: 'supplement', ...handedOver(dossier, asked(dossier)) };
    case 'payment-required':
      return payment(dossier, n);
    case 'withdrawal-requested':
      return { type: 'decide-withdrawal', granted: dossier.acceptedAt === undefined };
    case 'stopped':
      // Stopped instead of withdrawn before anybody accepted it: nothing to go on with, its papers are given back.
      return dossier.acceptedAt === undefined ? { type: 'return-result', method: 'counter' } : { type: 'resume' };
    default:
      return { type: 'return-result', method: 'counter' };
  }
}

function throughStep(dossier: Dossier, n: number): Command {
  const waiting = openBranches(dossier)[0];
  if (waiting !== undefined) return { type: 'finish-branch', branchId: waiting.branchId, result: 'done' };
  // It was still due when a withdrawal or a stop came between, and is when the dossier goes on.
  if (openObligation(dossier) !== undefined) return payment(dossier, n);
  // Acceptance by a correction or by a payment assesses nothing.
  if (dossier.step?.stepId === 'sign' && dossier.assessment === undefined) {
    return { type: 'assess-fees', assessment: { fees: [{ code: 'fee' }] } };
  }
  switch (dossier.step?.stepId) {
    case 'survey':
      if (dossier.verifications.length === 0) return { ...VERIFICATION, verifiedAt: at(0) };
      if (!dossier.branches.some((b) => b.branchId === 'tax' && isSettled(b))) {
        return { type: 'open-branch', branchId: 'tax', agencyId: TAX.agencyId };
      }
      return n < 2 ? to('settle', 'disputed') : to('sign', 'plain');
    case 'sign':
      return dossier.documents.some((d) => d.kind === 'result')
        ? { type: 'complete', outcome: 'granted' }
        : { type: 'attach-document', document: RESULT_PAPER };
    default:
      return to('sign');
  }
}

/** Online, or at the counter with the number of a receipt. */
function payment(dossier: Dossier, n: number): Command {
  const { obligationId = '', amount = 0 } = openObligation(dossier) ?? {};
  if (dossier.channel !== 'online' && n > 1) {
    return { type: 'record-counter-payment', obligationId, receiptNumber: `BL-${dossier.version}`, amount };
  }
  const transaction = { provider: 'platform', transactionId: `P${obligationId}`, reference: 'R' } as const;
  return { type: 'record-payment', payment: { ...transaction, obligationId, amount, paidAt: at(0) } };
}
