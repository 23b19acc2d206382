import type { Official } from '../../../shared/dossier/actor.ts';
import { applicant, type Case, head, type Issue, procedureOf } from '../content/case.ts';
import { type Content, item, paragraph } from '../content/content.ts';
import {
  APPLICANT_FIELDS,
  applicantLines,
  type FormApplicant,
  type FormHead,
  type FormProcedure,
  headSigns,
  procedureLine,
} from '../content/parts.ts';
import { momentInWords } from '../content/words.ts';
import { formAdapter } from './form.ts';

/**
 * Notice of denial after processing (Thông báo về việc không giải quyết hồ sơ): the result of a dossier that is not granted. The
 * circular has no form of its own for it; refusal at reception is its form 3.
 */
export type Denial = FormHead & {
  readonly form: 'denial';
  readonly applicant: FormApplicant;
  readonly procedure: FormProcedure;
  readonly receivedAt: string;
  readonly reason: string;
  readonly legalGround: string;
  readonly signatory?: Official | undefined;
};

function content(data: Denial): Pick<Content, 'blocks' | 'signatures'> {
  return {
    blocks: [
      ...applicantLines(data.applicant, 'Kính gửi'),
      procedureLine(data.procedure),
      paragraph(`Thời gian nhận hồ sơ: ${momentInWords(data.receivedAt)}`),
      paragraph(`Sau khi xem xét hồ sơ, ${data.agency} thông báo không giải quyết hồ sơ này, cụ thể như sau:`),
      item(`Lý do: ${data.reason}`),
      item(`Căn cứ pháp lý: ${data.legalGround}`),
      paragraph('Nếu không đồng ý, Ông/Bà có quyền khiếu nại, khởi kiện theo quy định của pháp luật./.'),
    ],
    signatures: [headSigns(data, data.signatory)],
  };
}

export function denialOf(
  of: Case,
  issue: Issue,
  why: { readonly legalGround: string; readonly reason: string },
): Denial {
  const { legalGround, reason } = why;
  return {
    ...head(of, issue),
    form: 'denial',
    applicant: applicant(of.dossier),
    procedure: procedureOf(of),
    receivedAt: of.dossier.acceptedAt ?? of.dossier.createdAt,
    reason,
    legalGround,
    signatory: issue.signatory,
  };
}

export const denial = formAdapter<Denial>({
  number: undefined,
  symbol: 'TBHS',
  issuer: 'holder',
  title: 'THÔNG BÁO\nVỀ VIỆC KHÔNG GIẢI QUYẾT HỒ SƠ',
  forApplicant: true,
  // Absent in records from before denials had a ground.
  issuedBy: {
    completed: ({ event, of, issue }) => (event.denial === undefined ? undefined : denialOf(of, issue, event.denial)),
  },
  reissue: { names: APPLICANT_FIELDS, inUse: ({ status, outcome }) => status === 'completed' && outcome === 'denied' },
  content,
});
