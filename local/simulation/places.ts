import type { Agency, AgencyKind, Level } from '../../shared/procedure/schema.ts';
import { BadOption } from './fault.ts';

/** A commune with its one-stop shop and the offices that serve it. */
export type Place = {
  readonly reception: Agency;
  readonly commune: Agency;
  /** Offices of other authorities at commune level, by kind. */
  readonly offices: ReadonlyMap<AgencyKind, Agency>;
};

/** Departments by responsibility: the field's code, and a word of the department's name. */
const DEPARTMENT_OF_FIELD: Readonly<Record<string, string>> = {
  enterprise: 'Tài chính',
  'civil-status': 'Tư pháp',
  merits: 'Nội vụ',
  construction: 'Xây dựng',
  land: 'Nông nghiệp',
  'food-quality': 'Nông nghiệp',
};

export class Places {
  readonly all: readonly Place[];
  /** The province's own one-stop shop. */
  readonly centre: Agency;
  /** Agencies by kind and level. */
  readonly #agencies: ReadonlyMap<string, readonly Agency[]>;

  /** @throws {BadOption} when the province's file names no one-stop shop at one of the two levels. */
  constructor(agencies: readonly Agency[], province: string, others: () => readonly string[]) {
    // A closed agency gets no applications.
    const open = agencies.filter(({ closed }) => closed === undefined);
    this.#agencies = Map.groupBy(open, ({ kind, level }) => `${kind} ${level}`);
    const centre = this.of('reception', 'province')[0];
    this.all = this.of('commune', 'commune').flatMap((commune, index) => this.#placeOf(commune, index));
    if (centre === undefined || this.all.length === 0) {
      throw new BadOption(
        `--province ${province} has no one-stop shops in its file yet: choose one of ${others().join(', ')}.`,
      );
    }
    this.centre = centre;
  }

  of(kind: AgencyKind, level: Level): readonly Agency[] {
    return this.#agencies.get(`${kind} ${level}`) ?? [];
  }

  department(field: string): Agency | undefined {
    const departments = this.of('department', 'province');
    const word = DEPARTMENT_OF_FIELD[field];
    return departments.find((d) => word !== undefined && d.name.vi.includes(word)) ?? departments[0];
  }

  /** The agency of a kind that serves a place; for a department also the field decides. */
  agencyFor(kind: AgencyKind, level: Level, place: Place, field: string): Agency | undefined {
    if (kind === 'department') return this.department(field);
    if (level === 'province') return this.of(kind, 'province')[0];
    if (kind === 'commune') return place.commune;
    return kind === 'reception' ? place.reception : place.offices.get(kind);
  }

  #placeOf(commune: Agency, index: number): Place[] {
    const reception = this.of('reception', 'commune').find((r) => r.agencyId.startsWith(`${commune.agencyId}.`));
    if (reception === undefined) return [];
    const number = commune.agencyId.slice(commune.agencyId.lastIndexOf('.'));
    const offices = new Map<AgencyKind, Agency>();
    for (const kind of ['police', 'tax', 'social-insurance', 'land-office', 'branch'] as const) {
      const there = this.of(kind, 'commune');
      // The police have an office in each commune, with its number; an office of another authority serves several communes.
      const office = there.find((a) => a.agencyId.endsWith(number)) ?? there[index % Math.max(1, there.length)];
      if (office !== undefined) offices.set(kind, office);
    }
    return [{ reception, commune, offices }];
  }
}
