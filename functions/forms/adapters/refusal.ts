import type { Official } from '../../../shared/dossier/actor.ts';
import { applicant, type Case, filer, head, type Issue, procedureOf } from '../content/case.ts';
import { type Content, item, paragraph } from '../content/content.ts';
import {
  applicantLines,
  applicantSigns,
  type FormApplicant,
  type FormFiler,
  type FormHead,
  type FormProcedure,
  officerSigns,
  procedureLine,
} from '../content/parts.ts';
import { formAdapter } from './form.ts';

/** Form 3: refusal (Phiếu từ chối tiếp nhận giải quyết hồ sơ). */
export type Refusal = FormHead & {
  readonly form: 'refusal';
  readonly applicant: FormApplicant;
  /** Signs in the owner's place; absent: the owner filed it. */
  readonly filer?: FormFiler | undefined;
  readonly procedure: FormProcedure;
  readonly reason: string;
  /** Legal provision that the refusal is based on. */
  readonly legalGround: string;
  readonly officer?: Official | undefined;
};

function content(data: Refusal): Pick<Content, 'blocks' | 'signatures'> {
  return {
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
    signatures: [applicantSigns(data.filer?.name ?? data.applicant.signer), officerSigns(data, data.officer)],
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
    filer: filer(of.dossier),
    procedure: procedureOf(of),
    reason,
    legalGround,
    officer: issue.signatory,
  };
}

export const refusal = formAdapter<Refusal>({
  number: 3,
  symbol: 'TCHS',
  issuer: 'holder',
  title: 'PHIẾU TỪ CHỐI\nTIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
  forApplicant: true,
  issuedBy: { rejected: ({ event, of, issue }) => refusalOf(of, issue, event) },
  reissue: 'never',
  content,
});
