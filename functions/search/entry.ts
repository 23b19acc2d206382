import { currentAgency, type Dossier, openBranches } from '../../shared/dossier/state.ts';
import { type DossierStatus, isFinal, statusIs } from '../../shared/dossier/status.ts';
import { expiresAt } from '../../shared/platform/table/table.ts';
import type { Channel } from '../../shared/values.ts';
import type { Term } from './terms.ts';
import { dueMoment, type Urgency, urgencyOf } from './urgency.ts';

/** What a list shows of a dossier and filters by, derived from its snapshot alone. Names are personal data. */
export type Entry = {
  readonly dossierId: string;
  readonly dossierCode?: string;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly status: DossierStatus;
  readonly returnReason?: NonNullable<Dossier['returnReason']>;
  readonly channel: Channel;
  /** The agency that holds it, and all that hold or held it or were asked. */
  readonly agencyId: string;
  readonly agencies: readonly string[];
  readonly stepId?: string;
  readonly assignee?: string;
  readonly applicant: string;
  readonly filer?: string;
  readonly submittedAt: string;
  readonly dueAt?: string;
  readonly urgency: Urgency;
  readonly branches: readonly { readonly branchId: string; readonly agencyId: string; readonly dueAt: string }[];
  readonly terms: readonly Term[];
  /** Epoch seconds; of a dossier that ended. */
  readonly expiresAt?: number;
};

/** How long a dossier is found by its people after its end; by its code it is found as long as it exists. Days. */
export const FOUND_DAYS = 731;

/** The entry of a dossier; undefined for a draft, which only its applicant and its officer see. */
export function entryOf(dossier: Dossier, terms: readonly Term[]): Entry | undefined {
  const { dossierId, dossierCode, procedureCode, procedureVersion, status, returnReason, channel, agencies } = dossier;
  if (status === 'draft') return undefined;
  const { step, applicant, filer, createdAt, submittedAt = createdAt, returnedAt = submittedAt } = dossier;
  const due = dueMoment(dossier);
  const ended = isFinal(status);
  return {
    dossierId,
    ...(dossierCode !== undefined && { dossierCode }),
    procedureCode,
    procedureVersion,
    status,
    ...(returnReason !== undefined && { returnReason }),
    channel,
    agencyId: currentAgency(dossier),
    agencies,
    ...(step !== undefined && { stepId: step.stepId }),
    ...(step?.assignee !== undefined && { assignee: step.assignee }),
    applicant: applicant.name,
    ...(filer !== undefined && { filer: filer.name }),
    submittedAt,
    ...(due !== undefined && { dueAt: due }),
    urgency: urgencyOf(dossier),
    branches: ended
      ? []
      : openBranches(dossier).map(({ branchId, agencyId, dueAt }) => ({ branchId, agencyId, dueAt })),
    terms,
    ...(ended && { expiresAt: expiresAt(returnedAt, FOUND_DAYS) }),
  };
}

/** Whether officers work on it: it is held at a step and not interrupted. */
export const isInWork = ({ stepId, status }: Entry): boolean => stepId !== undefined && statusIs(status, 'inWork');
