import * as z from 'zod/mini';
import { STATUS_NAMES, statusName } from '../../../shared/dossier/status.ts';
import { findStep } from '../../../shared/procedure/steps.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import { CHANNELS } from '../../../shared/values.ts';
import type { Entry } from '../entry.ts';
import { isOverdue } from '../urgency.ts';

/** Channels as forms name them. */
const CHANNEL_NAMES: Readonly<Record<(typeof CHANNELS)[number], Text>> = {
  direct: { vi: 'Trực tiếp', en: 'In person' },
  online: { vi: 'Trực tuyến', en: 'Online' },
  postal: { vi: 'Bưu chính', en: 'By post' },
};

const name = z.optional(z.string());

export const foundView = z.strictObject({
  dossierId: z.string(),
  dossierCode: z.optional(z.string()),
  /** Name of the owner. */
  applicant: z.string(),
  /** Name of who filed for the owner. */
  filer: name,
  procedureCode: z.string(),
  procedureName: name,
  status: z.enum(STATUS_NAMES),
  statusName: z.string(),
  channel: z.enum(CHANNELS),
  channelName: z.string(),
  /** The agency that holds it. */
  agencyId: z.string(),
  agencyName: name,
  stepId: z.optional(z.string()),
  stepName: name,
  /** Subject of the assigned officer. */
  assignee: z.optional(z.string()),
  submittedAt: z.string(),
  /** At its step, else as promised, else at reception. */
  dueAt: z.optional(z.string()),
  /** The office is late, or was once: a new date does not make it on time. */
  overdue: z.boolean(),
});

/** The row of a list, with names beside codes. */
export function viewer(catalogue: Pick<Catalogue, 'procedure' | 'agency'>) {
  return async (entry: Entry, language: Language, now: string): Promise<z.input<typeof foundView>> => {
    const { terms: _, agencies, branches, urgency, returnReason, procedureVersion, expiresAt, ...shown } = entry;
    const [procedure, agency] = await Promise.all([
      catalogue.procedure(entry.procedureCode, procedureVersion),
      catalogue.agency(entry.agencyId),
    ]);
    const step = procedure && entry.stepId !== undefined ? findStep(procedure, entry.stepId) : undefined;
    return {
      ...shown,
      procedureName: procedure?.name[language],
      statusName: statusName(entry.status, returnReason, language),
      channelName: CHANNEL_NAMES[entry.channel][language],
      agencyName: agency?.name[language],
      stepName: step?.name[language],
      overdue: isOverdue(urgency, now),
    };
  };
}
