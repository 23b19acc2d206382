import type { Settlement } from '../../../shared/dossier/events.ts';
import { openObligation } from '../../../shared/dossier/state.ts';
import type { SupplementItem } from '../../../shared/dossier/values.ts';
import type { Apology } from './apology.ts';
import {
  applicant,
  applicantName,
  type Case,
  codeOf,
  feeName,
  fees,
  head,
  type Issue,
  type Names,
  type PrintedAppointment,
  papers,
  procedureOf,
  type RecordedHandOver,
  resultReturn,
} from './case.ts';
import type { ControlSlip } from './control-slip.ts';
import { DESK } from './parts.ts';
import type { Paper, Receipt } from './receipt.ts';
import type { Refusal } from './refusal.ts';
import type { Register, RegisterEntry } from './register.ts';
import type { StopNotice } from './stop-notice.ts';
import type { SupplementRequestForm } from './supplement-request.ts';

export type { Case, Issue, Names, PrintedAppointment, RecordedHandOver } from './case.ts';
export { NoDossierCodeError } from './case.ts';

export function receiptOf(
  of: Case,
  issue: Issue,
  appointment: PrintedAppointment,
  handed: readonly Paper[] = [],
): Receipt {
  const unpaid = openObligation(of.dossier) !== undefined;
  return {
    ...head(of, issue),
    form: 'receipt',
    applicant: applicant(of.dossier),
    procedure: procedureOf(of),
    papers: papers(of, handed),
    sets: 1,
    workingHours: of.procedure.workingHours,
    receivedAt: of.dossier.acceptedAt ?? issue.at,
    appointmentAt: appointment.appointmentAt,
    calendarConfirmed: appointment.confirmed,
    resultReturn: resultReturn(of),
    fees: fees(of),
    notes: unpaid ? ['Phí, lệ phí chưa nộp; nộp trực tuyến hoặc tại quầy.'] : [],
    officer: issue.signatory,
  };
}

export function supplementRequestOf(
  of: Case,
  issue: Issue,
  request: { readonly items: readonly SupplementItem[]; readonly reason?: string | undefined },
): SupplementRequestForm {
  const { dossier, procedure, names } = of;
  return {
    ...head(of, issue),
    form: 'supplement-request',
    applicant: applicant(dossier),
    procedure: procedureOf(of),
    items: request.items.map(({ component, content, reason, guidance }) => ({
      paper: procedure.components.find((c) => c.component === component)?.name.vi ?? component,
      content,
      reason,
      guidance,
    })),
    reason: request.reason,
    contact: { name: issue.signatory ?? DESK, phone: names.phone(dossier.receivingAgency) },
    officer: issue.signatory,
  };
}

export function refusalOf(
  of: Case,
  issue: Issue,
  why: { readonly legalGround: string; readonly reason: string },
): Refusal {
  const { legalGround, reason } = why;
  return {
    ...head(of, issue),
    form: 'refusal',
    applicant: applicant(of.dossier),
    procedure: procedureOf(of),
    reason,
    legalGround,
    officer: issue.signatory,
  };
}

/** @param again Both appointments: an apology without an old and a new date says nothing. */
export function apologyOf(
  of: Case,
  issue: Issue,
  again: { readonly appointmentAt: string; readonly previousAt: string; readonly reason: string },
): Apology {
  return {
    ...head(of, issue),
    form: 'apology',
    applicantName: applicantName(of.dossier),
    procedure: procedureOf(of),
    receivedAt: of.dossier.acceptedAt ?? of.dossier.createdAt,
    originalAt: again.previousAt,
    newAt: again.appointmentAt,
    reason: again.reason,
    signatory: issue.signatory,
  };
}

export function stopNoticeOf(
  of: Case,
  issue: Issue,
  stop: {
    readonly ground: string;
    /** Absent: the agency that holds the dossier. */
    readonly requestedBy?: string | undefined;
  } & Settlement,
): StopNotice {
  const { dossier, procedure, names } = of;
  const step = procedure.steps.find((s) => s.stepId === dossier.step?.stepId);
  const paid = dossier.obligations.filter((obligation) => obligation.payment !== undefined);
  return {
    ...head(of, issue),
    form: 'stop-notice',
    applicant: applicant(dossier),
    procedure: procedureOf(of),
    requestedBy: stop.requestedBy ?? names.agency(dossier.step?.agencyId ?? dossier.receivingAgency),
    ground: stop.ground,
    stage: step?.name.vi ?? 'Tiếp nhận hồ sơ',
    payments: paid
      .flatMap((obligation) => obligation.fees)
      .map(({ code, amount }) => ({ name: feeName(procedure, code), amount, refunded: stop.refunded })),
    returnedDocuments: stop.returnedDocuments,
    signatory: issue.signatory,
  };
}

/** @param leadAgency Identifier of the agency that leads the processing. */
export function controlSlipOf(
  of: Case,
  issue: Issue,
  leadAgency: string,
  handOvers: readonly RecordedHandOver[],
): ControlSlip {
  const { dossier, names } = of;
  const party = ({ agencyId, officer }: RecordedHandOver['from']) => ({
    agency: names.agency(agencyId),
    person: officer,
  });
  const involved = new Set(handOvers.flatMap(({ from, to }) => [from.agencyId, to.agencyId]));
  const others = [...involved].filter((id) => id !== leadAgency && id !== dossier.receivingAgency);
  return {
    ...head(of, issue),
    form: 'control-slip',
    applicantName: applicantName(dossier),
    procedure: procedureOf(of),
    leadAgency: names.agency(leadAgency),
    otherAgencies: others.map((id) => names.agency(id)),
    receivedAt: dossier.acceptedAt ?? dossier.createdAt,
    appointmentAt: dossier.appointmentAt,
    handOvers: handOvers.map(({ at, from, to, timeliness, note }) => ({
      at,
      giver: party(from),
      receiver: party(to),
      timeliness,
      note,
    })),
    officer: issue.signatory,
  };
}

/** A line of the register. @param handedOver To which agency, and when; absent while the dossier is at reception. */
export function registerEntryOf(
  of: Case,
  handedOver?: { readonly at: string; readonly agencyId: string },
  note?: string,
): RegisterEntry {
  const { dossier, procedure, names } = of;
  return {
    dossierCode: codeOf(of),
    procedure: procedure.name.vi,
    sets: 1,
    applicantName: applicantName(dossier),
    agency: names.agency(handedOver?.agencyId ?? dossier.receivingAgency),
    receivedAt: dossier.acceptedAt ?? dossier.submittedAt ?? dossier.createdAt,
    appointmentAt: dossier.appointmentAt,
    handedOverAt: handedOver?.at,
    returnedAt: dossier.returnedAt,
    method: dossier.resultDelivery.method,
    note,
  };
}

export function registerOf(
  names: Names,
  agencyId: string,
  issue: Issue,
  period: { readonly from: string; readonly to: string; readonly registerCode: string },
  entries: readonly RegisterEntry[],
): Register {
  const { superior, place } = names;
  const { at, number, signatory } = issue;
  return {
    form: 'register',
    at,
    superior,
    agency: names.agency(agencyId),
    place,
    number,
    ...period,
    entries,
    officer: signatory,
  };
}
