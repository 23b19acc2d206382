import * as z from 'zod/mini';
import { dossierCodePatternSchema } from '../../shared/identifiers/dossier-code.ts';
import { quotasSchema } from '../../shared/platform/config/quotas.ts';
import { agencySchema } from '../../shared/procedure/schema.ts';
import { agencyId, line, provinceCode, slug } from '../../shared/values.ts';
import { firewallSchema } from './firewall.ts';
import { partnersSchema } from './partners.ts';

/** Capacity of a province by its number of dossiers a day; the figures behind each class are in `sizes.ts`. */
export const SIZE_CLASSES = ['small', 'medium', 'large'] as const;

/** A name in DNS: lower case, at least two labels, no scheme and no path. */
const hostName = z
  .string()
  .check(z.regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/));

const certificateArn = z
  .string()
  .check(
    z.regex(/^arn:aws[a-z-]*:acm:[a-z]{2}(-[a-z]+)+-\d:\d{12}:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  );

const httpsOrigin = z.string().check(z.regex(/^https?:\/\/[a-z0-9.:-]+$/));

/** Whether what an ARN names is in a region and an account, as far as these are known. */
function isOf(arn: string, region: string | undefined, account: string | undefined): boolean {
  const [, , , itsRegion, itsAccount] = arn.split(':');
  return (region ?? itsRegion) === itsRegion && (account ?? itsAccount) === itsAccount;
}

/** Everything that makes one province differ from another. One file per province; nothing else names a province. */
export const provinceSchema = z
  .strictObject({
    /** Name of the stage, of every stack and resource, and of the token audience. Never changes after the first deploy. */
    slug,
    name: line(60),
    /** What a reader of the file must know: JSON has no comments. */
    notes: z.optional(z.array(line(500))),
    /** Decision 19/2025/QĐ-TTg. */
    code: provinceCode,
    type: z.enum(['city', 'province']),
    /** Decision 20/2020/QĐ-TTg; not confirmed after the merger of provinces, so it is data. */
    agencyId,
    communes: z.int().check(z.positive()),
    /** Absent: the account and region of whoever deploys. */
    account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
    region: z.optional(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/))),
    size: z.enum(SIZE_CLASSES),
    /** Agencies that hold dossiers, with their one-stop shops. Empty until a province is filled in. */
    agencies: z.array(agencySchema),
    /** Systems of others. Absent: not agreed yet, every address leads nowhere (`partners.ts`). */
    partners: z.optional(partnersSchema),
    /** Web portals that may call the API from a browser. Empty: no cross-origin answer at all. */
    portalOrigins: z.array(httpsOrigin),
    /** Absent: its rules count and block nothing, as they do at the beginning. */
    firewall: z.optional(firewallSchema),
    /**
     * Address of the API in the province's own domain, and its certificate in AWS Certificate Manager, of the same account
     * and region. Absent: the API has the address that AWS gives it, which changes if the API is ever made anew.
     */
    domain: z.optional(z.strictObject({ name: hostName, certificateArn })),
    /** How new dossier codes are written; the rule behind it is being reissued. Codes already issued stay. */
    dossierCode: dossierCodePatternSchema,
    /** The most that one person, officer or agency may begin, where it is not the usual (`shared/platform/config/quotas.ts`). */
    quotas: z.optional(quotasSchema),
    retention: z.strictObject({
      /** System logs at least 12 months (Decree 85/2016 and its successors). */
      logMonths: z.int().check(z.minimum(12), z.maximum(120)),
      /** User data at least 24 months. How long an overwritten or deleted file can still be brought back. */
      supersededFileDays: z.int().check(z.minimum(730), z.maximum(3650)),
    }),
    /**
     * Whether GuardDuty scans every uploaded file for malware before it counts (billed by file and size). Absent: not;
     * synthesis warns. See `docs/decisions/0031-malware-verdict.md`.
     */
    malwareScan: z.optional(z.boolean()),
    /** Who is woken by an alarm. Each address confirms its subscription once. */
    alarmEmails: z.array(z.email()),
  })
  .check(
    z.refine((p) => p.agencies.every((a) => a.agencyId === p.agencyId || a.agencyId.startsWith(`${p.agencyId}.`)), {
      path: ['agencies'],
      error: 'every agencyId must lie below the agencyId of the province',
    }),
    z.refine((p) => new Set(p.agencies.map((a) => a.agencyId)).size === p.agencies.length, {
      path: ['agencies'],
      error: 'an agencyId occurs twice',
    }),
    z.refine(({ domain, region, account }) => domain === undefined || isOf(domain.certificateArn, region, account), {
      path: ['domain', 'certificateArn'],
      error: 'must be of the region and account of the province',
    }),
  );

export type ProvinceFile = z.infer<typeof provinceSchema>;
