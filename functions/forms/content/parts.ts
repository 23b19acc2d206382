import type { Official } from '../../../shared/dossier/actor.ts';
import type { PaperForm } from '../../../shared/procedure/paper-forms.ts';
import { type Block, bold, type Letterhead, paragraph, type Signature } from './content.ts';
import { shortDate } from './words.ts';

/** Data of every form of a dossier. */
export type FormHead = {
  /** Moment of the event, ISO. Printed date and creation date of the file, so that regenerating it gives the same bytes. */
  readonly at: string;
  readonly superior?: string | undefined;
  readonly agency: string;
  readonly place: string;
  readonly lookUp?: string | undefined;
  readonly number?: string | undefined;
  readonly dossierCode: string;
  /** The paper replaces one that named particulars which were corrected since. */
  readonly reissued?: Reissued | undefined;
};

export type Reissued = {
  /** Date of the paper that it replaces, ISO. */
  readonly insteadOf: string;
  /** The agency that issued it, in whose register the new one is numbered too. */
  readonly agencyId: string;
};

/** Fields of the particulars that {@link applicantLines} prints. */
export const APPLICANT_FIELDS = ['name', 'representative', 'address', 'phone', 'email'].map(
  (one) => `applicant.${one}`,
);

/** Fields of the particulars in the name alone. */
export const NAME_FIELDS = ['applicant.name', 'applicant.representative'];

/** The reception of the one-stop shop: the name that all texts use (Decree 118/2025). */
export const DESK = 'Bộ phận Một cửa';

export type FormApplicant = {
  readonly name: string;
  /** Who signs: the person, or who represents the organisation. */
  readonly signer: string;
  readonly address: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
};

/** Who filed for the owner, and in what capacity, in words. */
export type FormFiler = { readonly name: string; readonly basis: string };

export type FormProcedure = { readonly code: string; readonly name: string };

/** One line of the list of papers, with the number of each form. */
export type Paper = { readonly name: string } & { readonly [F in PaperForm]?: number | undefined };

export type ResultReturn = {
  readonly method: 'counter' | 'electronic' | 'post';
  /** Who gets it by post: name and telephone. */
  readonly receiver?: string | undefined;
  /** Where: the address of reception or of the recipient. */
  readonly place?: string | undefined;
};

/** The mark of a paper that was issued once more; no lines for any other. */
export function reissueMark({ reissued }: Pick<FormHead, 'reissued'>): readonly (readonly [string])[] {
  return reissued === undefined
    ? []
    : [['Cấp lại do chỉnh sửa thông tin'], [`Thay thế giấy cấp ngày ${shortDate(reissued.insteadOf)}`]];
}

export function letterhead(head: Omit<FormHead, 'dossierCode'>): Letterhead {
  const { superior, agency, number, place, at, lookUp } = head;
  return { superior, agency, number, place, at, lookUp };
}

export function applicantLines(applicant: FormApplicant, label = 'Tổ chức, cá nhân nộp hồ sơ'): readonly Block[] {
  const { phone, email } = applicant;
  const reached = [phone && `Số điện thoại: ${phone}`, email && `Thư điện tử: ${email}`].filter(
    (one) => one !== undefined,
  );
  return [
    paragraph(`${label}: `, bold(applicant.name)),
    paragraph(`Địa chỉ: ${applicant.address}`),
    ...(reached.length === 0 ? [] : [paragraph(reached.join('. '))]),
  ];
}

export function procedureLine(procedure: FormProcedure): Block {
  return paragraph('Nội dung yêu cầu giải quyết: ', bold(procedure.name), ` (mã thủ tục: ${procedure.code})`);
}

export const applicantSigns = (name: string): Signature => ({
  caption: 'NGƯỜI NỘP HỒ SƠ',
  hint: '(Ký, ghi rõ họ tên)',
  name,
});

/** Name, title and telephone under the signature. A sign-in without a name leaves the title, or the agency. */
const signer = (official: Official | undefined, agency: string): Pick<Signature, 'name' | 'details'> => ({
  name: official?.name ?? official?.title ?? agency,
  details: [official?.name && official.title, official?.phone && `Điện thoại: ${official.phone}`].filter(
    (line) => line !== undefined,
  ),
});

type Signed = { readonly agency: string };

export const officerSigns = (
  { agency }: Signed,
  official: Official | undefined,
  caption = 'NGƯỜI TIẾP NHẬN HỒ SƠ',
): Signature => ({
  caption,
  hint: '(Ký, ghi rõ họ tên)',
  ...signer(official, agency),
  digital: true,
});

export const headSigns = ({ agency }: Signed, official: Official | undefined): Signature => ({
  caption: 'THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ',
  hint: '(Ký tên, đóng dấu)',
  ...signer(official, agency),
  digital: true,
});
