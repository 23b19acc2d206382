import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { seededPeople, techId } from '../identity/people.ts';

/** Only the fields that the services use are checked; the rest of a procedure is returned as it was given. */
export const procedureEntrySchema = z.looseObject({
  MATTHC: z.string(),
  TENTTHC: z.string(),
  TRANGTHAI: z.string(),
  LINHVUCTHUCHIEN: z.array(z.strictObject({ MALINHVUC: z.string(), TENLINHVUC: z.string() })).check(z.minLength(1)),
});

const fileSchema = z.strictObject({
  agencies: z.array(z.strictObject({ MADONVI: z.string(), TENDONVI: z.string() })),
  procedures: z.array(procedureEntrySchema),
});

export type PortalAccount = {
  readonly personId: string;
  readonly TechID: string;
  readonly SoDinhDanh: string;
  readonly MaSoThue?: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
};

export type Catalogue = z.infer<typeof fileSchema> & { readonly accounts: readonly PortalAccount[] };

/** National catalogues and the applicants' accounts: the same people that the identity simulator signs in. */
export function loadCatalogue(): Catalogue {
  const file = z.parse(fileSchema, JSON.parse(readFileSync(new URL('./catalogue.json', import.meta.url), 'utf8')));
  const { citizens, organisations } = seededPeople();
  const common = (one: (typeof citizens)[number]) => ({
    personId: one.personId,
    TechID: techId(one.personId),
    SoDinhDanh: one.SoDinhDanh,
    phone: one.SoDienThoai,
    email: one.ThuDienTu,
    address: one.DiaChi,
  });
  const accounts: PortalAccount[] = [
    ...citizens.map((one) => ({ ...common(one), name: one.HoVaTen })),
    ...organisations.map((one) => ({ ...common(one), name: one.TenDoanhNghiep, MaSoThue: one.MaSoThue })),
  ];
  return { ...file, accounts };
}
