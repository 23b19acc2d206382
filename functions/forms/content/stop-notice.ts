import { dong } from '../../../shared/text/vietnamese.ts';
import { bold, type Content, item, numbered } from './content.ts';
import {
  applicantLines,
  type FormApplicant,
  type FormHead,
  type FormProcedure,
  headSigns,
  letterhead,
  procedureLine,
} from './parts.ts';

/** Form 5: notice of stopping (Thông báo dừng giải quyết hồ sơ). */
export type StopNotice = FormHead & {
  readonly form: 'stop-notice';
  readonly applicant: FormApplicant;
  readonly procedure: FormProcedure;
  /** Who asked for it: the applicant, or a body by its name. */
  readonly requestedBy: string;
  readonly ground: string;
  /** Step that the dossier had reached. */
  readonly stage: string;
  /** What was paid so far and what happens to it. VND. */
  readonly payments: readonly {
    readonly name: string;
    readonly amount: number;
    readonly refunded?: boolean | undefined;
  }[];
  /** Absent: nobody said, so the line stays open. */
  readonly returnedDocuments?: readonly string[] | undefined;
  readonly signatory?: string | undefined;
};

/** Room for a pen. */
const OPEN_LINE = ` ${'.'.repeat(40)}`;

function refundWords(refunded: boolean | undefined): string {
  if (refunded === undefined) return '; hoàn trả: ....................';
  return refunded ? ' (được hoàn trả)' : ' (không hoàn trả)';
}

export function stopNoticeContent(data: StopNotice): Content {
  const { payments, returnedDocuments } = data;
  return {
    paper: 'A5',
    letterhead: letterhead(data),
    title: 'THÔNG BÁO\nDỪNG GIẢI QUYẾT HỒ SƠ',
    subtitle: [['Mã hồ sơ: ', bold(data.dossierCode)]],
    dossierCode: data.dossierCode,
    blocks: [
      ...applicantLines(data.applicant, 'Hồ sơ của'),
      procedureLine(data.procedure),
      numbered(1, `Đề nghị dừng giải quyết: ${data.requestedBy}`),
      numbered(2, `Căn cứ, lý do dừng giải quyết: ${data.ground}`),
      numbered(3, `Giai đoạn giải quyết khi dừng: ${data.stage}`),
      numbered(4, payments.length === 0 ? 'Phí, lệ phí đã nộp: không' : 'Phí, lệ phí đã nộp:'),
      ...payments.map(({ name, amount, refunded }) => item(`${name}: ${dong(amount)}${refundWords(refunded)}`)),
      numbered(5, `Giấy tờ trả lại:${returnedDocuments?.length === 0 ? ' không' : returnedDocuments ? '' : OPEN_LINE}`),
      ...(returnedDocuments ?? []).map((paper) => item(paper)),
    ],
    signatures: [headSigns(data.signatory)],
  };
}
