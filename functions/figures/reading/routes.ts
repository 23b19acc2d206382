import * as z from 'zod/mini';
import { defineRoute } from '../../../shared/platform/http/route.ts';
import { agencyId } from '../../../shared/values.ts';
import {
  atMost,
  figuresSchema,
  inOrder,
  MAX_DAYS,
  officerFiguresSchema,
  periodFields,
  publicFiguresSchema,
  qualityIndexSchema,
  wholeMonths,
} from './schemas.ts';

/** Leaders and administrators; their assignments decide which agencies they may query. */
const leaders = { kind: 'token', officer: ['approver', 'administrator'] } as const;

export const GROUPINGS = ['agency', 'field', 'channel', 'officer', 'day'] as const;

/** Maximum length of a period by day. */
const MAX_DAYS_BY_DAY = 92;

const scope = { ...periodFields, agencyId };

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
    query: z.strictObject({ ...scope, groupBy: z.optional(z.enum(GROUPINGS)) }).check(
      inOrder,
      atMost(MAX_DAYS),
      z.refine(
        ({ from, to, groupBy }) =>
          groupBy !== 'day' || Date.parse(to) - Date.parse(from) < MAX_DAYS_BY_DAY * 86_400_000,
        { path: ['to'], params: { rule: `max-${MAX_DAYS_BY_DAY}-days-by-day` } },
      ),
    ),
    success: {
      status: 200,
      description:
        'Counts of dossiers; by officer counts of their work instead, officers by the subject of their account. Days are those of Viet Nam, both ends included.',
      body: z.object({
        ...scope,
        total: z.optional(figuresSchema),
        groups: z.array(
          z.object({
            key: z.string(),
            figures: z.optional(figuresSchema),
            agencyId: z.optional(z.string()),
            work: z.optional(officerFiguresSchema),
          }),
        ),
      }),
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
      description: 'Whole months only. Counts of an agency from 1 to 4 are given as "fewer-than-5".',
      body: publicFiguresSchema,
    },
  }),
};
