import type { Agency, AgencyKind, Procedure } from '../../../shared/procedure/schema.ts';
import { type SearchIndex, searchIndex } from './index.ts';

export const indexOfProcedures = (procedures: readonly Procedure[]): SearchIndex =>
  searchIndex(
    procedures.map(({ procedureCode, name, field, keywords = [] }) => ({
      id: procedureCode,
      code: procedureCode,
      name: name.vi,
      keywords,
      other: [field.name.vi, name.en, field.name.en],
    })),
  );

export const indexOfAgencies = (agencies: readonly Agency[]): SearchIndex =>
  searchIndex(
    agencies.map(({ agencyId, name, kind }) => ({
      id: agencyId,
      code: agencyId,
      name: name.vi,
      keywords: CALLED[kind] ?? [],
      other: [name.en],
      preferred: PREFERRED[kind] ?? 0,
    })),
  );

/** What people call a kind of agency, where its name does not say so. */
const CALLED: Partial<Record<AgencyKind, readonly string[]>> = {
  reception: ['Bộ phận Một cửa', 'Trung tâm hành chính công'],
  commune: ['UBND'],
};
/** Of all agencies of a place people look for the one-stop shop, then for the committee. */
const PREFERRED: Partial<Record<AgencyKind, number>> = { reception: 0.5, commune: 0.25 };
