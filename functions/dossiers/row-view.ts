import * as z from 'zod/mini';
import { ENDS_WITHOUT_RESULT, STATUS_NAMES } from '../../shared/dossier/status.ts';
import type { DossierSummary } from '../../shared/platform/table/keys.ts';
import type { BranchRow } from '../../shared/record/branch-rows.ts';
import { CHANNELS } from '../../shared/values.ts';
import { whole } from './whole.ts';

const moment = z.optional(z.string());

const row = {
  dossierId: z.string(),
  version: z.int(),
  status: z.enum(STATUS_NAMES),
  dossierCode: z.optional(z.string()),
  procedureCode: z.string(),
  channel: z.enum(CHANNELS),
  receivingAgency: z.string(),
  /** The agency that holds the dossier; of a branch in an inbox, the agency that works on it. */
  agencyId: z.string(),
  stepId: z.optional(z.string()),
  appointmentAt: moment,
  /** When the work is due: the step's, else the dossier's. */
  dueAt: moment,
  createdAt: z.string(),
  updatedAt: z.string(),
  submittedAt: moment,
  /** A correction that was asked for awaits its decision. */
  correctionAsked: z.optional(z.literal(true)),
  /** Of a returned dossier: it ended without a result. */
  ended: z.optional(z.enum(ENDS_WITHOUT_RESULT)),
};

/** A dossier in its owner's list. */
export const dossierRow = whole<DossierSummary>()(z.object(row));

/** A dossier in the inbox of the agency that holds it, or a branch of one in the inbox of the agency that works on it. */
export const inboxRow = whole<BranchRow['summary']>()(
  z.object({
    ...row,
    /** Of a branch only. */
    branchId: z.optional(z.string()),
  }),
);

export const pageOf = <S extends z.ZodMiniObject>(of: S) =>
  z.object({ items: z.array(of), next: z.optional(z.string()) });
