import { loadProvince, provinceSlugs } from '../../infra/province/load.ts';
import { loadCalendars } from '../../operate/calendars/load.ts';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { workingTime } from '../../shared/calendar/working-time.ts';
import type { DossierCodePattern } from '../../shared/identifiers/dossier-code.ts';
import type { ProvinceCode } from '../../shared/identifiers/provinces.ts';
import { provinceCatalogue } from '../../shared/procedure/load-catalogue.ts';
import type { Agency, Procedure } from '../../shared/procedure/schema.ts';
import { CHANNELS, type Channel } from '../../shared/values.ts';
import { type Period, periodOf } from './arrivals.ts';
import { demandOf } from './behaviour-rates.ts';
import { sums } from './chance.ts';
import { BadOption } from './fault.ts';
import type { Options } from './options.ts';
import { Places } from './places.ts';
import { type Office, officeOf } from './staff.ts';
import { dossiersPerWorkingDay } from './volume.ts';

/** The procedures a channel offers, with their frequencies as cumulative weights. */
export type Offer = { readonly procedures: readonly Procedure[]; readonly weights: readonly number[] };

/** Everything the dossiers of one run share; immutable, and the same in every worker. */
export type World = {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly period: Period;
  readonly dossiers: number;
  readonly provinceId: string;
  readonly provinceCode: ProvinceCode;
  readonly provinceName: string;
  readonly codePattern: DossierCodePattern;
  /** Prefixes of dossier codes, by agency and day (cache). */
  readonly codes: Map<string, string>;
  readonly places: Places;
  readonly placeWeights: readonly number[];
  readonly procedures: readonly Procedure[];
  readonly agencies: readonly Agency[];
  readonly offers: Readonly<Record<Channel, Offer>>;
  office(agency: Agency): Office;
  agency(agencyId: string): Agency;
};

export type WorldOptions = Pick<Options, 'province' | 'days' | 'from' | 'seed' | 'dossiers'>;

/** @throws {BadOption} when province or calendar do not cover the period; Error naming file and field when data is wrong. */
export function buildWorld(options: WorldOptions): World {
  const province = loadProvince(options.province);
  const others = () => provinceSlugs().filter((slug) => ownAgencies(loadProvince(slug)).length > 0);
  const places = new Places(ownAgencies(province), options.province, others);
  const calendar = newestCalendar();
  const procedures = provinceCatalogue(options.province);
  const offices = new Map(province.agencies.map((a) => [a.agencyId, officeOf(a, calendar, options.seed)]));
  const officeById = (agencyId: string): Office => {
    const found = offices.get(agencyId);
    if (found === undefined) throw new Error(`no office of ${agencyId}`);
    return found;
  };
  const office = (agency: Agency) => officeById(agency.agencyId);
  const wt = workingTime(calendar);
  const offerOf = (channel: Channel): Offer => {
    const offered = procedures.filter((p) => p.channels.includes(channel));
    return { procedures: offered, weights: sums(offered.map((p) => demandOf(p, channel))) };
  };
  return {
    seed: options.seed,
    calendar,
    period: periodOf(wt, options.from, options.days),
    dossiers: options.dossiers ?? Math.round(dossiersPerWorkingDay(province.code) * options.days),
    provinceId: province.agencyId,
    provinceCode: province.code,
    provinceName: province.name,
    codePattern: province.dossierCode,
    codes: new Map(),
    places,
    placeWeights: sums(places.all.map(({ reception }) => office(reception).visited)),
    procedures,
    agencies: province.agencies,
    offers: Object.fromEntries(CHANNELS.map((channel) => [channel, offerOf(channel)])) as Record<Channel, Offer>,
    office,
    agency: (agencyId) => officeById(agencyId).agency,
  };
}

function newestCalendar(): Calendar {
  const calendars = loadCalendars();
  if (!calendars.ok) throw new Error(calendars.error.map((fault) => JSON.stringify(fault)).join('\n'));
  const newest = calendars.value.at(-1);
  if (newest === undefined) throw new BadOption('There is no working calendar: add one to operate/calendars.');
  return newest;
}

/** Agencies that the province named itself. Those generated from its communes are without departments and other authorities. */
const ownAgencies = ({ agencies }: Pick<World, 'agencies'>) => agencies.filter(({ generated }) => generated !== true);
