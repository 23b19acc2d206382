import type { Dossier, Obligation } from '../../../shared/dossier/state.ts';
import { inForce } from '../../../shared/dossier/successions.ts';
import { nationalCodes } from '../../../shared/procedure/national.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { ReceiptDetails } from '../providers/provider.ts';

/**
 * Data for the provider's receipt. The payer is the applicant of the dossier. A name missing from the catalogue is replaced by
 * the procedure's, or by a national code; of a closed agency its successor is named. A receipt must not fail for a missing name, and our own codes mean nothing outside.
 */
export async function receiptDetails(
  dossier: Dossier,
  obligation: Obligation,
  catalogue: Pick<Catalogue, 'procedure' | 'newestProcedure' | 'agency' | 'successions'>,
  now: string,
): Promise<ReceiptDetails> {
  const agencyId = inForce(dossier.receivingAgency, await catalogue.successions(), now);
  const [procedure, newest, agency] = await Promise.all([
    catalogue.procedure(dossier.procedureCode, dossier.procedureVersion),
    catalogue.newestProcedure(dossier.procedureCode),
    catalogue.agency(agencyId),
  ]);
  const { applicant } = dossier;
  const procedureName = procedure?.name.vi ?? dossier.procedureCode;
  const codes = nationalCodes(procedure ?? dossier, newest);
  return {
    dossierCode: dossier.dossierCode ?? '',
    procedureCode: dossier.procedureCode,
    procedureName,
    serviceCode: codes.service,
    agencyId,
    agencyName: agency?.name.vi ?? agencyId,
    payer: {
      name: applicant.name,
      identifier: applicant.identity.number ?? '',
      address: applicant.address,
    },
    fees: obligation.fees.map(({ code, amount }) => {
      const known = procedure?.fees.find((fee) => fee.code === code);
      return { code: codes.fee(code), amount, name: known?.name.vi ?? procedureName, kind: known?.kind ?? 'fee' };
    }),
  };
}
