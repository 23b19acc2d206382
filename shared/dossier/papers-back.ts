import { PAPER_FORMS, type PaperForm } from '../procedure/paper-forms.ts';
import type { Procedure } from '../procedure/schema.ts';
import { cut } from '../text/text.ts';
import { optional } from './decision.ts';
import type { Settlement } from './event-parts.ts';
import type { HandedPaper } from './handed-over.ts';
import type { Dossier } from './state.ts';

/** Names of the forms of papers in printed lists, Vietnamese. */
const FORM_WORDS: Readonly<Record<PaperForm, string>> = {
  original: 'bản chính',
  certifiedCopy: 'bản sao chứng thực',
  copy: 'bản sao',
  electronic: 'bản điện tử',
};

/** Longest line of a list of papers, characters: as what an officer types. */
const LONGEST = 250;

type Counts = { readonly [F in PaperForm]?: number | undefined };

/** `Giấy chứng sinh (1 bản chính, 2 bản sao)`. @param forms those that are named */
export function paperWords(name: string, counts: Counts, forms: readonly PaperForm[] = PAPER_FORMS): string {
  const numbers = forms.flatMap((form) => (counts[form] ? [`${counts[form]} ${FORM_WORDS[form]}`] : []));
  return numbers.length === 0 ? name : `${cut(name, LONGEST - 80)} (${numbers.join(', ')})`;
}

export const paperName = ({ component, name }: HandedPaper, { components }: Procedure): string =>
  name ?? components.find((c) => c.component === component)?.name.vi ?? component ?? '';

/** What is on paper; a file is not given back. */
const ON_PAPER: readonly PaperForm[] = ['original', 'certifiedCopy', 'copy'];

/**
 * The papers that are given back when a dossier ends without a result: everything that was handed over on paper, if who ends it does
 * not say otherwise. Undefined in records from before papers were declared.
 */
export function papersBack(
  { handedOver }: Dossier,
  procedure: Procedure,
  stated: readonly string[] | undefined,
): readonly string[] | undefined {
  if (stated !== undefined || handedOver === undefined) return stated;
  return handedOver.papers
    .filter((paper) => ON_PAPER.some((form) => (paper[form] ?? 0) > 0))
    .map((paper) => paperWords(paperName(paper, procedure), paper, ON_PAPER));
}

/** What becomes of fees and papers at an end before the result, as the officer says. */
export const settled = (
  dossier: Dossier,
  { refunded, returnedDocuments }: Settlement,
  procedure: Procedure,
): Settlement => ({
  ...optional('refunded', refunded),
  ...optional('returnedDocuments', papersBack(dossier, procedure, returnedDocuments)),
});
