import { CORRECTION_REQUEST_RULES } from '../../../shared/dossier/decide-correction-request.ts';
import { DECLARATION_RULES } from '../../../shared/dossier/decide-declaration.ts';
import { DOCUMENT_RULES } from '../../../shared/dossier/decide-documents.ts';
import { OPENING_RULES } from '../../../shared/dossier/decide-opening.ts';
import { PARTICULARS_RULES } from '../../../shared/dossier/decide-particulars.ts';
import { WITHDRAWAL_RULES } from '../../../shared/dossier/decide-withdrawal.ts';
import { DRAFT_RULES } from '../../../shared/dossier/drafts.ts';
import type { CommandOf } from '../../../shared/dossier/rule.ts';

/** Of the commands that applicants give; the bundle carries no others (`docs/decisions/0058-bundle-budget.md`). */
export const INTAKE_RULES = {
  ...OPENING_RULES,
  ...DRAFT_RULES,
  ...DOCUMENT_RULES,
  ...DECLARATION_RULES,
  ...PARTICULARS_RULES,
  ...CORRECTION_REQUEST_RULES,
  ...WITHDRAWAL_RULES,
};
export type IntakeCommand = CommandOf<keyof typeof INTAKE_RULES>;
