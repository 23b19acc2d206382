import * as z from 'zod/mini';
import { CHANNEL_NAMES } from '../../../shared/procedure/channel-names.ts';
import { declarationSchema } from '../../../shared/procedure/declaration/schema.ts';
import { PAPER_FORMS } from '../../../shared/procedure/paper-forms.ts';
import { policiesOf } from '../../../shared/procedure/policies.ts';
import { AGENCY_KINDS, LEVELS, type Procedure } from '../../../shared/procedure/schema.ts';
import type { Language } from '../../../shared/text/text.ts';
import { CHANNELS } from '../../../shared/values.ts';
import { feeConditions, feesText, feeText } from '../words/fee-words.ts';
import { APPLICANT_NAMES, KIND_NAMES, LEVEL_NAMES, ONLINE_NAMES, PAPER_FORM_NAMES } from '../words/names.ts';
import { stepTexts } from '../words/step-words.ts';
import { countedTexts, hoursText, timeText, workingDays } from '../words/time-words.ts';

const APPLICANTS = ['citizen', 'organisation'] as const;
const ONLINE = ['full', 'partial', 'offered', 'none'] as const;

/** A code and its words. */
const named = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.object({ code: z.enum(codes), name: z.string() });

const summary = {
  procedureCode: z.string(),
  version: z.int(),
  name: z.string(),
  field: z.object({ code: z.string(), name: z.string() }),
  level: named(LEVELS),
  applicants: z.array(named(APPLICANTS)),
  channels: z.array(named(CHANNELS)),
  /** `offered`: may be filed online; how much else is done online is not stated. */
  online: named(ONLINE),
  /** When the result is given, in words. */
  timeText: z.string(),
  /** What it costs, in words. */
  feesText: z.string(),
};
export const procedureSummary = z.object(summary);

const componentView = z.object({
  component: z.string(),
  name: z.string(),
  required: z.boolean(),
  /** Forms that are taken; absent: not stated. */
  forms: z.optional(z.array(named(PAPER_FORMS))),
  copies: z.optional(z.int()),
  neededWhen: z.optional(z.string()),
  /** Database that may hold what the paper shows; then it is not asked for. */
  heldBy: z.optional(z.string()),
  /** `MaThanhPhanHoSo`. */
  nationalCode: z.optional(z.string()),
});

const feeView = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['fee', 'charge']),
  /** VND, of one unit and copy; absent: an authority assesses it. */
  amount: z.optional(z.int()),
  amountText: z.string(),
  /** One sentence each. */
  conditions: z.array(z.string()),
  /** Of one group exactly one is due. */
  group: z.optional(z.string()),
  optional: z.boolean(),
});

const stepView = z.object({
  stepId: z.string(),
  name: z.string(),
  agencyKind: named(AGENCY_KINDS),
  workingHours: z.number(),
  timeText: z.string(),
  /** What else happens at the step, one sentence each. */
  notes: z.array(z.string()),
});

export const procedureView = z.object({
  ...summary,
  legalBasis: z.string(),
  components: z.array(componentView),
  /** The declaration as questions, in both languages; absent: it is filed as a paper or file. */
  declaration: z.optional(declarationSchema),
  fees: z.array(feeView),
  time: z.object({
    workingHours: z.number(),
    workingDays: z.int(),
    sameDay: z.boolean(),
    immediate: z.boolean(),
    /** How the time is counted, one sentence each. */
    counted: z.array(z.string()),
  }),
  steps: z.array(stepView),
  postalReturn: z.boolean(),
  /** Who decides: a ministry's system, or the province's agencies. */
  processedBy: z.enum(['province', 'ministry']),
  /** Procedures that one dossier handles together. */
  interlinked: z.optional(z.array(z.object({ procedureCode: z.string(), name: z.optional(z.string()) }))),
  /** Where to file in person: one-stop shops of the procedure's level; with `commune`, those that serve it. */
  receptions: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      address: z.optional(z.string()),
      phone: z.optional(z.string()),
    }),
  ),
  /** The whole list of one-stop shops of its level. */
  allReceptions: z.string(),
});
export type ProcedureView = z.infer<typeof procedureView>;

const withName = <C extends string>(
  names: Readonly<Record<C, { vi: string; en: string }>>,
  code: C,
  language: Language,
) => ({
  code,
  name: names[code][language],
});

function onlineOf({ channels, online }: Pick<Procedure, 'channels' | 'online'>): (typeof ONLINE)[number] {
  return channels.includes('online') ? (online ?? 'offered') : 'none';
}

/** @param sameDayUntil last minute for a result on the same day, `15:00` */
export function summaryOf(procedure: Procedure, sameDayUntil: string, language: Language) {
  const { procedureCode, version, name, field, level, applicants, channels, fees } = procedure;
  return {
    procedureCode,
    version,
    name: name[language],
    field: { code: field.code, name: field.name[language] },
    level: withName(LEVEL_NAMES, level, language),
    applicants: applicants.map((one) => withName(APPLICANT_NAMES, one, language)),
    channels: channels.map((one) => withName(CHANNEL_NAMES, one, language)),
    online: withName(ONLINE_NAMES, onlineOf(procedure), language),
    timeText: timeText(procedure, sameDayUntil, language),
    feesText: feesText(fees, language),
  };
}

function componentsOf({ components, national }: Procedure, language: Language): ProcedureView['components'] {
  return components.map(({ component, name, required, forms, copies, neededWhen, heldBy }) => {
    const nationalCode = national?.components?.[component];
    return {
      component,
      name: name[language],
      required,
      ...(forms && { forms: forms.map((form) => withName(PAPER_FORM_NAMES, form, language)) }),
      ...(copies !== undefined && { copies }),
      ...(neededWhen && { neededWhen: neededWhen[language] }),
      ...(heldBy && { heldBy: heldBy[language] }),
      ...(nationalCode !== undefined && { nationalCode }),
    };
  });
}

function feesOf({ fees }: Procedure, language: Language): ProcedureView['fees'] {
  return fees.map((fee) => ({
    code: fee.code,
    name: fee.name[language],
    kind: fee.kind,
    ...(fee.assessed !== true && { amount: fee.amount }),
    amountText: feeText(fee, language),
    conditions: [...feeConditions(fee, language)],
    ...(fee.group !== undefined && { group: fee.group }),
    optional: fee.optional === true,
  }));
}

function stepsOf({ steps }: Procedure, language: Language): ProcedureView['steps'] {
  return steps.map((step) => ({
    stepId: step.stepId,
    name: step.name[language],
    agencyKind: withName(KIND_NAMES, step.agencyKind, language),
    workingHours: step.workingHours,
    timeText: hoursText(step.workingHours, language),
    notes: [...stepTexts(step, steps, language)],
  }));
}

type Around = Pick<ProcedureView, 'receptions' | 'allReceptions' | 'interlinked'>;

/** Everything that a person needs to know before filing. */
export function viewOfProcedure(
  procedure: Procedure,
  sameDayUntil: string,
  around: Around,
  language: Language,
): ProcedureView {
  const policies = policiesOf(procedure);
  return {
    ...summaryOf(procedure, sameDayUntil, language),
    legalBasis: procedure.legalBasis,
    components: componentsOf(procedure, language),
    ...(procedure.declaration && { declaration: procedure.declaration }),
    fees: feesOf(procedure, language),
    time: {
      workingHours: procedure.workingHours,
      workingDays: workingDays(procedure.workingHours),
      sameDay: policies.sameDay,
      immediate: policies.immediate,
      counted: [...countedTexts(policies, language)],
    },
    steps: stepsOf(procedure, language),
    postalReturn: procedure.postalReturn,
    processedBy: policies.processedBy,
    ...around,
  };
}
