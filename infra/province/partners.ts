import * as z from 'zod/mini';
import { nationalPortalConfig } from '../../functions/national-portal/contracts/registry.ts';
import { noticesConfigSchema } from '../../functions/notifications/channels/registry.ts';
import { paymentsConfigSchema } from '../../functions/payments/config.ts';
import { postConfigSchema } from '../../functions/postal/config.ts';
import { clientConfigSchema } from '../../functions/sessions/client-config.ts';
import type { ProvinceCode } from '../../shared/identifiers/provinces.ts';
import { line } from '../../shared/values.ts';

const address = z.url({ protocol: /^https?$/ });
const hostList = z.array(z.string().check(z.regex(/^[a-z0-9.-]+(:\d{1,5})?$/)));

/** Plain HTTP only with an explicit scheme: endpoints of a test environment only. */
const fileHostList = z.array(z.string().check(z.regex(/^(http:\/\/)?[a-z0-9.-]+(:\d{1,5})?$/)));

/** Addresses and public identifiers of the systems a province talks to. Secrets are never here: they are named after
 * the partner below `motcua/<slug>/` in Secrets Manager. */
export const partnersSchema = z.strictObject({
  /** OpenID Connect issuer of citizens', officers' and systems' access tokens. */
  identity: z.strictObject({
    issuer: address,
    audience: line(100),
    jwksUrl: address,
    /** The province's web portal: its origin, and the client by which it signs people in (`functions/sessions`). */
    portal: z.safeExtend(clientConfigSchema, {
      origin: z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/)),
    }),
  }),
  /** The function's settings, and the hosts from which files named in a pushed dossier may be fetched. */
  nationalPortal: z.safeExtend(nationalPortalConfig, { fileHosts: fileHostList }),
  payments: paymentsConfigSchema,
  /** The sender is the one-stop shop that hands parcels over: the carrier requires it in every order. */
  post: postConfigSchema,
  /** Channels by which applicants are notified about their dossiers. */
  notices: noticesConfigSchema,
  /** `host:port` of private hosts that webhooks may reach: test environments only, empty on AWS. */
  webhookPrivateHosts: hostList,
});
export type Partners = z.infer<typeof partnersSchema>;
type Written = z.input<typeof partnersSchema>;

/**
 * Placeholder for a province without agreed partners. `.invalid` never resolves (RFC 2606), so nothing can be sent to a
 * third party, and every consumer fails visibly into its dead-letter queue.
 */
export function unagreedPartners(province: {
  slug: string;
  name: string;
  code: ProvinceCode;
  agencyId: string;
}): Partners {
  const host = (partner: string) => `https://${partner}.${province.slug}.invalid`;
  const partners: Written = {
    identity: {
      issuer: host('identity'),
      audience: `motcua-${province.slug}`,
      jwksUrl: `${host('identity')}/jwks`,
      portal: {
        origin: host('portal'),
        clientId: 'UNAGREED',
        authorizationUrl: `${host('identity')}/auth`,
        tokenUrl: `${host('identity')}/token`,
      },
    },
    nationalPortal: {
      contract: 'classic',
      contracts: {
        classic: {
          url: host('national-portal'),
          agencyCode: province.agencyId,
          agencyName: `Ủy ban nhân dân ${province.name}`,
        },
      },
      fileHosts: [],
    },
    payments: {
      returnUrl: `${host('portal')}/payments/return`,
      providers: {
        platform: {
          url: host('payments'),
          partnerCode: province.agencyId,
          beneficiary: { account: 'UNAGREED', bankCode: 'UNAGREED', name: `Kho bạc Nhà nước ${province.name}` },
        },
        vnpay: { payUrl: `${host('vnpay')}/paymentv2/vpcpay.html`, terminalCode: 'UNAGREED' },
      },
    },
    post: {
      carrier: 'vnpost',
      carriers: { vnpost: { url: host('post'), customerCode: 'UNAGREED' } },
      sender: {
        name: `Trung tâm Phục vụ hành chính công ${province.name}`,
        address: province.name,
        phone: '02000000000',
        email: `post@${province.slug}.invalid`,
        provinceCode: province.code,
      },
    },
    notices: { mail: { from: `motcua@${province.slug}.invalid` } },
    webhookPrivateHosts: [],
  };
  return partnersSchema.parse(partners);
}
