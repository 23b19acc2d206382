import type { Official } from '../../../shared/dossier/actor.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { HandedOver } from '../../../shared/dossier/handed-over.ts';
import { paperWords } from '../../../shared/dossier/papers-back.ts';
import { receiptNumberOf } from '../../../shared/dossier/payments.ts';
import { type Dossier, openObligation } from '../../../shared/dossier/state.ts';
import { policiesOf } from '../../../shared/procedure/policies.ts';
import { dong } from '../../../shared/text/vietnamese.ts';
import {
  applicant,
  type Case,
  fees,
  filer,
  head,
  type Issue,
  type PrintedAppointment,
  type PrintedFee,
  papers,
  procedureOf,
  receptionOf,
  resultReturn,
} from '../content/case.ts';
import { type Block, bold, type Content, italic, item, numbered, paragraph } from '../content/content.ts';
import {
  APPLICANT_FIELDS,
  applicantLines,
  applicantSigns,
  DESK,
  type FormApplicant,
  type FormFiler,
  type FormHead,
  type FormProcedure,
  officerSigns,
  type Paper,
  procedureLine,
  type ResultReturn,
} from '../content/parts.ts';
import { allottedTime, momentInWords } from '../content/words.ts';
import { formAdapter } from './form.ts';

/** Form 1: receipt and appointment (Giấy tiếp nhận hồ sơ và hẹn trả kết quả). */
export type Receipt = FormHead & {
  readonly form: 'receipt';
  readonly applicant: FormApplicant;
  /** Who filed for the owner, with the basis; absent: the owner. */
  readonly filer?: FormFiler | undefined;
  readonly procedure: FormProcedure;
  readonly papers: readonly Paper[];
  readonly sets: number;
  /** Processing time of the procedure, hours. */
  readonly workingHours: number;
  readonly receivedAt: string;
  /** Absent: the result is given in the same session. */
  readonly appointmentAt?: string | undefined;
  /** False: the calendar of a year in the computation is not confirmed yet; the form says so. */
  readonly calendarConfirmed: boolean;
  readonly resultReturn: ResultReturn;
  /** Undefined: not assessed yet. */
  readonly fees: readonly PrintedFee[] | undefined;
  readonly notes: readonly string[];
  readonly officer?: Official | undefined;
};

const METHODS = {
  counter: `Nhận trực tiếp tại ${DESK}`,
  electronic: 'Nhận bản điện tử tại Kho quản lý dữ liệu điện tử của tổ chức, cá nhân',
  post: 'Nhận qua dịch vụ bưu chính công ích',
} as const;

export function resultReturnWords(to: ResultReturn): string {
  if (to.place === undefined) return METHODS[to.method];
  if (to.receiver === undefined) return `${METHODS[to.method]}, ${to.place}`;
  return `${METHODS[to.method]}. Người nhận: ${to.receiver}. Địa chỉ nhận: ${to.place}`;
}

function feeLines(fees: Receipt['fees']): readonly Block[] {
  if (fees === undefined) return [numbered(7, 'Phí, lệ phí: theo thông báo')];
  if (fees.length === 0) return [numbered(7, 'Phí, lệ phí: không')];
  const total = fees.reduce((sum, fee) => sum + fee.amount, 0);
  return [
    numbered(7, 'Phí, lệ phí:'),
    ...fees.map(({ name, amount, note }) => item(`${name}${note ? ` (${note})` : ''}: ${dong(amount)}`)),
    ...(fees.length > 1 ? [item('Tổng cộng: ', bold(dong(total)))] : []),
  ];
}

const noteLines = (notes: readonly string[]): readonly Block[] =>
  notes.length === 0 ? [] : [numbered(8, 'Ghi chú:'), ...notes.map((note) => item(note))];

function content(data: Receipt): Pick<Content, 'blocks' | 'signatures'> {
  const papers = data.papers.map((paper) => item(paperWords(paper.name, paper)));
  const appointment =
    data.appointmentAt === undefined ? 'trong buổi làm việc tiếp nhận hồ sơ' : momentInWords(data.appointmentAt);
  return {
    blocks: [
      paragraph(`${DESK}: ${data.agency}`),
      ...applicantLines(data.applicant, 'Tiếp nhận hồ sơ của'),
      ...(data.filer === undefined
        ? []
        : [paragraph('Người nộp hồ sơ: ', bold(data.filer.name), ` (${data.filer.basis})`)]),
      procedureLine(data.procedure),
      numbered(1, 'Thành phần hồ sơ nộp gồm:'),
      ...papers,
      numbered(2, `Số lượng hồ sơ: ${data.sets} (bộ)`),
      numbered(3, `Thời gian giải quyết hồ sơ theo quy định: ${allottedTime(data.workingHours)}`),
      numbered(4, 'Thời gian nhận hồ sơ: ', bold(momentInWords(data.receivedAt))),
      numbered(5, 'Thời gian trả kết quả giải quyết hồ sơ: ', bold(appointment)),
      numbered(6, `Hình thức nhận kết quả: ${resultReturnWords(data.resultReturn)}`),
      ...feeLines(data.fees),
      ...noteLines(data.notes),
      ...(data.calendarConfirmed
        ? []
        : [paragraph(italic('Ngày hẹn trả tính theo lịch nghỉ lễ, tết dự kiến, chưa có công bố chính thức.'))]),
    ],
    signatures: [applicantSigns(data.filer?.name ?? data.applicant.signer), officerSigns(data, data.officer)],
  };
}

export function receiptOf(
  of: Case,
  issue: Issue,
  appointment: PrintedAppointment,
  notes: readonly string[] = [],
): Receipt {
  const unpaid = openObligation(of.dossier) !== undefined;
  return {
    ...head(of, issue, receptionOf(of)),
    form: 'receipt',
    applicant: applicant(of.dossier),
    filer: filer(of.dossier),
    procedure: procedureOf(of),
    papers: papers(of),
    sets: of.dossier.handedOver?.sets ?? 1,
    workingHours: of.procedure.workingHours,
    receivedAt: of.dossier.acceptedAt ?? issue.at,
    appointmentAt: appointment.appointmentAt,
    calendarConfirmed: appointment.confirmed,
    resultReturn: resultReturn(of),
    fees: fees(of),
    notes: [
      ...(unpaid ? ['Phí, lệ phí chưa nộp; nộp trực tuyến hoặc tại quầy.'] : []),
      ...counterReceipts(of.dossier),
      ...notes,
    ],
    officer: issue.signatory,
  };
}

/** What was paid at the counter, by the numbers of its receipts. */
const counterReceipts = ({ obligations }: Dossier): readonly string[] =>
  obligations.flatMap(({ payment }) => {
    if (payment === undefined) return [];
    const number = receiptNumberOf(payment);
    return number === undefined ? [] : [`Đã thu ${dong(payment.amount)} tại quầy, biên lai số ${number}.`];
  });

/** The note of reception and the postal hand-over record. */
function handedOverNotes({ note, record }: Pick<HandedOver, 'note' | 'record'>): readonly string[] {
  return [
    ...(record === undefined
      ? []
      : [`Biên bản giao nhận với bưu chính số ${record.recordNumber}, ký lúc ${momentInWords(record.signedAt)}.`]),
    ...(note === undefined ? [] : [note]),
  ];
}

function renewalNotes(event: Extract<RecordedEvent, { type: 'supplemented' }>): readonly string[] {
  return [
    `Đã nhận giấy tờ bổ sung lúc ${momentInWords(event.occurredAt)}; giấy này thay giấy hẹn trả đã cấp trước đó.`,
    ...handedOverNotes(event.handedOver ?? {}),
  ];
}

export const receipt = formAdapter<Receipt>({
  number: 1,
  symbol: 'TNHS',
  issuer: 'reception',
  title: 'GIẤY TIẾP NHẬN HỒ SƠ\nVÀ HẸN TRẢ KẾT QUẢ',
  forApplicant: true,
  issuedBy: {
    // No appointment when the result is given in the same session.
    accepted: ({ event, of, issue }) =>
      policiesOf(of.procedure).immediate
        ? undefined
        : receiptOf(of, issue, event.appointment, handedOverNotes({ ...of.dossier.handedOver, ...event.handedOver })),
    // Before acceptance there is no appointment that a supplement could renew.
    supplemented: ({ event, of, issue }) =>
      event.appointment && receiptOf(of, issue, event.appointment, renewalNotes(event)),
  },
  // Held until the result is collected, which ends the dossier; it shows the promise and the fees of today.
  reissue: {
    names: [...APPLICANT_FIELDS, 'filer.name', 'filer.basis', 'filer.document', 'resultDelivery'],
    inUse: ({ appointments }) => appointments.length > 0,
    make(of, issue) {
      const appointment = of.dossier.appointments.at(-1);
      return appointment && receiptOf(of, issue, appointment);
    },
  },
  content,
});
