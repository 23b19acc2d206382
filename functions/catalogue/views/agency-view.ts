import * as z from 'zod/mini';
import type { Calendar } from '../../../shared/calendar/schema.ts';
import { AGENCY_KINDS, type Agency, LEVELS } from '../../../shared/procedure/schema.ts';
import type { Language } from '../../../shared/text/text.ts';
import { KIND_NAMES, LEVEL_NAMES } from '../words/names.ts';
import { hoursInWords } from '../words/office-hours.ts';

const summary = {
  agencyId: z.string(),
  name: z.string(),
  kind: z.object({ code: z.enum(AGENCY_KINDS), name: z.string() }),
  level: z.object({ code: z.enum(LEVELS), name: z.string() }),
  address: z.optional(z.string()),
  phone: z.optional(z.string()),
  /** Communes it serves, by code; absent: the whole province, or not known. */
  communes: z.optional(z.array(z.string())),
  /** From that day the successor has its tasks. */
  closed: z.optional(
    z.object({ on: z.string(), successor: z.object({ agencyId: z.string(), name: z.optional(z.string()) }) }),
  ),
  /** Made from the list of communes; the province has not confirmed its name. */
  generated: z.boolean(),
};
export const agencySummary = z.object(summary);

const sessions = z.array(z.object({ from: z.string(), to: z.string() }));
const place = z.object({ agencyId: z.string(), name: z.string() });

export const agencyView = z.object({
  ...summary,
  /** The agency that it belongs to. */
  partOf: z.optional(place),
  /** Its one-stop shops. */
  receptions: z.array(place),
  /** Absent: there is no calendar. */
  hours: z.optional(
    z.object({
      mondayToFriday: sessions,
      saturday: z.array(z.object({ from: z.string(), to: z.string() })),
      /** In words, one sentence each. */
      text: z.array(z.string()),
    }),
  ),
  /** Days off, and weekend days that are worked instead, from this year on. */
  calendar: z.array(
    z.object({
      year: z.int(),
      /** False: not announced yet. */
      confirmed: z.boolean(),
      daysOff: z.array(z.string()),
      workdays: z.array(z.string()),
      halfDays: z.array(z.object({ date: z.string(), session: z.enum(['morning', 'afternoon']) })),
    }),
  ),
});
export type AgencyView = z.infer<typeof agencyView>;

type Agencies = ReadonlyMap<string, Agency>;

export function agencySummaryOf(agency: Agency, agencies: Agencies, language: Language) {
  const { agencyId, name, kind, level, address, phone, area, closed, generated } = agency;
  const successor = closed && agencies.get(closed.successor);
  return {
    agencyId,
    name: name[language],
    kind: { code: kind, name: KIND_NAMES[kind][language] },
    level: { code: level, name: LEVEL_NAMES[level][language] },
    ...(address !== undefined && { address }),
    ...(phone !== undefined && { phone }),
    ...(area && { communes: area }),
    ...(closed && {
      closed: {
        on: closed.on,
        successor: { agencyId: closed.successor, ...(successor && { name: successor.name[language] }) },
      },
    }),
    generated: generated === true,
  };
}

const placeOf = ({ agencyId, name }: Agency, language: Language) => ({ agencyId, name: name[language] });

const clocks = (pairs: readonly (readonly [string, string])[]) => pairs.map(([from, to]) => ({ from, to }));

function hoursOf(agencyId: string, { workingHours }: Calendar, language: Language): NonNullable<AgencyView['hours']> {
  const week = workingHours.agencies?.[agencyId] ?? workingHours.default;
  return {
    mondayToFriday: clocks(week.monToFri),
    saturday: clocks(week.saturday ?? []),
    text: [...hoursInWords(week, language)],
  };
}

const daysOf = ({ years }: Calendar, fromYear: number): AgencyView['calendar'] =>
  Object.entries(years)
    .filter(([year]) => Number(year) >= fromYear)
    .map(([year, { confirmed, daysOff, workdays, halfDays = [] }]) => ({
      year: Number(year),
      confirmed,
      daysOff,
      workdays,
      halfDays,
    }));

/** An agency with everything a visitor needs. @param fromYear the first year whose days off are told */
export function viewOfAgency(
  agency: Agency,
  agencies: Agencies,
  { calendar, fromYear }: { readonly calendar: Calendar | undefined; readonly fromYear: number },
  language: Language,
): AgencyView {
  const { agencyId } = agency;
  const above = agencies.get(agencyId.slice(0, agencyId.lastIndexOf('.')));
  const desks = [...agencies.values()].filter(
    (other) => other.kind === 'reception' && other.agencyId.slice(0, other.agencyId.lastIndexOf('.')) === agencyId,
  );
  return {
    ...agencySummaryOf(agency, agencies, language),
    ...(above && { partOf: placeOf(above, language) }),
    receptions: desks.map((desk) => placeOf(desk, language)),
    ...(calendar && { hours: hoursOf(agencyId, calendar, language) }),
    calendar: calendar === undefined ? [] : daysOf(calendar, fromYear),
  };
}
