import * as z from 'zod/mini';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { CHANNEL_NAMES } from '../../shared/procedure/channel-names.ts';
import type { Language } from '../../shared/text/text.ts';
import { CHANNELS, line } from '../../shared/values.ts';
import type { Published } from './published.ts';

/** Content of `ABOUT_PROVINCE`: what everybody may know of the province's configuration. */
export const aboutProvinceSchema = z.object({
  name: line(60),
  type: z.enum(['city', 'province']),
  agencyId: z.string(),
  portalOrigins: z.array(z.string()),
  paymentProviders: z.array(z.string()),
  carriers: z.array(z.string()),
  /** Channels by which applicants are notified. */
  noticeChannels: z.array(z.string()),
});
export type AboutProvince = z.infer<typeof aboutProvinceSchema>;

export const provinceView = z.object({
  code: z.string(),
  slug: z.string(),
  name: z.string(),
  type: z.enum(['city', 'province']),
  agencyId: z.string(),
  timeZone: z.string(),
  /** Absent: there is no calendar. */
  calendar: z.optional(
    z.object({
      version: z.int(),
      /** The current year; `confirmed` is false while its days off are not announced. */
      year: z.int(),
      confirmed: z.boolean(),
    }),
  ),
  portalOrigins: z.array(z.string()),
  /** Channels by which at least one procedure is filed. */
  channels: z.array(z.object({ code: z.enum(CHANNELS), name: z.string() })),
  paymentProviders: z.array(z.string()),
  carriers: z.array(z.string()),
  noticeChannels: z.array(z.string()),
  /** One-stop shops of the province's level. */
  contacts: z.array(
    z.object({
      agencyId: z.string(),
      name: z.string(),
      address: z.optional(z.string()),
      phone: z.optional(z.string()),
    }),
  ),
  catalogue: z.object({
    /** Changes with any content. */
    edition: z.string(),
    seededAt: z.string(),
    procedures: z.int(),
    agencies: z.int(),
    fields: z.array(z.object({ code: z.string(), name: z.string(), procedures: z.int() })),
  }),
});
export type ProvinceView = z.infer<typeof provinceView>;

type Who = AboutProvince & { readonly code: string; readonly slug: string };

/** @param year the current one in Viet Nam */
export function viewOfProvince(
  about: Who,
  { edition, procedures, agencies, calendar }: Published & { readonly calendar: Calendar | undefined },
  year: number,
  language: Language,
): ProvinceView {
  const offered = new Set([...procedures.values()].flatMap(({ channels }) => channels));
  return {
    ...about,
    timeZone: 'Asia/Ho_Chi_Minh',
    ...(calendar && {
      calendar: { version: calendar.version, year, confirmed: calendar.years[year]?.confirmed ?? false },
    }),
    channels: CHANNELS.filter((one) => offered.has(one)).map((code) => ({ code, name: CHANNEL_NAMES[code][language] })),
    contacts: [...agencies.values()]
      .filter(({ kind, level, closed }) => kind === 'reception' && level === 'province' && closed === undefined)
      .map((agency) => contactOf(agency, language)),
    catalogue: {
      edition: edition.id,
      seededAt: edition.seededAt,
      procedures: procedures.size,
      agencies: agencies.size,
      fields: fieldsOf(procedures, language),
    },
  };
}

export const contactOf = (
  { agencyId, name, address, phone }: Published['agencies'] extends ReadonlyMap<string, infer A> ? A : never,
  language: Language,
) => ({
  agencyId,
  name: name[language],
  ...(address !== undefined && { address }),
  ...(phone !== undefined && { phone }),
});

function fieldsOf(procedures: Published['procedures'], language: Language): ProvinceView['catalogue']['fields'] {
  const byField = Map.groupBy(procedures.values(), ({ field }) => field.code);
  return [...byField]
    .map(([code, [first, ...others]]) => ({
      code,
      name: first?.field.name[language] ?? code,
      procedures: 1 + others.length,
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'vi'));
}
