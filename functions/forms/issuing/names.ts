import * as z from 'zod/mini';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { andAbove } from '../../../shared/identifiers/agency-id.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import { line } from '../../../shared/values.ts';
import type { Names } from '../content/case.ts';

/** Default letterhead for agencies outside communes. */
export const letterheadSchema = z.strictObject({
  /** `Ủy ban nhân dân tỉnh Quảng Trị`. */
  committee: line(200),
  /** `Quảng Trị`. */
  place: line(60),
});
export type ProvinceLetterhead = z.infer<typeof letterheadSchema>;

/** `Ủy ban nhân dân phường Đông Hà` is located in `Đông Hà`. */
const COMMITTEE_OF_A_COMMUNE = /^Ủy ban nhân dân (?:phường|xã|đặc khu) /;

/**
 * Names printed on a dossier's forms, from the province's catalogue. The reception of a commune uses its commune's committee as
 * authority and place; every other one uses the province's (Decree 30/2020, annex I).
 * @throws PermanentError `agency-unknown`: an issued form is final, so none is issued with an id in place of a name
 */
export async function namesFor(
  dossier: Pick<Dossier, 'receivingAgency' | 'competentAgency' | 'agencies'>,
  read: (agencyId: string) => Promise<Agency | undefined>,
  { committee, place }: ProvinceLetterhead,
): Promise<Names> {
  const { receivingAgency, competentAgency, agencies } = dossier;
  const known = new Map<string, string>();
  for (const agencyId of new Set([...agencies, ...(competentAgency === undefined ? [] : [competentAgency])])) {
    const agency = await read(agencyId);
    if (agency === undefined) throw new PermanentError('agency-unknown');
    known.set(agencyId, agency.name.vi);
  }
  const [own, above] = await Promise.all(andAbove(receivingAgency).slice(0, 2).map(read));
  const commune = [own, above].find((agency) => COMMITTEE_OF_A_COMMUNE.test(agency?.name.vi ?? ''))?.name.vi;
  return {
    superior: above?.name.vi ?? committee,
    place: commune?.replace(COMMITTEE_OF_A_COMMUNE, '') ?? place,
    agency: (agencyId) => known.get(agencyId) ?? agencyId,
    phone: () => undefined,
  };
}
