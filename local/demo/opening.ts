import type { Draft } from '../../shared/dossier/commands.ts';
import type { Filer } from '../../shared/dossier/values.ts';
import type { PlanName } from './plans.ts';
import type { Person } from './stage.ts';

/** An owner who does not sign in: a child, a company, a foreigner. */
export type Owner = Pick<Draft, 'applicant'> & {
  readonly citizenFiles?: Pick<Filer, 'basis' | 'document'>;
};

export type Opening = {
  readonly plan: PlanName;
  readonly channel: 'online' | 'direct' | 'postal';
  readonly citizen: string;
  /** Who owns the dossier, where it is not the citizen; `citizenFiles`: the citizen files for that owner. */
  readonly owner?: Owner;
  /** An e-mail address other than the one the identity provider has verified. */
  readonly email?: string;
  readonly result?: 'counter' | 'electronic' | 'post';
};

/** The owner, who files, and what the officer at the counter read the second time. */
export function peopleOf({ owner, email, channel }: Opening, person: Person) {
  const { HoVaTen, SoDinhDanh, SoDienThoai, ThuDienTu, DiaChi } = person;
  const citizen = {
    name: HoVaTen,
    identity: { type: 'personal-id', number: SoDinhDanh },
    phone: SoDienThoai,
    email: email ?? ThuDienTu,
    address: DiaChi,
  };
  const { applicant = { kind: 'citizen', ...citizen }, citizenFiles } = owner ?? {};
  const read = ({ name, identity }: { name: string; identity: { number?: string | undefined } }) => ({
    name,
    ...(identity.number !== undefined && { number: identity.number }),
  });
  const filer = citizenFiles === undefined ? undefined : { ...citizen, ...citizenFiles };
  return {
    applicant,
    ...(filer !== undefined && { filer }),
    ...(channel !== 'online' && {
      secondReading: { applicant: read(applicant), ...(filer !== undefined && { filer: read(filer) }) },
    }),
  };
}
