import { feeOwed, requestOwed } from '../../../shared/dossier/awaited-from.ts';
import { openCorrection } from '../../../shared/dossier/correction-request.ts';
import { branchesToOpen } from '../../../shared/dossier/decide-branches.ts';
import { componentsMissing } from '../../../shared/dossier/decide-documents.ts';
import { refundsIn } from '../../../shared/dossier/decide-refunds.ts';
import { isResultMissing } from '../../../shared/dossier/decide-steps.ts';
import type { Context } from '../../../shared/dossier/decision.ts';
import { missedPromise } from '../../../shared/dossier/overdue.ts';
import type { RefundCase } from '../../../shared/dossier/refund-case.ts';
import { worksOn } from '../../../shared/dossier/rights.ts';
import {
  currentAgency,
  type Dossier,
  type DossierBranch,
  isSettled,
  openBranches,
} from '../../../shared/dossier/state.ts';
import { inForce, successionsOf } from '../../../shared/dossier/successions.ts';
import type { DirectoryEntry } from '../../../shared/procedure/directory.ts';
import { policiesOf } from '../../../shared/procedure/policies.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { isLastStep, nextSteps } from '../../../shared/procedure/steps.ts';
import type { Text } from '../../../shared/text/text.ts';
import type { Reader } from './readers.ts';

/** An agency as the answer names it; `name` is what a sentence says. */
export type NamedAgency = { readonly agencyId: string; readonly name: Text };

/** What sentences are made of. Texts are as long as the level of detail allows: see {@link DETAILS}. */
export type Facts = {
  readonly dossier: Dossier;
  readonly reader: Reader;
  readonly now: string;
  /** Which holds the dossier now. */
  readonly agency: NamedAgency;
  readonly reception: NamedAgency;
  /** Name of the step it is at, and of the one after it. */
  readonly step: Text;
  readonly nextStep: Text;
  readonly isLastStep: boolean;
  readonly resultMissing: boolean;
  /** What an online draft or supplement lacks. */
  readonly missing: Papers | undefined;
  /** A declaration that is begun and not whole, or that an online draft lacks. */
  readonly toDeclare: boolean;
  /** What the applicant owes now; without a moment while their time stands. */
  readonly supplement: { readonly papers: Papers; readonly by: string | undefined } | undefined;
  readonly fee: { readonly amount: number; readonly by: string | undefined } | undefined;
  /** Money that goes back: to be decided on, to be paid. */
  readonly refund: { readonly open?: RefundCase | undefined; readonly approved?: RefundCase | undefined };
  /** Until when an asked correction is to be decided. */
  readonly correction: { readonly by: string | undefined } | undefined;
  /** A branch that the step waits for, and the one that the reader works on. */
  readonly waitsFor: { readonly agency: NamedAgency; readonly by: string } | undefined;
  readonly mine: { readonly asker: NamedAgency; readonly by: string } | undefined;
  /** Name of a branch that the step may not be left without. */
  readonly branchMissing: Text | undefined;
  /** The promised moment that was missed. */
  readonly missed: string | undefined;
  /** The head has been warned of the promised moment. */
  readonly warned: boolean;
  readonly isElsewhere: boolean;
};

export type Papers = { readonly names: readonly Text[]; readonly text: Text };

/**
 * How much a sentence says, most first: all papers by name; one by name and how many more; their number; and no agency or step by
 * name. The answer's fields name them all.
 */
export const DETAILS = ['all', 'first', 'count', 'least'] as const;
export type Detail = (typeof DETAILS)[number];

export type Known = {
  readonly agencies: readonly DirectoryEntry[];
  readonly reader: Reader;
};

export function factsOf(dossier: Dossier, context: Context, { agencies, reader }: Known, detail: Detail): Facts {
  const { now, actor, procedure } = context;
  const successions = successionsOf(agencies);
  // People are not sent to an agency that was closed.
  const named = (recorded: string, generic: Text): NamedAgency => {
    const agencyId = inForce(recorded, successions, now);
    const name = detail === 'least' ? undefined : agencies.find((agency) => agency.agencyId === agencyId)?.name;
    return { agencyId, name: name ?? generic };
  };
  const nameOf = (component: string | undefined) =>
    procedure?.components.find((one) => one.component === component)?.name;
  const papers = (components: readonly (string | undefined)[]) =>
    papersOf(
      components.map((component) => nameOf(component) ?? FORM),
      detail,
    );
  const stepName = (stepId: string | undefined, generic: Text): Text =>
    (detail === 'least' ? undefined : procedure?.steps.find((step) => step.stepId === stepId)?.name) ?? generic;

  const request = requestOwed(dossier);
  const fee = feeOwed(dossier);
  const stands = dossier.suspension !== undefined;
  const missing = procedure === undefined ? [] : componentsMissing(dossier, procedure);
  const open = openBranches(dossier);
  const works = (branch: DossierBranch) => procedure !== undefined && worksOn(branch, actor, procedure);
  const mine = open.find(works);
  const [waited] = open.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const correction = openCorrection(dossier);
  const last = dossier.appointmentAt === undefined ? undefined : dossier.appointments.at(-1);
  return {
    ...{ dossier, reader, now },
    agency: named(currentAgency(dossier), HOLDER),
    reception: named(dossier.receivingAgency, RECEPTION),
    step: stepName(dossier.step?.stepId, THIS_STEP),
    nextStep: stepName(procedure && nextSteps(procedure, dossier.step?.stepId)[0]?.stepId, NEXT_STEP),
    isLastStep: dossier.step !== undefined && procedure !== undefined && isLastStep(procedure, dossier.step.stepId),
    resultMissing: isResultMissing(dossier),
    toDeclare: toDeclare(dossier, missing, procedure),
    missing: missing.length > 0 ? papers(missing) : undefined,
    supplement: request && {
      papers: papers(request.items.map(({ component }) => component)),
      by: stands ? undefined : request.answerBy?.dueAt,
    },
    fee: fee && { amount: fee.amount, by: fee.standsSince === undefined ? fee.answerBy?.dueAt : undefined },
    refund: { open: refundsIn(dossier, 'open')[0], approved: refundsIn(dossier, 'approved')[0] },
    correction: correction && { by: stands ? undefined : correction.dueAt },
    waitsFor: waited && { agency: named(waited.agencyId, ASKED), by: waited.dueAt },
    mine: mine && { asker: named(currentAgency(dossier), HOLDER), by: mine.dueAt },
    branchMissing: procedure && requiredBranch(dossier, procedure)?.name,
    missed: missedPromise(dossier, now),
    warned: last !== undefined && now >= last.warnAt,
    isElsewhere: procedure !== undefined && policiesOf(procedure).processedBy === 'ministry',
  };
}

const requiredBranch = (dossier: Dossier, procedure: Procedure) =>
  branchesToOpen(dossier, procedure).find(
    ({ branchId, optional }) =>
      optional !== true &&
      !dossier.branches.some((b) => b.branchId === branchId && b.stepId === dossier.step?.stepId && isSettled(b)),
  );

function toDeclare({ status, declaration }: Dossier, missing: readonly string[], procedure: Procedure | undefined) {
  if ((declaration?.draft?.missing.length ?? 0) > 0) return true;
  return status === 'draft' && missing.includes(procedure?.declaration?.component ?? '');
}

function papersOf(all: readonly Text[], detail: Detail): Papers {
  const names = all.filter(({ vi }, index) => all.findIndex((other) => other.vi === vi) === index);
  const list = (language: keyof Text, more: string) => {
    const [first = '', ...rest] = names.map((name) => name[language]);
    if (detail === 'all') return [first, ...rest].join(', ');
    return rest.length === 0 ? first : `${first} ${more}`;
  };
  const count: Text = { vi: `${names.length} loại giấy tờ`, en: `${names.length} papers` };
  const others = names.length - 1;
  const text =
    detail === 'all' || detail === 'first'
      ? { vi: list('vi', `và ${others} giấy tờ khác`), en: list('en', `and ${others} more`) }
      : count;
  return { names, text: names.length === 0 ? FORM : text };
}

/** What was asked for is no paper of the procedure: the content of the form itself. */
const FORM: Text = { vi: 'nội dung được yêu cầu', en: 'what was asked for' };
const HOLDER: Text = { vi: 'cơ quan giải quyết', en: 'the agency in charge' };
const RECEPTION: Text = { vi: 'Bộ phận Một cửa', en: 'the one-stop shop' };
const ASKED: Text = { vi: 'cơ quan được hỏi', en: 'the agency that was asked' };
const THIS_STEP: Text = { vi: 'hiện tại', en: 'it is at' };
const NEXT_STEP: Text = { vi: 'tiếp theo', en: 'that follows' };
