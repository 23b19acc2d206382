import type { Dossier, Obligation } from '../../../shared/dossier/state.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { ReceiptDetails } from '../providers/provider.ts';

/**
 * Data for the provider's receipt. The payer is the applicant of the dossier. Names missing from the catalogue are replaced by
 * their codes: a receipt must not fail for a missing name.
 */
export async function receiptDetails(
  dossier: Dossier,
  obligation: Obligation,
  catalogue: Pick<Catalogue, 'procedure' | 'agency'>,
): Promise<ReceiptDetails> {
  const [procedure, agency] = await Promise.all([
    catalogue.procedure(dossier.procedureCode, dossier.procedureVersion),
    catalogue.agency(dossier.receivingAgency),
  ]);
  const { applicant } = dossier;
  return {
    dossierCode: dossier.dossierCode ?? '',
    procedureCode: dossier.procedureCode,
    procedureName: procedure?.name.vi ?? dossier.procedureCode,
    agencyId: dossier.receivingAgency,
    agencyName: agency?.name.vi ?? dossier.receivingAgency,
    payer: {
      name: applicant.name,
      identifier: applicant.identity.number ?? '',
      address: applicant.address,
    },
    fees: obligation.fees.map(({ code, amount }) => {
      const known = procedure?.fees.find((fee) => fee.code === code);
      return { code, amount, name: known?.name.vi ?? code, kind: known?.kind ?? 'fee' };
    }),
  };
}
