import * as z from 'zod/mini';
import { kiosksSchema } from '../../functions/dossiers/lookup/kiosks.ts';
import { sessionLimitsSchema } from '../../functions/sessions/limits.ts';
import { dossierCodePatternSchema } from '../../shared/identifiers/dossier-code.ts';
import { quotasSchema } from '../../shared/platform/config/quotas.ts';
import { agencySchema } from '../../shared/procedure/schema.ts';
import { agencyId, line, provinceCode, slug } from '../../shared/values.ts';
import { firewallSchema } from './firewall.ts';
import { partnersSchema } from './partners.ts';

/** Capacity class of a province by its number of dossiers a day; `sizes.ts` has the figures of each class. */
export const SIZE_CLASSES = ['small', 'medium', 'large'] as const;

/** A DNS name: lower case, at least two labels, no scheme and no path. */
const hostName = z
  .string()
  .check(z.regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/));

const certificateArn = z
  .string()
  .check(
    z.regex(/^arn:aws[a-z-]*:acm:[a-z]{2}(-[a-z]+)+-\d:\d{12}:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  );

/** CloudFront takes certificates of this region alone. */
const CERTIFICATES_OF_CLOUDFRONT = 'us-east-1';

const httpsOrigin = z.string().check(z.regex(/^https?:\/\/[a-z0-9.:-]+$/));

/** Whether the resource of an ARN is in a region and an account, as far as these are known. */
function isOf(arn: string, region: string | undefined, account: string | undefined): boolean {
  const [, , , itsRegion, itsAccount] = arn.split(':');
  return (region ?? itsRegion) === itsRegion && (account ?? itsAccount) === itsAccount;
}

/** Everything that makes one province differ from another. One file per province; no other file names a province. */
export const provinceSchema = z
  .strictObject({
    /** Name of the stage, of every stack and resource, and of the token audience. Must not change after the first deployment. */
    slug,
    name: line(60),
    /** Notes for readers of the file: JSON has no comments. */
    notes: z.optional(z.array(line(500))),
    /** Decision 19/2025/QĐ-TTg. */
    code: provinceCode,
    type: z.enum(['city', 'province']),
    /** Decision 20/2020/QĐ-TTg; not confirmed after the merger of provinces, so it is data. */
    agencyId,
    communes: z.int().check(z.positive()),
    /** Absent: the account and region of the deploying credentials. */
    account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
    region: z.optional(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/))),
    size: z.enum(SIZE_CLASSES),
    /** Agencies that handle dossiers, with their one-stop shops. Empty: generated from its communes (`generated-agencies.ts`). */
    agencies: z.array(agencySchema),
    /** External systems. Absent: not agreed yet, every address leads nowhere (`partners.ts`). */
    partners: z.optional(partnersSchema),
    /** Web portals that may call the API from a browser. Empty: no CORS headers. */
    portalOrigins: z.array(httpsOrigin),
    /** Absent: the rules count and block nothing, which is right in the first weeks. */
    firewall: z.optional(firewallSchema),
    /**
     * Address of the API in the province's own domain, and its certificate in AWS Certificate Manager, of the same account
     * and region. Absent: the API has its AWS address, which changes if the API is ever recreated.
     */
    domain: z.optional(z.strictObject({ name: hostName, certificateArn })),
    /**
     * Address of the portal in the province's own domain, and its certificate, of the same account and of `us-east-1`. Absent: the
     * portal has the address that CloudFront gives it.
     */
    portal: z.optional(z.strictObject({ domain: z.strictObject({ name: hostName, certificateArn }) })),
    /** Format of new dossier codes; the underlying regulation is being reissued. Issued codes stay. */
    dossierCode: dossierCodePatternSchema,
    /** Quotas of one person, officer or agency that differ from the default (`shared/platform/config/quotas.ts`). */
    quotas: z.optional(quotasSchema),
    /** Limits of browser sessions by role that differ from the default (`functions/sessions/limits.ts`). Minutes. */
    sessions: z.optional(sessionLimitsSchema),
    /** Kiosks in halls of one-stop shops, which look up more than one caller may. Absent: none. */
    kiosks: z.optional(kiosksSchema),
    retention: z.strictObject({
      /** How long a draft is kept after its last change; its owner is told a week before. Default 30. Days. */
      draftDays: z.optional(z.int().check(z.minimum(7), z.maximum(365))),
      /** System logs at least 12 months (Decree 85/2016 and its successors). */
      logMonths: z.int().check(z.minimum(12), z.maximum(120)),
      /** User data at least 24 months. How long an overwritten or deleted file can be restored. */
      supersededFileDays: z.int().check(z.minimum(730), z.maximum(3650)),
    }),
    /**
     * Whether GuardDuty scans every uploaded file for malware before it counts (billed by file and size). Absent: not;
     * synthesis warns. See `docs/decisions/0031-malware-verdict.md`.
     */
    malwareScan: z.optional(z.boolean()),
    /** Receivers of alarms. Each address confirms its subscription once. */
    alarmEmails: z.array(z.email()),
  })
  .check(
    z.refine((p) => p.agencies.every((a) => a.agencyId === p.agencyId || a.agencyId.startsWith(`${p.agencyId}.`)), {
      path: ['agencies'],
      error: 'every agencyId must lie below the agencyId of the province',
    }),
    z.refine(({ agencyId: own, kiosks = [] }) => kiosks.every((k) => k.agencyId.startsWith(`${own}.`)), {
      path: ['kiosks'],
      error: 'every kiosk must be of an agency below the province',
    }),
    z.refine(({ kiosks = [] }) => new Set(kiosks.map((k) => k.address)).size === kiosks.length, {
      path: ['kiosks'],
      error: 'an address occurs twice',
    }),
    z.refine((p) => new Set(p.agencies.map((a) => a.agencyId)).size === p.agencies.length, {
      path: ['agencies'],
      error: 'an agencyId occurs twice',
    }),
    z.refine(({ domain, region, account }) => domain === undefined || isOf(domain.certificateArn, region, account), {
      path: ['domain', 'certificateArn'],
      error: 'must be of the region and account of the province',
    }),
    z.refine(
      ({ portal, account }) =>
        portal === undefined || isOf(portal.domain.certificateArn, CERTIFICATES_OF_CLOUDFRONT, account),
      {
        path: ['portal', 'domain', 'certificateArn'],
        error: 'must be of us-east-1 and of the account of the province',
      },
    ),
    z.refine(
      ({ portal, partners }) =>
        portal === undefined || partners?.identity.portal.origin === `https://${portal.domain.name}`,
      {
        path: ['portal', 'domain', 'name'],
        error: 'must be the host of partners.identity.portal.origin, where people come back signed in',
      },
    ),
  );

export type ProvinceFile = z.infer<typeof provinceSchema>;
