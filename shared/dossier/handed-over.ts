import * as z from 'zod/mini';
import { PAPER_FORMS } from '../procedure/paper-forms.ts';
import { instant, line, paragraph, slug } from '../values.ts';

const count = z.optional(z.int().check(z.minimum(0), z.maximum(1000)));

/** One paper and how many of each form; a form that is left out was not handed over. */
const handedPaperSchema = z.strictObject({
  /** A component of the procedure. */
  component: z.optional(slug),
  /** Name of a paper that is no component of the procedure ("khác"). Either this or `component`. */
  name: z.optional(line(200)),
  /** Bản chính. */
  original: count,
  /** Bản sao chứng thực: a copy certified by an authority. */
  certifiedCopy: count,
  /** Bản sao. */
  copy: count,
  /** Bản điện tử; absent: the number of files that the applicant filed for the component. */
  electronic: count,
});
export type HandedPaper = z.infer<typeof handedPaperSchema>;

/**
 * Hand-over record (biên bản giao nhận) between the public postal service and reception. Its signature is the moment of
 * submission. Source: Decision 45/2016/QĐ-TTg.
 */
const handOverRecordSchema = z.strictObject({
  recordNumber: line(50),
  signedAt: instant,
  /** The public postal carrier that handed the papers over. */
  carrier: slug,
});
export type HandOverRecord = z.infer<typeof handOverRecordSchema>;

/**
 * What was really handed over. At acceptance all of it; with a supplement what was added. Reception declares it for dossiers
 * at the counter and by post; otherwise it follows from the attached files.
 */
export const handedOverSchema = z.strictObject({
  papers: z.array(handedPaperSchema).check(z.maxLength(100)),
  /** Number of sets (bộ). */
  sets: z.int().check(z.minimum(1), z.maximum(100)),
  note: z.optional(paragraph(1000)),
  /** For dossiers that came by post only. */
  record: z.optional(handOverRecordSchema),
});
export type HandedOver = z.infer<typeof handedOverSchema>;

/** Everything handed over so far: the list of acceptance with the supplements added. */
export type PapersHandedOver = {
  readonly papers: readonly HandedPaper[];
  readonly sets: number;
  /** Hand-over record of the submission. */
  readonly record?: HandOverRecord | undefined;
};

export const countOf = (paper: HandedPaper): number => PAPER_FORMS.reduce((sum, form) => sum + (paper[form] ?? 0), 0);

const isSame = (a: HandedPaper, b: HandedPaper) => a.component === b.component && a.name === b.name;

/** Acceptance states the whole list, a supplement adds to it. */
export function withAdded(before: PapersHandedOver | undefined, { papers, sets }: HandedOver): PapersHandedOver {
  if (before === undefined) return { papers, sets };
  const old = before.papers.map((paper) => {
    const added = papers.find((one) => isSame(one, paper));
    return added === undefined ? paper : sum(paper, added);
  });
  const fresh = papers.filter((paper) => !before.papers.some((one) => isSame(one, paper)));
  return { ...before, papers: [...old, ...fresh] };
}

function sum(a: HandedPaper, b: HandedPaper): HandedPaper {
  const paper: HandedPaper = { ...a };
  for (const form of PAPER_FORMS) {
    const count = (a[form] ?? 0) + (b[form] ?? 0);
    if (count > 0) paper[form] = count;
  }
  return paper;
}
