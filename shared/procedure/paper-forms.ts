/** In what form a paper is handed over, as form 1 of Circular 03/2025/TT-VPCP lists it. */
export const PAPER_FORMS = ['original', 'certifiedCopy', 'copy', 'electronic'] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];
