import * as z from 'zod/mini';
import { TIMELINESS } from '../../../shared/calendar/deadline.ts';
import { APPOINTMENT_REASONS, type Appointment } from '../../../shared/dossier/appointment.ts';
import type {
  AttachedDocument,
  CompletedStep,
  CurrentStep,
  Dossier,
  DossierBranch,
  Shipment,
  SiteVerification,
} from '../../../shared/dossier/state.ts';
import { BRANCH_RESULTS, DOCUMENT_ORIGINS, SHIPMENT_STATES } from '../../../shared/dossier/values.ts';
import { whole } from '../whole.ts';

const moment = z.optional(z.string());
const timeliness = z.optional(z.enum(TIMELINESS));

/** A verified file; its bytes are fetched by its own address. */
export const documentView = whole<AttachedDocument>()(
  z.object({
    documentId: z.string(),
    component: z.string(),
    kind: z.enum(['component', 'result']),
    fileName: z.string(),
    /** Of a component's file; absent: filed. */
    origin: z.optional(z.enum(DOCUMENT_ORIGINS)),
    contentType: z.string(),
    /** Bytes. */
    size: z.int(),
    sha256: z.string(),
    /** Version of the dossier that brought it. */
    attachedVersion: z.optional(z.int()),
  }),
);

export const stepView = whole<CurrentStep>()(
  z.object({
    stepId: z.string(),
    agencyId: z.string(),
    since: z.string(),
    dueAt: z.string(),
    warnAt: z.string(),
    /** The due moment that was missed; a later date does not change it. */
    overdueSince: moment,
    /** Subject of the assigned officer; not shown to applicants. */
    assignee: z.optional(z.string()),
  }),
);

/** A parcel's last report, as its carrier gave it, and the moment of its first one. */
export const shipmentView = whole<Shipment>()(
  z.object({
    shipmentId: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    carrier: z.string(),
    state: z.enum(SHIPMENT_STATES),
    carrierCode: z.string(),
    occurredAt: z.string(),
    registeredAt: moment,
  }),
);

/** A promised moment and how it was counted: `workingMinutes` from `from` by that version of the working calendar. */
export const appointmentView = whole<Appointment>()(
  z.object({
    appointmentAt: z.string(),
    /** The promise it replaces. */
    previousAt: moment,
    reason: z.enum(APPOINTMENT_REASONS),
    from: z.string(),
    workingMinutes: z.int(),
    warnAt: z.string(),
    rule: z.optional(z.literal('same-day')),
    /** An apology that came too late: the date before it counts as missed. */
    late: z.optional(z.literal(true)),
    calendarVersion: z.int(),
    /** False: counted over a year whose holidays are not announced yet. */
    confirmed: z.boolean(),
  }),
);

export const suspensionView = whole<NonNullable<Dossier['suspension']>>()(
  z.object({
    suspensionId: z.string(),
    since: z.string(),
    /** The clock was paused before, for a reason of the dossier's own. */
    stood: z.boolean(),
  }),
);

/** Work of another agency beside a step. */
export const branchView = whole<DossierBranch>()(
  z.object({
    branchId: z.string(),
    kind: z.enum(['branch', 'opinion']),
    stepId: z.string(),
    agencyId: z.string(),
    since: z.string(),
    dueAt: z.string(),
    warnAt: z.string(),
    overdueSince: moment,
    finishedAt: moment,
    result: z.optional(z.enum(BRANCH_RESULTS)),
    /** The agency kept silent, which the procedure takes for consent. */
    deemed: z.optional(z.literal(true)),
    cancelled: z.optional(z.enum(['mistaken', 'without-answer'])),
    timeliness,
  }),
);

/** A generated form; the file is fetched by its own address. */
export const formView = whole<Dossier['forms'][number]>()(
  z.object({
    form: z.string(),
    ofVersion: z.int(),
    forApplicant: z.boolean(),
    /** The component that it stands for: a declaration that needs no signature. */
    component: z.optional(z.string()),
    documentId: z.string(),
    /** Of the unsigned bytes. */
    sha256: z.string(),
    /** Bytes of the stored file, signature included. */
    size: z.int(),
    signed: z.boolean(),
    issuedAt: z.string(),
  }),
);

export const completedStepView = whole<CompletedStep>()(
  z.object({
    stepId: z.string(),
    agencyId: z.string(),
    since: z.string(),
    dueAt: z.string(),
    until: z.string(),
    timeliness,
    /** Subject of the officer who passed the dossier on. */
    handedBy: z.string(),
  }),
);

export const verificationView = whole<SiteVerification>()(
  z.object({
    stepId: z.string(),
    verifiedAt: z.string(),
    place: z.string(),
    participants: z.array(z.string()),
    content: z.string(),
  }),
);
