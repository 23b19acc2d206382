import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const name = z.string().check(z.minLength(2), z.maxLength(300));
const personId = z.string().check(z.regex(/^[a-z0-9-]{3,60}$/));
const email = z.email().check(z.regex(/[@.]example\.(com|org|net)$/));
const mobile = z.string().check(z.regex(/^0[35789]\d{8}$/));
/** 12 digits whose century digit fits one of the three centuries in use. */
const citizenNumber = z.string().check(z.regex(/^0\d{2}[0-5]\d{8}$/));
const agencyId = z.string().check(z.regex(/^[A-Y]\d{2}(\.[0-9A-Z]{1,10}){0,8}$/));

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];
const taxCode = z.string().check(
  z.regex(/^\d{10}$/),
  z.refine(
    (s) => 10 - (WEIGHTS.reduce((sum, w, i) => sum + w * Number(s[i]), 0) % 11) === Number(s[9]),
    'số kiểm tra sai',
  ),
);

const particulars = {
  personId,
  HoVaTen: name,
  SoDinhDanh: citizenNumber,
  SoDienThoai: mobile,
  ThuDienTu: email,
  DiaChi: name,
};
const citizenSchema = z.strictObject(particulars);
/** The person is the one who signs in for the organisation. */
const organisationSchema = z.strictObject({ ...particulars, TenDoanhNghiep: name, MaSoThue: taxCode });
const officerSchema = z.strictObject({
  personId,
  HoVaTen: name,
  ThuDienTu: email,
  motcua_title: z.optional(name),
  phone_number: z.optional(z.string().check(z.regex(/^0\d{9,10}$/))),
  motcua_roles: z
    .array(z.strictObject({ agencyId, role: z.enum(['reception', 'handler', 'approver', 'administrator']) }))
    .check(z.minLength(1)),
});
const clientSchema = z.strictObject({
  clientId: personId,
  clientSecret: z.string().check(z.minLength(8)),
  name,
  /** Scopes it may ask for, separated by spaces. */
  scope: z.string().check(z.refine((scope) => scope.split(' ').every((one) => SCOPES.includes(one)))),
  motcua_agency: agencyId,
});

/** Scopes the province's API knows. */
export const SCOPES = ['dossiers.read', 'dossiers.act', 'dossiers.report', 'webhooks.manage', 'national-portal.push'];

export const peopleSchema = z
  .strictObject({
    citizens: z.array(citizenSchema),
    organisations: z.array(organisationSchema),
    officers: z.array(officerSchema),
    clients: z.array(clientSchema),
  })
  .check(
    z.refine((p) => {
      const ids = [...p.citizens, ...p.organisations, ...p.officers].map((one) => one.personId);
      return new Set(ids).size === ids.length;
    }, 'personId trùng nhau'),
  );
export type People = z.infer<typeof peopleSchema>;
export type Client = z.infer<typeof clientSchema>;

export type Account = { readonly accountId: string; readonly claims: Readonly<Record<string, unknown>> };

/** The people of `people.json`. @throws when the file does not fit the schema. */
export function seededPeople(): People {
  return z.parse(peopleSchema, JSON.parse(readFileSync(new URL('./people.json', import.meta.url), 'utf8')));
}

/** Claims by account, as the national portal's single sign-on names them. `TechID` is stable and opaque. */
export function accountsOf({ citizens, organisations, officers }: People): Map<string, Account> {
  const accounts: Account[] = [
    ...citizens.map(({ personId: id, ...claims }) => ({
      accountId: id,
      claims: { ...claims, TechID: techId(id), LoaiTaiKhoan: '1', email_verified: true },
    })),
    ...organisations.map(({ personId: id, ...claims }) => ({
      accountId: id,
      claims: { ...claims, TechID: techId(id), LoaiTaiKhoan: '2', email_verified: true },
    })),
    ...officers.map(({ personId: id, ...claims }) => ({ accountId: id, claims })),
  ];
  return new Map(accounts.map((account) => [account.accountId, account]));
}

/** FNV-1a of the person's id: enough to be stable and distinct among a few dozen people. */
export function techId(id: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(id)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `TECH-${hash.toString(16).padStart(16, '0')}`;
}
