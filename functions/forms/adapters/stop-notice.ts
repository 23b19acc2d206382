import type { Official } from '../../../shared/dossier/actor.ts';
import type { EventForApplicant } from '../../../shared/dossier/audiences.ts';
import type { Settlement } from '../../../shared/dossier/event-parts.ts';
import { receiptNumberOf } from '../../../shared/dossier/payments.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { dong } from '../../../shared/text/vietnamese.ts';
import { applicant, type Case, feeName, head, holderOf, type Issue, procedureOf } from '../content/case.ts';
import { type Content, item, numbered } from '../content/content.ts';
import {
  APPLICANT_FIELDS,
  applicantLines,
  type FormApplicant,
  type FormHead,
  type FormProcedure,
  headSigns,
  procedureLine,
} from '../content/parts.ts';
import { formAdapter } from './form.ts';

/** Form 5: notice of stopping (Thông báo dừng giải quyết hồ sơ). */
export type StopNotice = FormHead & {
  readonly form: 'stop-notice';
  readonly applicant: FormApplicant;
  readonly procedure: FormProcedure;
  /** Who requested it: the applicant, or an authority by name. */
  readonly requestedBy: string;
  readonly ground: string;
  /** Step that the dossier had reached. */
  readonly stage: string;
  /** What was paid so far, and how it is handled. VND. */
  readonly payments: readonly {
    readonly name: string;
    readonly amount: number;
    /** Of the receipt for a payment at the counter. */
    readonly receiptNumber?: string | undefined;
    readonly refunded?: boolean | undefined;
  }[];
  /** Absent: not stated, so the line stays blank. */
  readonly returnedDocuments?: readonly string[] | undefined;
  readonly signatory?: Official | undefined;
};

/** Blank line to fill in by pen. */
const OPEN_LINE = ` ${'.'.repeat(40)}`;

function refundWords(refunded: boolean | undefined): string {
  if (refunded === undefined) return '; hoàn trả: ....................';
  return refunded ? ' (được hoàn trả)' : ' (không hoàn trả)';
}

const receiptWords = (number: string | undefined) => (number === undefined ? '' : `, biên lai số ${number}`);

function content(data: StopNotice): Pick<Content, 'blocks' | 'signatures'> {
  const { payments, returnedDocuments } = data;
  return {
    blocks: [
      ...applicantLines(data.applicant, 'Hồ sơ của'),
      procedureLine(data.procedure),
      numbered(1, `Đề nghị dừng giải quyết: ${data.requestedBy}`),
      numbered(2, `Căn cứ, lý do dừng giải quyết: ${data.ground}`),
      numbered(3, `Giai đoạn giải quyết khi dừng: ${data.stage}`),
      numbered(4, payments.length === 0 ? 'Phí, lệ phí đã nộp: không' : 'Phí, lệ phí đã nộp:'),
      ...payments.map(({ name, amount, receiptNumber, refunded }) =>
        item(`${name}: ${dong(amount)}${receiptWords(receiptNumber)}${refundWords(refunded)}`),
      ),
      numbered(5, `Giấy tờ trả lại:${returnedDocuments?.length === 0 ? ' không' : returnedDocuments ? '' : OPEN_LINE}`),
      ...(returnedDocuments ?? []).map((paper) => item(paper)),
    ],
    signatures: [headSigns(data, data.signatory)],
  };
}

export function stopNoticeOf(
  of: Case,
  issue: Issue,
  stop: {
    readonly ground: string;
    /** Default: the agency that holds the dossier. */
    readonly requestedBy?: string | undefined;
  } & Settlement,
): StopNotice {
  const { dossier, procedure, names } = of;
  const step = procedure.steps.find((s) => s.stepId === dossier.step?.stepId);
  return {
    ...head(of, issue),
    form: 'stop-notice',
    applicant: applicant(dossier),
    procedure: procedureOf(of),
    requestedBy: stop.requestedBy ?? names.agency(holderOf(of)),
    ground: stop.ground,
    stage: step?.name.vi ?? 'Tiếp nhận hồ sơ',
    payments: dossier.obligations.flatMap(({ payment, fees }) => {
      if (payment === undefined) return [];
      const receiptNumber = receiptNumberOf(payment);
      return fees.map(({ code, amount }) => {
        return { name: feeName(procedure, code), amount, receiptNumber, refunded: stop.refunded };
      });
    }),
    returnedDocuments: stop.returnedDocuments,
    signatory: issue.signatory,
  };
}

function withdrawal(before: readonly EventForApplicant[]) {
  const asked = before.findLast((event) => event.type === 'withdrawal-requested');
  if (asked === undefined) throw new PermanentError('withdrawal-never-requested');
  return {
    ground: asked.reason,
    requestedBy: 'Tổ chức, cá nhân nộp hồ sơ',
  };
}

export const stopNotice = formAdapter<StopNotice>({
  number: 5,
  symbol: 'DGQHS',
  issuer: 'holder',
  title: 'THÔNG BÁO\nDỪNG GIẢI QUYẾT HỒ SƠ',
  forApplicant: true,
  issuedBy: {
    stopped: ({ event, of, issue }) => stopNoticeOf(of, issue, event),
    'withdrawal-decided': ({ event, of, issue, before }) =>
      event.granted ? stopNoticeOf(of, issue, { ...event, ...withdrawal(before) }) : undefined,
  },
  // A granted withdrawal ends the dossier at once.
  reissue: { names: APPLICANT_FIELDS, inUse: ({ status }) => status === 'stopped' },
  content,
});
