import type { Official } from '../../../shared/dossier/actor.ts';
import { openRequest } from '../../../shared/dossier/state.ts';
import type { SupplementItem } from '../../../shared/dossier/values.ts';
import { applicant, type Case, head, holderOf, type Issue, procedureOf } from '../content/case.ts';
import { bold, type Content, item, numbered, paragraph } from '../content/content.ts';
import {
  APPLICANT_FIELDS,
  applicantLines,
  DESK,
  type FormApplicant,
  type FormHead,
  type FormProcedure,
  officerSigns,
  procedureLine,
} from '../content/parts.ts';
import { momentInWords } from '../content/words.ts';
import { formAdapter } from './form.ts';

export type MissingItem = {
  /** Name of the document; absent when the application itself is wrong. */
  readonly paper?: string | undefined;
  readonly content: string;
  readonly reason: string;
  readonly guidance: string;
};

/** Form 2: supplement request (Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ): one complete notice. */
export type SupplementRequestForm = FormHead & {
  readonly form: 'supplement-request';
  readonly applicant: FormApplicant;
  readonly procedure: FormProcedure;
  readonly items: readonly MissingItem[];
  /** Reason for a second request, or a general reason. */
  readonly reason?: string | undefined;
  /** The dossier is closed if nothing is supplied by then; absent in older records. */
  readonly answerBy?: string | undefined;
  /** Contact: a name or office, and a telephone number. */
  readonly contact: { readonly name: string; readonly phone?: string | undefined };
  readonly officer?: Official | undefined;
};

function content(data: SupplementRequestForm): Pick<Content, 'blocks' | 'signatures'> {
  const { name, phone } = data.contact;
  const contact = phone === undefined ? name : `${name}, số điện thoại ${phone}`;
  return {
    blocks: [
      ...applicantLines(data.applicant, 'Hồ sơ của'),
      procedureLine(data.procedure),
      paragraph('Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:'),
      ...data.items.flatMap(({ paper, content, reason, guidance }, index) => [
        numbered(index + 1, ...(paper === undefined ? [] : [bold(`${paper}: `)]), content),
        item(`Lý do: ${reason}`),
        item(`Hướng dẫn: ${guidance}`),
      ]),
      ...(data.reason === undefined ? [] : [paragraph(`Lý do chung: ${data.reason}`)]),
      ...(data.answerBy === undefined
        ? []
        : [
            paragraph(
              'Thời hạn bổ sung: chậm nhất ',
              bold(momentInWords(data.answerBy)),
              '. Sau thời hạn này, hồ sơ được kết thúc theo quy định.',
            ),
          ]),
      paragraph(
        `Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, Ông/Bà liên hệ với ${contact} để được hướng dẫn. `,
        'Thời hạn giải quyết được tính lại theo quy định sau khi hồ sơ được bổ sung đầy đủ, hợp lệ.',
      ),
      paragraph(`Hồ sơ bổ sung nộp tại ${DESK} nơi đã nộp hồ sơ hoặc trên Cổng Dịch vụ công quốc gia./.`),
    ],
    signatures: [officerSigns(data, data.officer, 'NGƯỜI HƯỚNG DẪN')],
  };
}

export function supplementRequestOf(
  of: Case,
  issue: Issue,
  request: {
    readonly items: readonly SupplementItem[];
    readonly reason?: string | undefined;
    readonly answerBy?: { readonly dueAt: string } | undefined;
  },
): SupplementRequestForm {
  const { dossier, procedure, names } = of;
  return {
    ...head(of, issue),
    form: 'supplement-request',
    applicant: applicant(dossier),
    procedure: procedureOf(of),
    items: request.items.map(({ component, content, reason, guidance }) => ({
      paper: procedure.components.find((c) => c.component === component)?.name.vi ?? component,
      content,
      reason,
      guidance,
    })),
    reason: request.reason,
    answerBy: request.answerBy?.dueAt,
    contact: {
      name: issue.signatory?.name ?? issue.signatory?.title ?? DESK,
      phone: issue.signatory?.phone ?? names.phone(holderOf(of)),
    },
    officer: issue.signatory,
  };
}

export const supplementRequest = formAdapter<SupplementRequestForm>({
  number: 2,
  symbol: 'YCBS',
  issuer: 'holder',
  title: 'PHIẾU YÊU CẦU BỔ SUNG,\nHOÀN THIỆN HỒ SƠ',
  forApplicant: true,
  issuedBy: { 'supplement-requested': ({ event, of, issue }) => supplementRequestOf(of, issue, event) },
  reissue: {
    names: APPLICANT_FIELDS,
    inUse: (dossier) => dossier.status === 'supplement-required' && openRequest(dossier) !== undefined,
  },
  content,
});
