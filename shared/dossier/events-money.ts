import type { Assessment, FeeLine } from '../procedure/assess.ts';
import type { Deadline, Schedule } from './appointment.ts';
import type { Payment } from './commands.ts';
import type { AtReception } from './event-parts.ts';
import type { HandedOver } from './handed-over.ts';
import type { RefundEvidence, RefundedPayment, RefundReason } from './refund-case.ts';
import type { Fee, RefundState, SurplusReason } from './values.ts';

/** What happened to the money of a dossier: assessed, asked for, paid, given back. */
export type MoneyEvent =
  | { readonly type: 'fees-assessed'; readonly assessment: Assessment }
  | {
      readonly type: 'payment-requested';
      readonly obligationId: string;
      readonly fees: readonly Fee[];
      /** The assessment it asks for, without what shows that reductions apply. Absent in older records. */
      readonly lines?: readonly FeeLine[] | undefined;
      readonly amount: number;
      /** The procedure's policy: the clock is paused until payment. */
      readonly stopsClock: boolean;
      /** Everything handed over, where payment is the condition of acceptance. */
      readonly handedOver?: HandedOver | undefined;
      /** The dossier is closed if it is not paid by then. Absent in older records. */
      readonly answerBy?: Deadline | undefined;
    }
  | ({
      readonly type: 'payment-cancelled';
      readonly obligationId: string;
      /** What was asked for and is no longer due, VND. */
      readonly amount: number;
      readonly reason: string;
    } & AtReception &
      Schedule)
  | ({ readonly type: 'payment-recorded'; readonly payment: Payment } & Schedule)
  | {
      readonly type: 'receipt-number-corrected';
      readonly obligationId: string;
      readonly receiptNumber: string;
      /** The number as it was typed first. */
      readonly former: string;
      readonly reason: string;
    }
  | { readonly type: 'surplus-payment-recorded'; readonly payment: Payment; readonly reason: SurplusReason }
  | {
      readonly type: 'refund-opened';
      readonly refundId: string;
      readonly reason: RefundReason;
      /** VND, as in all events of the case. */
      readonly amount: number;
      readonly payments: readonly RefundedPayment[];
      /** Until when it is to be decided. Absent without a calendar. */
      readonly dueBy?: Deadline | undefined;
    }
  | {
      readonly type: 'refund-approved';
      readonly refundId: string;
      readonly amount: number;
      /** Until when it is to be paid back. */
      readonly dueBy?: Deadline | undefined;
    }
  | {
      readonly type: 'refund-refused';
      readonly refundId: string;
      readonly amount: number;
      readonly legalGround: string;
      readonly reason: string;
    }
  | ({ readonly type: 'refund-paid'; readonly refundId: string; readonly amount: number } & RefundEvidence)
  /** The last act on the case was taken back. */
  | {
      readonly type: 'refund-reopened';
      readonly refundId: string;
      readonly amount: number;
      /** To be decided once more, or to be paid once more. */
      readonly state: Extract<RefundState, 'open' | 'approved'>;
      readonly reason: string;
      /** Until when it is to be decided, or paid. */
      readonly dueBy?: Deadline | undefined;
    }
  /** Another assessment, or another refund, took its place before it was decided. */
  | { readonly type: 'refund-dropped'; readonly refundId: string; readonly amount: number };
