import { bold, type Content, item, paragraph } from './content.ts';
import {
  applicantLines,
  applicantSigns,
  type FormApplicant,
  type FormHead,
  type FormProcedure,
  letterhead,
  officerSigns,
  procedureLine,
} from './parts.ts';

/** Form 3: refusal (Phiếu từ chối tiếp nhận giải quyết hồ sơ). */
export type Refusal = FormHead & {
  readonly form: 'refusal';
  readonly applicant: FormApplicant;
  readonly procedure: FormProcedure;
  readonly reason: string;
  /** The provision that the refusal rests on. */
  readonly legalGround: string;
  readonly officer?: string | undefined;
};

export function refusalContent(data: Refusal): Content {
  return {
    paper: 'A5',
    letterhead: letterhead(data),
    title: 'PHIẾU TỪ CHỐI\nTIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
    subtitle: [['Mã hồ sơ: ', bold(data.dossierCode)]],
    dossierCode: data.dossierCode,
    blocks: [
      ...applicantLines(data.applicant, 'Tiếp nhận hồ sơ của'),
      procedureLine(data.procedure),
      paragraph(
        `Qua xem xét, ${data.agency} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:`,
      ),
      item(`Lý do: ${data.reason}`),
      item(`Căn cứ pháp lý: ${data.legalGround}`),
      paragraph('Xin thông báo cho Ông/Bà được biết và thực hiện./.'),
    ],
    signatures: [applicantSigns(data.applicant.name), officerSigns(data.officer)],
  };
}
