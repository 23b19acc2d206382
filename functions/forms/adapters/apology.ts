import type { Official } from '../../../shared/dossier/actor.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { applicantName, type Case, head, type Issue, procedureOf, receptionOf } from '../content/case.ts';
import { bold, type Content, paragraph } from '../content/content.ts';
import { type FormHead, type FormProcedure, headSigns, NAME_FIELDS } from '../content/parts.ts';
import { dateInWords, momentInWords } from '../content/words.ts';
import { formAdapter } from './form.ts';

/** Form 4: apology and re-appointment (Phiếu xin lỗi và hẹn lại ngày trả kết quả); at most one for a dossier. */
export type Apology = FormHead & {
  readonly form: 'apology';
  readonly applicantName: string;
  readonly procedure: FormProcedure;
  /** Where the dossier was received; the letterhead is of the agency that is late. */
  readonly reception: string;
  readonly receivedAt: string;
  /** The missed appointment. */
  readonly originalAt: string;
  readonly newAt: string;
  readonly reason: string;
  /** It comes later than an apology must (Decree 61/2018/NĐ-CP, carried over): the first date counts as missed. */
  readonly late?: true | undefined;
  readonly signatory?: Official | undefined;
};

function content(data: Apology): Pick<Content, 'blocks' | 'signatures'> {
  return {
    blocks: [
      paragraph('Kính gửi: ', bold(data.applicantName)),
      paragraph(
        `${sentence(dateInWords(data.receivedAt))}, ${data.reception} tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính: `,
        bold(data.procedure.name),
        ` (mã thủ tục: ${data.procedure.code}) của Ông/Bà.`,
      ),
      paragraph('Thời gian hẹn trả kết quả: ', bold(momentInWords(data.originalAt)), '.'),
      paragraph(
        `Tuy nhiên, ${data.agency} chưa thể trả kết quả giải quyết hồ sơ đúng thời hạn ghi trên `,
        'Giấy tiếp nhận hồ sơ và hẹn trả kết quả.',
      ),
      paragraph(`Lý do: ${data.reason}`),
      paragraph(
        `${data.agency} xin lỗi Ông/Bà và hẹn lại thời gian trả kết quả: `,
        bold(momentInWords(data.newAt)),
        '.',
      ),
      ...(data.late === true ? [paragraph(lateness(data))] : []),
      paragraph('Sự chậm trễ này đã gây phiền hà cho Ông/Bà; chúng tôi mong nhận được sự thông cảm của Ông/Bà./.'),
    ],
    signatures: [headSigns(data, data.signatory)],
  };
}

const lateness = ({ at, originalAt }: Apology) =>
  at > originalAt
    ? 'Phiếu này được gửi sau ngày hẹn trả kết quả ban đầu; hồ sơ đã quá hạn giải quyết.'
    : 'Phiếu này được gửi muộn hơn thời hạn phải thông báo trước ngày hẹn; hồ sơ được tính là quá hạn giải quyết.';

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** @param again Both appointments: the form requires the old and the new date. */
export function apologyOf(
  of: Case,
  issue: Issue,
  again: {
    readonly appointmentAt: string;
    readonly previousAt: string;
    readonly reason: string;
    readonly late?: true | undefined;
  },
): Apology {
  return {
    ...head(of, issue),
    form: 'apology',
    applicantName: applicantName(of.dossier),
    procedure: procedureOf(of),
    reception: of.names.agency(receptionOf(of)),
    receivedAt: of.dossier.acceptedAt ?? of.dossier.createdAt,
    originalAt: again.previousAt,
    newAt: again.appointmentAt,
    reason: again.reason,
    late: again.late,
    signatory: issue.signatory,
  };
}

export const apology = formAdapter<Apology>({
  number: 4,
  symbol: 'XLHL',
  issuer: 'holder',
  title: 'PHIẾU XIN LỖI\nVÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
  forApplicant: true,
  issuedBy: {
    reappointed({ event, of, issue }) {
      const { appointmentAt, previousAt, late } = event.appointment;
      if (previousAt === undefined) throw new PermanentError('apology-without-former-date');
      return apologyOf(of, issue, { appointmentAt, previousAt, late, reason: event.reason });
    },
  },
  // Of use while its date is the one that is promised.
  reissue: {
    names: NAME_FIELDS,
    inUse: ({ appointments, completedAt }) =>
      completedAt === undefined && appointments.at(-1)?.reason === 'reappointed',
  },
  content,
});
