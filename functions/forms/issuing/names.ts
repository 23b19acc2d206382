import * as z from 'zod/mini';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { andAbove } from '../../../shared/identifiers/agency-id.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import { line } from '../../../shared/values.ts';
import type { Names } from '../content/case.ts';

/** What the head of a form says where no commune does. */
export const letterheadSchema = z.strictObject({
  /** `Ủy ban nhân dân tỉnh Quảng Trị`. */
  committee: line(200),
  /** `Quảng Trị`. */
  place: line(60),
});
export type ProvinceLetterhead = z.infer<typeof letterheadSchema>;

/** `Ủy ban nhân dân phường Đông Hà` sits in `Đông Hà`. */
const COMMITTEE_OF_A_COMMUNE = /^Ủy ban nhân dân (?:phường|xã|đặc khu) /;

/**
 * The names that a dossier's forms print, from the province's catalogue. The desk of a commune writes under its
 * commune's committee and from there; every other one under the province's (Decree 30/2020, annex I).
 * @throws PermanentError `agency-unknown`: a form that was issued stays, so none goes out with a code for a name.
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
