import type { Timeliness } from '../../../shared/calendar/deadline.ts';
import type { Official } from '../../../shared/dossier/actor.ts';
import { paperName } from '../../../shared/dossier/papers-back.ts';
import { currentAgency, type Dossier } from '../../../shared/dossier/state.ts';
import type { Answers } from '../../../shared/procedure/declaration/answers.ts';
import { feeLineNote, feeName as nameOfFee } from '../../../shared/procedure/fee-line-text.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import type { FormApplicant, FormFiler, FormHead, FormProcedure, Paper, ResultReturn } from './parts.ts';

/** A dossier with the additional data its forms need. All texts in Vietnamese. */
export type Case = {
  readonly dossier: Dossier;
  readonly procedure: Procedure;
  readonly names: Names;
  /** Answers of the declaration that the event files. */
  readonly answers?: Answers | undefined;
};

export type Names = {
  /** Of an agency that issues: the authority above it, `Ủy ban nhân dân tỉnh Quảng Trị`, and its place. */
  readonly letterhead: (agencyId: string) => Pick<FormHead, 'superior' | 'place' | 'lookUp'>;
  readonly agency: (agencyId: string) => string;
  readonly phone: (agencyId: string) => string | undefined;
  /** Who has the tasks of an agency when the form is issued: itself, or the successor of one that was closed. */
  readonly inForce: (agencyId: string) => string;
};

/** The event that triggers a form. */
export type Issue = {
  readonly at: string;
  readonly number?: string | undefined;
  /** The officer who acted: they sign, or on notices of the agency, for it. */
  readonly signatory?: Official | undefined;
};

/** The printed part of an appointment. */
export type PrintedAppointment = {
  readonly appointmentAt: string | undefined;
  readonly previousAt?: string | undefined;
  readonly confirmed: boolean;
};

/** One side of a hand-over: the agency by its identifier, the step and the officer by their names. */
type RecordedParty = {
  readonly agencyId: string;
  readonly step?: string | undefined;
  readonly officer?: string | undefined;
};

/** One hand-over of the control slip. */
export type RecordedHandOver = {
  readonly at: string;
  readonly from: RecordedParty;
  readonly to: RecordedParty;
  readonly timeliness?: Timeliness | undefined;
  readonly note?: string | undefined;
};

/** A form was requested before the dossier had its code. */
export class NoDossierCodeError extends Error {
  override readonly name = 'NoDossierCodeError';
}

export function codeOf({ dossier }: Case): string {
  if (dossier.dossierCode === undefined) throw new NoDossierCodeError(`Dossier ${dossier.dossierId} has no code yet.`);
  return dossier.dossierCode;
}

/** The one-stop shop that answers for the dossier when the form is issued. */
export const receptionOf = ({ dossier, names }: Case): string => names.inForce(dossier.receivingAgency);

/** The agency that holds the dossier and decides on it when the form is issued. */
export const holderOf = ({ dossier, names }: Case): string => names.inForce(currentAgency(dossier));

/** @param agencyId The agency that issues the form: by default the one that holds the dossier. */
export function head(of: Case, issue: Issue, agencyId: string = holderOf(of)): FormHead {
  const { names } = of;
  return {
    at: issue.at,
    ...names.letterhead(agencyId),
    agency: names.agency(agencyId),
    number: issue.number,
    dossierCode: codeOf(of),
  };
}

export function applicantName({ applicant }: Dossier): string {
  if (applicant.kind === 'citizen' || applicant.representative === undefined) return applicant.name;
  return `${applicant.name} (người đại diện: ${applicant.representative})`;
}

export function applicant(dossier: Dossier): FormApplicant {
  const { name, address, phone, email } = dossier.applicant;
  const representative = dossier.applicant.kind === 'organisation' ? dossier.applicant.representative : undefined;
  return { name: applicantName(dossier), signer: representative ?? name, address, phone, email };
}

const BASES = {
  parent: 'cha, mẹ',
  guardian: 'người giám hộ',
  officer: 'người của tổ chức',
  agent: 'người được ủy quyền',
};

/** Who filed for the owner, on which basis; undefined: the owner. */
export function filer({ filer: by }: Dossier): FormFiler | undefined {
  if (by === undefined) return undefined;
  const document = by.document === undefined ? '' : `, theo ${by.document}`;
  return { name: by.name, basis: `${BASES[by.basis]}${document}` };
}

export function procedureOf({ procedure }: Case): FormProcedure {
  return { code: procedure.procedureCode, name: procedure.name.vi };
}

/** Everything handed over so far; in records from before it was declared, the files of each component. */
export function papers({ dossier, procedure }: Case): readonly Paper[] {
  const { documents, handedOver } = dossier;
  if (handedOver !== undefined) {
    return handedOver.papers.map((paper) => {
      const { component: _, name: __, ...counts } = paper;
      return { name: paperName(paper, procedure), ...counts };
    });
  }
  return procedure.components.flatMap(({ component, name }): Paper[] => {
    const electronic = documents.filter((d) => d.kind === 'component' && d.component === component).length;
    return electronic > 0 ? [{ name: name.vi, electronic }] : [];
  });
}

export function resultReturn(of: Case): ResultReturn {
  const { resultDelivery } = of.dossier;
  if (resultDelivery.method === 'post') {
    const { receiverName, receiverPhone, receiverAddress } = resultDelivery;
    return { method: 'post', receiver: `${receiverName} (điện thoại: ${receiverPhone})`, place: receiverAddress };
  }
  if (resultDelivery.method === 'electronic') return { method: 'electronic' };
  return { method: 'counter', place: of.names.agency(receptionOf(of)) };
}

export const feeName = (procedure: Procedure, code: string): string => nameOfFee(procedure.fees, code, 'vi');

/** VND, with how it is counted and what is not charged, in words. */
export type PrintedFee = { readonly name: string; readonly amount: number; readonly note?: string | undefined };

/** The assessed fees, and the ground for charging none; in older records those requested. Undefined: not assessed yet. */
export function fees({ dossier, procedure }: Case): readonly PrintedFee[] | undefined {
  const { assessment } = dossier;
  if (assessment === undefined) {
    const asked = dossier.obligations.filter(({ closed }) => closed !== 'cancelled').flatMap((o) => o.fees);
    if (asked.length === 0) return procedure.fees.length === 0 ? [] : undefined;
    return asked.map(({ code, amount }) => ({ name: feeName(procedure, code), amount }));
  }
  const lines = assessment.lines.map((line) => ({
    name: feeName(procedure, line.code),
    amount: line.amount,
    note: feeLineNote(line, procedure.fees, 'vi'),
  }));
  const { ground } = assessment;
  return ground === undefined ? lines : [...lines, { name: `Không thu theo ${ground}`, amount: 0 }];
}
