import type { EventForApplicant } from '../../../shared/dossier/audiences.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import { applicant, type Case, head, type Issue, receptionOf } from '../content/case.ts';
import { bold, type Content, paragraph, type Signature } from '../content/content.ts';
import { type FormHead, letterhead } from '../content/parts.ts';
import { blocksOf, type PrintedPage, printedPages } from './declared-answers.ts';
import { formAdapter } from './form.ts';

/** The declaration that was filled in online (tờ khai), as it was filed: the paper that its component asks for. */
export type PrintedDeclaration = FormHead & {
  readonly form: 'declaration';
  readonly title: string;
  readonly pages: readonly PrintedPage[];
  readonly undertaking: string;
  /** Who declares: the person who files. */
  readonly signer: string;
  /** True: the sign-in stands for the signature. False: it is signed by hand. */
  readonly bySignIn: boolean;
  /** The one-stop shop, whose seal says that this is what was declared. */
  readonly reception: string;
};

const declarantSigns = ({ bySignIn, signer }: PrintedDeclaration): Signature => ({
  caption: 'NGƯỜI KHAI',
  hint: bySignIn ? '(Đã xác thực bằng tài khoản định danh điện tử)' : '(Ký, ghi rõ họ tên)',
  name: signer,
});

function content(data: PrintedDeclaration) {
  return {
    title: data.title,
    letterhead: { ...letterhead(data), ofApplicant: true },
    blocks: [
      paragraph('Kính gửi: ', bold(data.agency.toUpperCase())),
      ...data.pages.flatMap(blocksOf),
      paragraph(data.undertaking),
    ],
    signatures: [
      declarantSigns(data),
      {
        caption: 'CƠ QUAN TIẾP NHẬN',
        hint: '(Ký số xác nhận đúng nội dung đã khai)',
        name: data.reception,
        digital: true,
      },
    ],
  } satisfies Partial<Content>;
}

type Filing = EventForApplicant<'submitted'> | EventForApplicant<'supplemented'>;

function declarationOf(of: Case, issue: Issue, { declaration: filed }: Filing): PrintedDeclaration | undefined {
  const { answers, dossier } = of;
  const { declaration } = of.procedure;
  const known = dossier.declaration?.filed;
  if (filed === undefined || known === undefined || answers === undefined || declaration === undefined)
    return undefined;
  return {
    ...head(of, issue, dossier.competentAgency ?? receptionOf(of)),
    form: 'declaration',
    title: declaration.title.vi,
    pages: printedPages(declaration, answers, dayInVietNam(known.declaredAt)),
    undertaking: declaration.undertaking.vi,
    signer: dossier.filer?.name ?? applicant(dossier).signer,
    bySignIn: known.component !== undefined,
    reception: of.names.agency(receptionOf(of)),
  };
}

export const declaration = formAdapter<PrintedDeclaration>({
  number: undefined,
  symbol: undefined, // A paper of the applicant: no agency numbers it.
  issuer: 'reception',
  title: 'TỜ KHAI',
  forApplicant: true,
  issuedBy: {
    submitted: ({ of, issue, event }) => declarationOf(of, issue, event),
    supplemented: ({ of, issue, event }) => declarationOf(of, issue, event),
  },
  // What a person affirmed is changed by no correction: they declare again with a supplement.
  reissue: 'never',
  content,
});
