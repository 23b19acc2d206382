import * as z from 'zod/mini';
import { currentAgency, type Dossier } from '../../../shared/dossier/state.ts';
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
  /** Address of the portal's look-up, `https://…/tra-cuu`. Absent: the province has no portal yet. */
  lookUp: z.optional(z.url()),
});
export type ProvinceLetterhead = z.infer<typeof letterheadSchema>;

/** `Ủy ban nhân dân phường Đông Hà` is located in `Đông Hà`. */
const COMMITTEE_OF_A_COMMUNE = /^Ủy ban nhân dân (?:phường|xã|đặc khu) /;

type Read = (agencyId: string) => Promise<Agency | undefined>;

/**
 * Letterhead of an agency (Decree 30/2020, annex I). The reception of a commune has its commune's committee as authority and
 * place; every other agency the province's.
 */
async function letterheadOf(agencyId: string, read: Read, { committee, place, lookUp }: ProvinceLetterhead) {
  const [own, above] = await Promise.all(andAbove(agencyId).slice(0, 2).map(read));
  const commune = [own, above].find((agency) => COMMITTEE_OF_A_COMMUNE.test(agency?.name.vi ?? ''))?.name.vi;
  return {
    superior: above?.name.vi ?? committee,
    place: commune?.replace(COMMITTEE_OF_A_COMMUNE, '') ?? place,
    lookUp,
  };
}

/**
 * Names printed on a dossier's forms, from the province's catalogue, with letterheads of the agencies that issue them.
 * @param inForce who has the tasks of an agency on the day of the form
 * @throws PermanentError `agency-unknown`: an issued form is final, so none is issued with an id in place of a name
 */
export async function namesFor(
  dossier: Pick<Dossier, 'receivingAgency' | 'competentAgency' | 'agencies' | 'step'>,
  read: Read,
  province: ProvinceLetterhead,
  inForce: Names['inForce'],
): Promise<Names> {
  const { receivingAgency, competentAgency } = dossier;
  const present = [receivingAgency, currentAgency(dossier)].map(inForce);
  const agencies = [...dossier.agencies, ...dossier.agencies.map(inForce), ...present];
  const known = new Map<string, Agency>();
  for (const agencyId of new Set([...agencies, ...(competentAgency === undefined ? [] : [competentAgency])])) {
    const agency = await read(agencyId);
    if (agency === undefined) throw new PermanentError('agency-unknown');
    known.set(agencyId, agency);
  }
  const letterheads = new Map<string, Awaited<ReturnType<typeof letterheadOf>>>();
  // Any of its agencies: a paper that is issued once more has the letterhead of the agency that issued it.
  for (const agencyId of new Set(agencies)) {
    letterheads.set(agencyId, await letterheadOf(agencyId, read, province));
  }
  return {
    letterhead: (agencyId) => letterheads.get(agencyId) ?? { ...province, superior: province.committee },
    agency: (agencyId) => known.get(agencyId)?.name.vi ?? agencyId,
    phone: (agencyId) => known.get(agencyId)?.phone,
    inForce,
  };
}
