import type { DossierStatus } from '../../../shared/dossier/status.ts';
import {
  ADD_MISSING,
  ADD_SUPPLEMENT,
  BRING_SUPPLEMENT,
  COLLECT,
  DECLARE,
  PAY,
  PAY_AT_RECEPTION,
  SEND_SUPPLEMENT,
  SUBMIT,
} from './asks-of-applicants.ts';
import {
  ACCEPT,
  ADD_RESULT,
  ANSWER,
  APPROVE_REFUND,
  ASK_AGENCY,
  ASSESS,
  ASSIGN,
  COMPLETE,
  CONFIRM_IDENTITY,
  DECIDE_CORRECTION,
  DECIDE_WITHDRAWAL,
  FORWARD,
  GIVE_BACK,
  PAY_REFUND,
  REAPPOINT,
  RESUME,
  RETURN_RESULT,
  VERIFY,
} from './asks-of-offices.ts';
import type { Ask, Phrase } from './phrase.ts';
import type { Reader } from './readers.ts';
import {
  AGENCY_HOLDS,
  AGENCY_WORKS,
  ENDED,
  FEE_COMES,
  FILER_PREPARES,
  RECEPTION_CONSIDERS,
  REFUSED,
  RESULT_COMES,
  RESULT_IS_SENT,
  STOPPED,
  WAITS_FOR_ANSWER,
  WAITS_FOR_FEE,
  WAITS_FOR_PAPERS,
  WITHDRAWAL_DECIDED,
} from './statements.ts';

/** What a reader is told in a status: the first ask whose act is taken now; else the first statement that applies. */
export type Cell = {
  readonly asks: readonly Ask[];
  readonly states: readonly Phrase[];
  /** Always applies. */
  readonly otherwise: Phrase;
};

const cell = (asks: readonly Ask[], otherwise: Phrase, ...states: Phrase[]): Cell => ({ asks, states, otherwise });

/** Beside the way of a dossier, in any of its statuses. */
const BESIDE = [DECIDE_CORRECTION, CONFIRM_IDENTITY, PAY_REFUND, APPROVE_REFUND];
const WORK = [VERIFY, ASSESS, ADD_RESULT, COMPLETE, FORWARD, ASK_AGENCY];

const FEE = [PAY, PAY_AT_RECEPTION];

/** Every status for every reader. */
export const SENTENCES = {
  draft: {
    applicant: cell([SUBMIT, DECLARE, ADD_MISSING], FILER_PREPARES),
    reception: cell([SUBMIT, DECLARE, ADD_MISSING, CONFIRM_IDENTITY], FILER_PREPARES),
    officer: cell([SUBMIT, DECLARE, ADD_MISSING], FILER_PREPARES),
    head: cell([], FILER_PREPARES),
    agency: cell([], FILER_PREPARES),
  },
  submitted: {
    applicant: cell(FEE, RECEPTION_CONSIDERS),
    reception: cell([ACCEPT, ...BESIDE], RECEPTION_CONSIDERS, WAITS_FOR_FEE),
    officer: cell([ACCEPT, ...BESIDE], RECEPTION_CONSIDERS, WAITS_FOR_FEE),
    head: cell(BESIDE, RECEPTION_CONSIDERS, WAITS_FOR_FEE),
    agency: cell([ANSWER, ...BESIDE], RECEPTION_CONSIDERS),
  },
  accepted: {
    applicant: cell(FEE, RESULT_COMES),
    reception: cell([FORWARD, ...BESIDE], AGENCY_HOLDS),
    officer: cell([...WORK, ...BESIDE], AGENCY_HOLDS, WAITS_FOR_ANSWER, WAITS_FOR_FEE),
    head: cell([REAPPOINT, FORWARD, ...BESIDE], AGENCY_HOLDS),
    agency: cell([ANSWER, ...BESIDE], AGENCY_HOLDS),
  },
  rejected: {
    applicant: cell([], REFUSED),
    reception: cell(BESIDE, ENDED),
    officer: cell(BESIDE, ENDED),
    head: cell([APPROVE_REFUND, ...BESIDE], ENDED),
    agency: cell(BESIDE, ENDED),
  },
  'in-processing': {
    applicant: cell(FEE, RESULT_COMES),
    reception: cell(BESIDE, AGENCY_WORKS, WAITS_FOR_FEE),
    officer: cell([...WORK, ...BESIDE], AGENCY_WORKS, WAITS_FOR_ANSWER, WAITS_FOR_FEE),
    head: cell([REAPPOINT, ASSIGN, APPROVE_REFUND, ...BESIDE], AGENCY_WORKS, WAITS_FOR_ANSWER),
    agency: cell([ANSWER, ...BESIDE], AGENCY_WORKS),
  },
  'supplement-required': {
    applicant: cell([SEND_SUPPLEMENT, DECLARE, ADD_SUPPLEMENT, BRING_SUPPLEMENT, ...FEE], RESULT_COMES),
    reception: cell(BESIDE, AGENCY_HOLDS, WAITS_FOR_PAPERS),
    officer: cell(BESIDE, AGENCY_HOLDS, WAITS_FOR_PAPERS),
    head: cell([APPROVE_REFUND, ...BESIDE], AGENCY_HOLDS, WAITS_FOR_PAPERS),
    agency: cell([ANSWER, ...BESIDE], AGENCY_HOLDS, WAITS_FOR_PAPERS),
  },
  'payment-required': {
    applicant: cell(FEE, FEE_COMES),
    reception: cell([ACCEPT, ...BESIDE], AGENCY_HOLDS, WAITS_FOR_FEE),
    officer: cell(BESIDE, AGENCY_HOLDS, WAITS_FOR_FEE),
    head: cell([APPROVE_REFUND, ...BESIDE], AGENCY_HOLDS, WAITS_FOR_FEE),
    agency: cell([ANSWER, ...BESIDE], AGENCY_HOLDS, WAITS_FOR_FEE),
  },
  'withdrawal-requested': {
    applicant: cell([], WITHDRAWAL_DECIDED),
    reception: cell([DECIDE_WITHDRAWAL, ...BESIDE], WITHDRAWAL_DECIDED),
    officer: cell([DECIDE_WITHDRAWAL, ...BESIDE], WITHDRAWAL_DECIDED),
    head: cell([DECIDE_WITHDRAWAL, ...BESIDE], WITHDRAWAL_DECIDED),
    agency: cell([ANSWER, ...BESIDE], WITHDRAWAL_DECIDED),
  },
  stopped: {
    applicant: cell([], STOPPED),
    reception: cell([GIVE_BACK, ...BESIDE], STOPPED),
    officer: cell([RESUME, GIVE_BACK, ...BESIDE], STOPPED),
    head: cell([RESUME, ...BESIDE], STOPPED),
    agency: cell([ANSWER, ...BESIDE], STOPPED),
  },
  completed: {
    applicant: cell([COLLECT], RESULT_IS_SENT),
    reception: cell([RETURN_RESULT, ...BESIDE], RESULT_IS_SENT),
    officer: cell([RETURN_RESULT, ...BESIDE], RESULT_IS_SENT),
    head: cell([RETURN_RESULT, APPROVE_REFUND, ...BESIDE], RESULT_IS_SENT),
    agency: cell([ANSWER, ...BESIDE], RESULT_IS_SENT),
  },
  returned: {
    applicant: cell([], ENDED),
    reception: cell(BESIDE, ENDED),
    officer: cell(BESIDE, ENDED),
    head: cell([APPROVE_REFUND, ...BESIDE], ENDED),
    agency: cell(BESIDE, ENDED),
  },
} as const satisfies Readonly<Record<DossierStatus, Readonly<Record<Reader, Cell>>>>;
