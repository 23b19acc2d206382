import * as z from 'zod/mini';
import { CLOSING_GROUND_NAMES } from '../../../shared/dossier/closing-grounds.ts';
import { PARTIES } from '../../../shared/dossier/parties.ts';
import { BRANCH_RESULTS } from '../../../shared/dossier/values.ts';
import { vnd } from '../../../shared/values.ts';
import { ACT_NAMES } from '../allowed/allowed-actions.ts';
import type { Choices } from '../allowed/choices.ts';
import { whole } from '../whole.ts';

const list = <S extends z.ZodMiniType>(of: S) => z.optional(z.array(of));
const id = z.string();
const name = z.string();
const agencies = z.array(z.object({ agencyId: id, name }));

/** What a person has to choose from; names are in the reader's language. Absent: nothing, or what they type. */
const choicesView = whole<Choices>()(
  z.object({
    /** Each with the agencies that handle it; `outcomes` of the step that is left where they decide the way. */
    steps: list(z.object({ stepId: id, name, agencies, outcomes: list(z.object({ outcome: id, name })) })),
    /** To open, each with the agencies it is for; to finish or to take back, each with the agency that has it. */
    branches: list(z.object({ branchId: id, name, agencies })),
    agencies: z.optional(agencies),
    /** Any agency of the province but this one. */
    anyAgencyBut: z.optional(id),
    /** Of the agency of the step, and who had the dossier before. */
    officers: list(z.object({ officer: id, name: z.optional(name), title: z.optional(z.string()) })),
    fees: list(
      z.object({
        ...{ code: id, name, kind: z.enum(['fee', 'charge']), amount: vnd },
        /** An authority assesses the amount. */
        assessed: z.optional(z.boolean()),
        /** Of the fees of one group exactly one is due. */
        group: z.optional(id),
        /** Due only when it is chosen. */
        optional: z.optional(z.boolean()),
        /** Most copies; the amount is due for each. */
        copies: z.optional(z.int()),
        /** Due only for filing late; filing in time is free on this ground. */
        inTime: z.optional(z.string()),
        unit: z.optional(z.object({ name, most: z.int() })),
        exemptions: list(z.object({ exemption: id, name, ground: z.string(), percent: z.optional(z.int()) })),
      }),
    ),
    obligation: z.optional(z.object({ obligationId: id, amount: vnd })),
    grounds: list(
      z.object({
        ground: z.enum(CLOSING_GROUND_NAMES),
        name,
        /** It takes a legal ground of its own. */
        legalGround: z.boolean(),
        otherDossier: z.boolean(),
      }),
    ),
    statuses: list(z.object({ status: id, name })),
    outcomes: list(z.enum(['granted', 'denied'])),
    results: list(z.enum(BRANCH_RESULTS)),
    /** `missing`: no file is there, and one is needed. */
    components: list(z.object({ component: id, name, missing: z.boolean() })),
    kinds: list(z.enum(['component', 'result'])),
    documents: list(z.object({ documentId: id, fileName: z.string() })),
    persons: list(z.enum(PARTIES)),
    receipts: list(z.object({ obligationId: id, receiptNumber: z.string() })),
    refunds: list(z.object({ refundId: id, amount: vnd })),
    requestId: z.optional(id),
    mostHours: z.optional(z.int()),
    /** Fields that are optional otherwise. */
    required: list(z.string()),
  }),
);

/** An act that the caller has a way to do, whether they may do it now, and with what choices or why not. */
export const actionView = z.object({
  type: z.enum(ACT_NAMES),
  allowed: z.boolean(),
  choices: z.optional(choicesView),
  because: z.optional(z.object({ code: z.string(), message: z.string() })),
});
