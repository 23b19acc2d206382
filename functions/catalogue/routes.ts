import * as z from 'zod/mini';
import { pageQuery } from '../../shared/platform/http/page.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { AGENCY_KINDS, LEVELS } from '../../shared/procedure/schema.ts';
import { agencyId, CHANNELS, communeCode, line, procedureCode, slug } from '../../shared/values.ts';
import { provinceView } from './province.ts';
import { agencySummary, agencyView } from './views/agency-view.ts';
import { procedureSummary, procedureView } from './views/procedure-view.ts';

const open = {
  access: {
    kind: 'public',
    reason: 'What one may apply for, where, at what cost and in what time is published by law.',
  },
  audit: { nothing: 'The catalogue is published.' },
  cache: 'public-long',
} as const;

/** What a person typed. */
const typed = z.optional(line(200));
const page = <T extends z.ZodMiniType>(items: T) => z.object({ items: z.array(items), next: z.optional(z.string()) });

export const routes = {
  listProcedures: defineRoute({
    ...open,
    method: 'GET',
    path: '/v1/procedures',
    summary: { vi: 'Tìm thủ tục hành chính', en: 'Search the procedures that the province offers' },
    query: z.strictObject({
      ...pageQuery,
      q: typed,
      field: z.optional(slug),
      level: z.optional(z.enum(LEVELS)),
      applicant: z.optional(z.enum(['citizen', 'organisation'])),
      channel: z.optional(z.enum(CHANNELS)),
    }),
    paged: true,
    success: {
      status: 200,
      description: 'One page: with `q` the best match first, otherwise by name. Marks in `q` may be left out.',
      body: page(procedureSummary),
    },
  }),
  readProcedure: defineRoute({
    ...open,
    method: 'GET',
    path: '/v1/procedures/{code}',
    summary: { vi: 'Xem một thủ tục hành chính', en: 'Read a procedure: papers, fees, time, steps, where to file' },
    params: z.strictObject({ code: procedureCode }),
    query: z.strictObject({
      /** Commune of the applicant or the matter, by code: its one-stop shops are named. */
      commune: z.optional(communeCode),
    }),
    success: { status: 200, description: 'The version in force.', body: procedureView },
    problems: ['not-found'],
  }),
  listAgencies: defineRoute({
    ...open,
    method: 'GET',
    path: '/v1/agencies',
    summary: { vi: 'Tìm cơ quan, Bộ phận Một cửa', en: 'Search the agencies of the province' },
    query: z.strictObject({
      ...pageQuery,
      q: typed,
      kind: z.optional(z.enum(AGENCY_KINDS)),
      level: z.optional(z.enum(LEVELS)),
      /** The agency and all below it. */
      within: z.optional(agencyId),
      /** Only those that serve the commune, or of which it is not known. */
      commune: z.optional(communeCode),
    }),
    paged: true,
    success: {
      status: 200,
      description: 'One page: with `q` the best match first, otherwise by name.',
      body: page(agencySummary),
    },
  }),
  readAgency: defineRoute({
    ...open,
    method: 'GET',
    path: '/v1/agencies/{agencyId}',
    summary: { vi: 'Xem một cơ quan', en: 'Read an agency: where it is, whom it serves, when it is open' },
    params: z.strictObject({ agencyId }),
    success: { status: 200, description: 'The agency; a closed one names its successor.', body: agencyView },
    problems: ['not-found'],
  }),
  readProvince: defineRoute({
    ...open,
    method: 'GET',
    path: '/v1/provinces/current',
    summary: { vi: 'Thông tin chung của tỉnh, thành phố', en: 'The province that this API belongs to' },
    success: { status: 200, description: 'Name, calendar, channels, partners and contacts.', body: provinceView },
  }),
};
