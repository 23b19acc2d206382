import { bold, type Content, paragraph } from './content.ts';
import { type FormHead, type FormProcedure, headSigns, letterhead } from './parts.ts';
import { dateInWords, momentInWords } from './words.ts';

/** Form 4: apology and re-appointment (Phiếu xin lỗi và hẹn lại ngày trả kết quả); at most one for a dossier. */
export type Apology = FormHead & {
  readonly form: 'apology';
  readonly applicantName: string;
  readonly procedure: FormProcedure;
  readonly receivedAt: string;
  /** The appointment that is not kept. */
  readonly originalAt: string;
  readonly newAt: string;
  readonly reason: string;
  readonly signatory?: string | undefined;
};

export function apologyContent(data: Apology): Content {
  return {
    paper: 'A5',
    letterhead: letterhead(data),
    title: 'PHIẾU XIN LỖI\nVÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
    subtitle: [['Mã hồ sơ: ', bold(data.dossierCode)]],
    dossierCode: data.dossierCode,
    blocks: [
      paragraph('Kính gửi: ', bold(data.applicantName)),
      paragraph(
        `${sentence(dateInWords(data.receivedAt))}, ${data.agency} tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính: `,
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
      paragraph('Sự chậm trễ này đã gây phiền hà cho Ông/Bà; chúng tôi mong nhận được sự thông cảm của Ông/Bà./.'),
    ],
    signatures: [headSigns(data.signatory)],
  };
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
