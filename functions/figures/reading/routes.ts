import * as z from 'zod/mini';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { agencyId } from '../../../shared/values.ts';
import { isWholeMonths, lengthOf, type Period } from '../counting/period.ts';
import { CSV, XLSX } from './files.ts';
import {
  atMost,
  definitionsSchema,
  groupedSchema,
  inOrder,
  MAX_DAYS,
  periodFields,
  publicFiguresSchema,
  qualityIndexSchema,
  wholeMonths,
} from './schemas.ts';

/** Leaders and administrators; their assignments decide which agencies they may query. */
const leaders = { kind: 'token', officer: ['approver', 'administrator'] } as const;

export const GROUPINGS = ['agency', 'field', 'procedure', 'channel', 'officer', 'day', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Maximum length of a period by day. */
const MAX_DAYS_BY_DAY = 92;

const scope = { ...periodFields, agencyId };

type Grouped = Period & { readonly groupBy?: Grouping | undefined };

/** Days are many, and a part of a month has no row of its own. */
const inPieces = [
  z.refine<Grouped>(({ groupBy, ...period }) => groupBy !== 'day' || lengthOf(period) <= MAX_DAYS_BY_DAY, {
    path: ['to'],
    params: { rule: `max-${MAX_DAYS_BY_DAY}-days-by-day` },
  }),
  z.refine<Grouped>(({ groupBy, ...period }) => groupBy !== 'month' || isWholeMonths(period), {
    path: ['to'],
    params: { rule: 'whole-months' },
  }),
];

export const routes = {
  readFigures: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/figures',
    access: leaders,
    audit: ['query.agencyId', 'query.groupBy'],
    summary: {
      vi: 'Số liệu tiếp nhận và giải quyết hồ sơ trong kỳ của cơ quan và các đơn vị trực thuộc',
      en: 'Figures of a period, of an agency and all below it',
    },
    query: z
      .strictObject({
        ...scope,
        groupBy: z.optional(z.enum(GROUPINGS)),
        /** The same figures of the period before, of the same length. */
        compare: z.optional(z.literal('period-before')),
      })
      .check(inOrder, atMost(MAX_DAYS), ...inPieces),
    success: {
      status: 200,
      description:
        'Counts of dossiers; by officer counts of their work instead, officers by the subject of their account. Days are those of Viet Nam, both ends included. "previous" when it is asked for.',
      body: z.object({
        ...scope,
        ...groupedSchema,
        previous: z.optional(z.object({ ...periodFields, ...groupedSchema })),
      }),
    },
  }),
  readFiguresTable: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/figures/table',
    access: leaders,
    audit: ['query.agencyId', 'query.groupBy'],
    summary: {
      vi: 'Số liệu trong kỳ dưới dạng bảng tính (CSV hoặc Excel)',
      en: 'Figures of a period as a table for spreadsheets',
    },
    query: z.strictObject({ ...scope, groupBy: z.enum(GROUPINGS) }).check(inOrder, atMost(MAX_DAYS), ...inPieces),
    success: {
      status: 200,
      description:
        'One line for each group with its name, and the total; headings in the language of the answer. An Excel workbook when "Accept" begins with its type, otherwise CSV.',
      files: [CSV, XLSX],
    },
  }),
  readFigureDefinitions: defineRoute({
    method: 'GET',
    cache: 'public-long',
    path: '/v1/figures/definitions',
    access: { kind: 'public', reason: 'How figures are counted is no secret.' },
    audit: { nothing: 'Texts of the system.' },
    summary: { vi: 'Cách tính từng số liệu', en: 'How each figure is counted' },
    success: {
      status: 200,
      description:
        'Every figure by its place in an answer, such as "finished.early". "dossiers": the part of a search that finds those counted here now, for one agency.',
      body: definitionsSchema,
    },
  }),
  readQualityIndex: defineRoute({
    method: 'GET',
    cache: 'private-revalidate',
    path: '/v1/quality-index',
    access: leaders,
    audit: ['query.agencyId'],
    summary: {
      vi: 'Chỉ số chất lượng phục vụ theo Quyết định 766/QĐ-TTg',
      en: 'Quality index by Decision 766 with its sub-scores',
    },
    query: z.strictObject(scope).check(inOrder, atMost(MAX_DAYS)),
    success: {
      status: 200,
      description:
        'Points with two decimals; components without data or with an empty denominator are "not-applicable".',
      body: qualityIndexSchema,
    },
  }),
  readPublicFigures: defineRoute({
    method: 'GET',
    cache: 'public-long',
    path: '/v1/public-figures',
    access: {
      kind: 'public',
      reason: 'How a province serves its people is published; counts of whole months, small ones withheld.',
    },
    audit: { nothing: 'The figures are published.' },
    summary: { vi: 'Số liệu công khai của tỉnh và các đơn vị', en: 'Public figures of the province and its agencies' },
    query: z.strictObject(periodFields).check(inOrder, atMost(MAX_DAYS), wholeMonths),
    success: {
      status: 200,
      description:
        'Whole months only. Counts of an agency from 1 to 4 are "withheld", and where that is one alone the next smallest of the column, from which it could be derived.',
      body: publicFiguresSchema,
    },
  }),
};
