import { applicantName, type Case, codeOf, type Issue, type Names } from './case.ts';
import type { Register, RegisterEntry } from './register.ts';

/** One line of the register. @param handedOver To which agency, and when; absent while the dossier is at reception. */
export function registerEntryOf(
  of: Case,
  handedOver?: { readonly at: string; readonly agencyId: string },
  note?: string,
): RegisterEntry {
  const { dossier, procedure, names } = of;
  return {
    dossierCode: codeOf(of),
    procedure: procedure.name.vi,
    sets: dossier.handedOver?.sets ?? 1,
    applicantName: applicantName(dossier),
    agency: names.agency(handedOver?.agencyId ?? dossier.receivingAgency),
    receivedAt: dossier.acceptedAt ?? dossier.submittedAt ?? dossier.createdAt,
    appointmentAt: dossier.appointmentAt,
    handedOverAt: handedOver?.at,
    // Papers that were given back are no result.
    returnedAt: dossier.returnReason === 'result' ? dossier.returnedAt : undefined,
    method: dossier.resultDelivery.method,
    note,
  };
}

export function registerOf(
  names: Names,
  agencyId: string,
  issue: Issue,
  period: { readonly from: string; readonly to: string; readonly registerCode: string },
  entries: readonly RegisterEntry[],
): Register {
  const { at, number, signatory } = issue;
  return {
    form: 'register',
    at,
    ...names.letterhead(agencyId),
    agency: names.agency(agencyId),
    number,
    ...period,
    entries,
    officer: signatory,
  };
}
