import * as z from 'zod/mini';
import { agencyId, instant, line, paragraph, slug, uuid, vnd } from '../values.ts';
import { statusesWith } from './status.ts';
import { BRANCH_RESULTS, supplementItemSchema } from './values.ts';

/** What a notice of stopping tells the applicant; what is not said stays blank on it, to be filled in by hand. */
const settlement = {
  /** Whether the fees that were paid are refunded. */
  refunded: z.optional(z.boolean()),
  /** Papers the applicant gets back; none: an empty list. */
  returnedDocuments: z.optional(z.array(line(250)).check(z.maxLength(60))),
};

/** Actions an officer takes on a dossier: the body of `POST /v1/dossiers/{dossierId}/actions`. */
export const officerActionSchema = z.discriminatedUnion('type', [
  /** The appointment follows from the procedure's hours and the calendar; nobody chooses it. */
  z.strictObject({ type: z.literal('accept') }),
  z.strictObject({ type: z.literal('reject'), legalGround: line(500), reason: paragraph(2000) }),
  z.strictObject({
    type: z.literal('request-supplement'),
    items: z.array(supplementItemSchema).check(z.minLength(1), z.maxLength(60)),
    /** Why a second request is needed; the first notice is to be complete. */
    reason: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('request-payment'),
    /** Codes of the procedure's fees that are due; the amounts come from the catalogue. */
    feeCodes: z.array(slug).check(z.minLength(1), z.maxLength(20)),
    /** Amounts of those of the fees that are assessed for each dossier, VND, by code. */
    assessed: z.optional(z.record(slug, vnd)),
  }),
  z.strictObject({
    type: z.literal('record-counter-payment'),
    obligationId: uuid,
    receiptNumber: line(50),
    amount: vnd,
  }),
  z.strictObject({
    type: z.literal('forward'),
    stepId: slug,
    agencyId,
    /** How the step that is left ended, where that decides the way. */
    outcome: z.optional(slug),
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({ type: z.literal('send-back'), stepId: slug, reason: paragraph(1000) }),
  z.strictObject({
    type: z.literal('assign'),
    /** Subject of the officer's account at the identity provider. */
    officer: line(200),
    reason: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('open-branch'),
    branchId: slug,
    agencyId,
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('ask-opinion'),
    agencyId,
    question: paragraph(2000),
    /** 8 make a working day. */
    workingHours: z.int().check(z.minimum(1), z.maximum(240)),
  }),
  z.strictObject({
    type: z.literal('finish-branch'),
    /** Of the catalogue's branch, or the id an opinion got when it was asked for. */
    branchId: slug,
    result: z.enum(BRANCH_RESULTS),
    note: z.optional(paragraph(2000)),
  }),
  z.strictObject({
    type: z.literal('record-verification'),
    verifiedAt: instant,
    place: line(300),
    participants: z.array(line(200)).check(z.minLength(1), z.maxLength(30)),
    content: paragraph(4000),
  }),
  z.strictObject({
    type: z.literal('reappoint'),
    /** Added to the present appointment; 8 make a working day. */
    workingHours: z.int().check(z.minimum(1), z.maximum(800)),
    reason: paragraph(1000),
  }),
  z.strictObject({ type: z.literal('recalculate-appointment'), reason: paragraph(1000) }),
  z.strictObject({ type: z.literal('send-reminder'), message: paragraph(1000) }),
  z.strictObject({
    type: z.literal('report-status'),
    toStatus: z.enum(statusesWith('reportable')),
    occurredAt: instant,
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({
    type: z.literal('complete'),
    outcome: z.enum(['granted', 'denied']),
    note: z.optional(paragraph(1000)),
  }),
  z.strictObject({ type: z.literal('return-result'), method: z.enum(['counter', 'electronic']) }),
  z.strictObject({
    type: z.literal('decide-withdrawal'),
    granted: z.boolean(),
    reason: z.optional(paragraph(1000)),
    ...settlement,
  }),
  z.strictObject({ type: z.literal('stop'), ground: paragraph(1000), ...settlement }),
  z.strictObject({ type: z.literal('resume'), note: z.optional(paragraph(1000)) }),
  z.strictObject({
    type: z.literal('correct'),
    toStatus: z.enum(statusesWith('correctable')),
    reason: paragraph(1000),
  }),
]);
export type OfficerAction = z.infer<typeof officerActionSchema>;
