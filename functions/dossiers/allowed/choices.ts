import { type ClosingGround, closingGround } from '../../../shared/dossier/closing-grounds.ts';
import { openCorrection } from '../../../shared/dossier/correction-request.ts';
import { branchesToOpen, isFor } from '../../../shared/dossier/decide-branches.ts';
import { groundsNow } from '../../../shared/dossier/decide-closing.ts';
import { correctableNow } from '../../../shared/dossier/decide-correction.ts';
import { longestReappointment } from '../../../shared/dossier/decide-deadlines.ts';
import { componentsMissing, removable } from '../../../shared/dossier/decide-documents.ts';
import { isResultMissing, stepsBehind } from '../../../shared/dossier/decide-steps.ts';
import { maySucceed } from '../../../shared/dossier/decide-transfer.ts';
import type { Context } from '../../../shared/dossier/decision.ts';
import { dueFees } from '../../../shared/dossier/fees.ts';
import { isClosed, type Now, refuseTransferTo } from '../../../shared/dossier/jurisdiction.ts';
import { mayUpload } from '../../../shared/dossier/may-upload.ts';
import { PARTIES, type Party } from '../../../shared/dossier/parties.ts';
import type { RefundCase } from '../../../shared/dossier/refund-case.ts';
import { isHeadOfHolder, worksOn } from '../../../shared/dossier/rights.ts';
import {
  agenciesAtWork,
  currentAgency,
  type Dossier,
  openBranches,
  openObligation,
} from '../../../shared/dossier/state.ts';
import { STATUSES, statusesWith, statusIs } from '../../../shared/dossier/status.ts';
import { BRANCH_RESULTS, type DossierDocument } from '../../../shared/dossier/values.ts';
import type { DirectoryEntry } from '../../../shared/procedure/directory.ts';
import type { CatalogueFee } from '../../../shared/procedure/fee.ts';
import type { Procedure, Step } from '../../../shared/procedure/schema.ts';
import { isLastStep, nextSteps } from '../../../shared/procedure/steps.ts';
import type { KnownOfficer } from '../../../shared/record/officers.ts';
import type { Language, Text } from '../../../shared/text/text.ts';

/** The dossier with everything that choices are read off. */
export type At = {
  readonly dossier: Dossier;
  readonly procedure: Procedure;
  readonly given: Now & Pick<Context, 'actor'>;
  /** All agencies of the province. */
  readonly agencies: readonly DirectoryEntry[];
  /** Officers who were seen at the agency of the step, for those who assign its work. */
  readonly officers?: readonly KnownOfficer[];
  readonly language: Language;
};

type Named<K extends string> = { readonly [key in K]: string } & { readonly name: string };
export type AgencyChoice = Named<'agencyId'>;

/** What a person has to choose from; absent: nothing, or what they type. Names are in the reader's language. */
export type Choices = {
  /** Each with the agencies that handle it; `outcomes` of the step that is left where they decide the way. */
  readonly steps?: readonly (Named<'stepId'> & {
    readonly agencies: readonly AgencyChoice[];
    readonly outcomes?: readonly Named<'outcome'>[];
  })[];
  /** To open, each with the agencies it is for; to finish or to take back, each with the agency that has it. */
  readonly branches?: readonly (Named<'branchId'> & { readonly agencies: readonly AgencyChoice[] })[];
  readonly agencies?: readonly AgencyChoice[];
  /** Any agency of the province but this one. */
  readonly anyAgencyBut?: string;
  /** Of the agency of the step with a role that the step is for, by given name, and who had the dossier before. */
  readonly officers?: readonly Pick<KnownOfficer, 'officer' | 'name' | 'title'>[];
  readonly fees?: readonly FeeChoice[];
  readonly obligation?: { readonly obligationId: string; readonly amount: number };
  /** Paid at the counter, with the number that was typed. */
  readonly receipts?: readonly { readonly obligationId: string; readonly receiptNumber: string }[];
  readonly grounds?: readonly GroundChoice[];
  readonly statuses?: readonly Named<'status'>[];
  readonly outcomes?: readonly ('granted' | 'denied')[];
  readonly results?: readonly (typeof BRANCH_RESULTS)[number][];
  readonly components?: readonly (Named<'component'> & { readonly missing: boolean })[];
  readonly kinds?: readonly DossierDocument['kind'][];
  readonly documents?: readonly { readonly documentId: string; readonly fileName: string }[];
  readonly persons?: readonly Party[];
  readonly refunds?: readonly { readonly refundId: string; readonly amount: number }[];
  /** Id of the open request for a correction. */
  readonly requestId?: string;
  /** Most working hours; 8 make a working day. */
  readonly mostHours?: number;
  /** Fields that are optional otherwise. */
  readonly required?: readonly string[];
};

/** A fee of the procedure with the conditions under which it is due. VND. */
type FeeChoice = Named<'code'> &
  Pick<CatalogueFee, 'kind' | 'amount' | 'assessed' | 'group' | 'optional' | 'copies'> & {
    /** Due only for filing late; filing in time is free on this ground. */
    readonly inTime?: string;
    /** Counted, up to a number. */
    readonly unit?: { readonly name: string; readonly most: number };
    readonly exemptions?: readonly (Named<'exemption'> & { readonly ground: string; readonly percent?: number })[];
  };

type GroundChoice = { readonly ground: ClosingGround; readonly name: string } & {
  /** It takes a legal ground of its own. */
  readonly legalGround: boolean;
  readonly otherDossier: boolean;
};

const inLanguage =
  ({ language }: At) =>
  (text: Text) =>
    text[language];

const agenciesFor = (at: At, fits: (agency: DirectoryEntry) => boolean): readonly AgencyChoice[] =>
  at.agencies
    .filter((agency) => !isClosed(agency, at.given.now) && fits(agency))
    .map(({ agencyId, name }) => ({ agencyId, name: name[at.language] }));

const agencyOf = (at: At, agencyId: string): AgencyChoice => ({
  agencyId,
  name: at.agencies.find((agency) => agency.agencyId === agencyId)?.name[at.language] ?? agencyId,
});

export function nextStepsOf(at: At): Choices {
  const { dossier, procedure } = at;
  const from = procedure.steps.find(({ stepId }) => stepId === dossier.step?.stepId);
  const ways = from?.next ?? [];
  return {
    steps: nextSteps(procedure, from?.stepId).map((step) => ({
      ...stepOf(at, step),
      agencies: agenciesFor(at, ({ kind }) => kind === step.agencyKind),
      ...(ways.length > 1 && {
        outcomes: ways
          .filter(({ to }) => to === step.stepId)
          .map(({ outcome, name }) => ({ outcome, name: inLanguage(at)(name) })),
      }),
    })),
  };
}

const stepOf = (at: At, { stepId, name }: Step) => ({ stepId, name: inLanguage(at)(name) });

export function stepsBefore(at: At): Choices {
  const { dossier, procedure } = at;
  return {
    steps: stepsBehind(dossier, procedure).flatMap(({ stepId, agencyId }) => {
      const step = procedure.steps.find((one) => one.stepId === stepId);
      return step === undefined ? [] : [{ ...stepOf(at, step), agencies: [agencyOf(at, agencyId)] }];
    }),
  };
}

export function branchesFor(at: At): Choices {
  const { dossier, procedure, agencies } = at;
  const holder = agencies.find(({ agencyId }) => agencyId === currentAgency(dossier));
  return {
    branches: branchesToOpen(dossier, procedure).map((branch) => ({
      branchId: branch.branchId,
      name: inLanguage(at)(branch.name),
      agencies: agenciesFor(at, (agency) => isFor(branch, agency, holder)),
    })),
  };
}

/** @param mine those that the caller works on */
export function branchesOpen(at: At, mine: boolean): NonNullable<Choices['branches']> {
  const { dossier, procedure, given } = at;
  return openBranches(dossier)
    .filter((branch) => !mine || worksOn(branch, given.actor, procedure))
    .map(({ branchId, stepId, agencyId }) => {
      const step = procedure.steps.find((one) => one.stepId === stepId);
      const name = step?.branches?.find((one) => one.branchId === branchId)?.name ?? OPINION;
      return { branchId, name: inLanguage(at)(name), agencies: [agencyOf(at, agencyId)] };
    });
}

const OPINION: Text = { vi: 'Ý kiến phối hợp', en: 'Opinion' };

export const myBranches = (at: At): Choices => ({ branches: branchesOpen(at, true), results: BRANCH_RESULTS });

export const receptionsFor = (at: At): readonly AgencyChoice[] => {
  const { dossier, procedure, given } = at;
  const matter = { procedure, place: dossier.place, now: given.now, successions: given.successions };
  return agenciesFor(
    at,
    (agency) => agency.agencyId !== dossier.receivingAgency && refuseTransferTo(agency, matter) === undefined,
  );
};

/** Closed agencies of the dossier whose successor the caller may have take their place. */
export const agenciesToSucceed = ({ dossier, given, agencies, language }: At): readonly AgencyChoice[] =>
  agencies
    .filter((agency) => agenciesAtWork(dossier).includes(agency.agencyId))
    .filter((agency) => isClosed(agency, given.now) && maySucceed(given.actor, agency, given))
    .map(({ agencyId, name }) => ({ agencyId, name: name[language] }));

export const feesOf = (at: At): Choices => ({
  fees: at.procedure.fees.map(({ code, name, kind, amount, late, unit, exemptions, ...rest }) => {
    const { assessed, group, optional, copies } = rest;
    const textOf = inLanguage(at);
    return {
      ...{ code, name: textOf(name), kind, amount },
      ...(assessed !== undefined && { assessed }),
      ...(group !== undefined && { group }),
      ...(optional !== undefined && { optional }),
      ...(copies !== undefined && { copies }),
      ...(late && { inTime: late.inTime }),
      ...(unit && { unit: { name: textOf(unit.name), most: unit.most } }),
      ...(exemptions && {
        exemptions: exemptions.map(({ exemption, name: of, ground, percent }) => ({
          ...{ exemption, name: textOf(of), ground },
          ...(percent !== undefined && { percent }),
        })),
      }),
    };
  }),
});

/** What is assessed is asked for; where nothing of it is due, only another assessment makes something so. */
export function paymentOf(at: At): Choices {
  const { dossier } = at;
  const due = dossier.assessment === undefined ? [] : dueFees(dossier, dossier.assessment);
  return { ...feesOf(at), ...(due.length === 0 && { required: ['assessment'] }) };
}

export function obligationOf({ dossier }: At): Choices {
  const open = openObligation(dossier);
  return open === undefined ? {} : { obligation: { obligationId: open.obligationId, amount: open.amount } };
}

export const groundsOf = (at: At): Choices => ({
  grounds: groundsNow(at.dossier, at.given.now).map((ground) => {
    const { name, basis, otherDossier } = closingGround(ground);
    return { ground, name: inLanguage(at)(name), legalGround: basis === 'stated', otherDossier };
  }),
});

export const statusesOf = (at: At, of: 'corrected' | 'reported'): Choices => ({
  statuses: (of === 'corrected' ? correctableNow(at.dossier, at.procedure) : statusesWith('reportable')).map(
    (status) => ({
      status,
      name: inLanguage(at)(STATUSES[status].name),
    }),
  ),
});

export const outcomesOf = ({ dossier, procedure }: At): Choices => ({
  outcomes:
    dossier.step === undefined || !isLastStep(procedure, dossier.step.stepId)
      ? []
      : isResultMissing(dossier)
        ? ['denied']
        : ['granted', 'denied'],
});

/** The components of the procedure; `missing`: no file is there, and one is needed. */
export function componentsOf(at: At): Choices {
  const missing = componentsMissing(at.dossier, at.procedure);
  return {
    components: at.procedure.components.map(({ component, name }) => ({
      ...{ component, name: inLanguage(at)(name), missing: missing.includes(component) },
    })),
  };
}

/** Another request needs its reason, and the approval of the head where someone else makes it. */
export function requestOf(at: At): Choices {
  const further = at.dossier.supplementRequests.length > 0;
  const head = isHeadOfHolder(at.dossier, at.given);
  return { ...componentsOf(at), ...(further && { required: head ? ['reason'] : ['reason', 'approval'] }) };
}

/** Kinds of file that the caller may add now. */
export function kindsOf({ dossier, given: { actor } }: At): readonly DossierDocument['kind'][] {
  const takesComponents =
    statusIs(dossier.status, 'takesPapers') || (actor.kind !== 'citizen' && statusIs(dossier.status, 'takesScans'));
  return [
    ...(takesComponents && mayUpload(dossier, 'component', actor) ? (['component'] as const) : []),
    ...(statusIs(dossier.status, 'takesResults') && mayUpload(dossier, 'result', actor) ? (['result'] as const) : []),
  ];
}

export const documentsOf = ({ dossier, given }: At): Choices => ({
  documents: removable(dossier, { ...given, newId: '' }).map(({ documentId, fileName }) => ({ documentId, fileName })),
});

export const personsOf = ({ dossier }: At): readonly Party[] =>
  PARTIES.filter((party) => dossier.unconfirmed?.includes(party) === true);

export const correctionOf = ({ dossier }: At): Choices => {
  const open = openCorrection(dossier);
  return open === undefined ? {} : { requestId: open.requestId, required: ['requestId'] };
};

export const hoursOf = ({ procedure }: At): Choices => ({ mostHours: longestReappointment(procedure) });

export const refundsOf =
  (found: (dossier: Dossier) => readonly RefundCase[]) =>
  ({ dossier }: At): Choices => ({ refunds: found(dossier).map(({ refundId, amount }) => ({ refundId, amount })) });
