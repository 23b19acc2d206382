import { dong } from '../../../shared/text/vietnamese.ts';
import { type Block, bold, type Content, italic, item, numbered, paragraph } from './content.ts';
import {
  applicantLines,
  applicantSigns,
  DESK,
  type FormApplicant,
  type FormHead,
  type FormProcedure,
  letterhead,
  officerSigns,
  procedureLine,
} from './parts.ts';
import { allottedTime, momentInWords } from './words.ts';

export type Paper = {
  readonly name: string;
  readonly kind: 'original' | 'copy' | 'electronic';
  readonly count: number;
};

export type ResultReturn = {
  readonly method: 'counter' | 'electronic' | 'post';
  /** Where: the counter's or the receiver's address. */
  readonly place?: string | undefined;
};

/** Form 1: receipt and appointment (Giấy tiếp nhận hồ sơ và hẹn trả kết quả). */
export type Receipt = FormHead & {
  readonly form: 'receipt';
  readonly applicant: FormApplicant;
  readonly procedure: FormProcedure;
  readonly papers: readonly Paper[];
  readonly sets: number;
  /** Hours the procedure allows. */
  readonly workingHours: number;
  readonly receivedAt: string;
  /** Absent: the result is given in the same session. */
  readonly appointmentAt?: string | undefined;
  /** False: a year of the computation has no confirmed calendar yet; the form says so. */
  readonly calendarConfirmed: boolean;
  readonly resultReturn: ResultReturn;
  /** VND. */
  readonly fees: readonly { readonly name: string; readonly amount: number }[];
  readonly notes: readonly string[];
  readonly officer?: string | undefined;
};

const PAPER_KINDS = { original: 'bản chính', copy: 'bản sao', electronic: 'bản điện tử' } as const;

const METHODS = {
  counter: `Nhận trực tiếp tại ${DESK}`,
  electronic: 'Nhận bản điện tử tại Kho quản lý dữ liệu điện tử của tổ chức, cá nhân',
  post: 'Nhận qua dịch vụ bưu chính công ích',
} as const;

export function resultReturnWords(to: ResultReturn): string {
  return to.place === undefined ? METHODS[to.method] : `${METHODS[to.method]}, ${to.place}`;
}

function feeLines(fees: Receipt['fees']): readonly Block[] {
  if (fees.length === 0) return [];
  const total = fees.reduce((sum, fee) => sum + fee.amount, 0);
  return [
    ...fees.map((fee) => item(`${fee.name}: ${dong(fee.amount)}`)),
    ...(fees.length > 1 ? [item('Tổng cộng: ', bold(dong(total)))] : []),
  ];
}

export function receiptContent(data: Receipt): Content {
  const papers = data.papers.map((paper) => item(`${paper.name} (${paper.count} ${PAPER_KINDS[paper.kind]})`));
  const appointment =
    data.appointmentAt === undefined ? 'trong buổi làm việc tiếp nhận hồ sơ' : momentInWords(data.appointmentAt);
  return {
    paper: 'A5',
    letterhead: letterhead(data),
    title: 'GIẤY TIẾP NHẬN HỒ SƠ\nVÀ HẸN TRẢ KẾT QUẢ',
    subtitle: [['Mã hồ sơ: ', bold(data.dossierCode)]],
    dossierCode: data.dossierCode,
    blocks: [
      paragraph(`${DESK}: ${data.agency}`),
      ...applicantLines(data.applicant, 'Tiếp nhận hồ sơ của'),
      procedureLine(data.procedure),
      numbered(1, 'Thành phần hồ sơ nộp gồm:'),
      ...papers,
      numbered(2, `Số lượng hồ sơ: ${data.sets} (bộ)`),
      numbered(3, `Thời gian giải quyết hồ sơ theo quy định: ${allottedTime(data.workingHours)}`),
      numbered(4, 'Thời gian nhận hồ sơ: ', bold(momentInWords(data.receivedAt))),
      numbered(5, 'Thời gian trả kết quả giải quyết hồ sơ: ', bold(appointment)),
      numbered(6, `Hình thức nhận kết quả: ${resultReturnWords(data.resultReturn)}`),
      numbered(7, data.fees.length === 0 ? 'Phí, lệ phí: không' : 'Phí, lệ phí:'),
      ...feeLines(data.fees),
      ...data.notes.map((note) => paragraph(`Ghi chú: ${note}`)),
      ...(data.calendarConfirmed
        ? []
        : [paragraph(italic('Ngày hẹn trả tính theo lịch nghỉ lễ, tết dự kiến, chưa có công bố chính thức.'))]),
    ],
    signatures: [applicantSigns(data.applicant.name), officerSigns(data.officer)],
  };
}
