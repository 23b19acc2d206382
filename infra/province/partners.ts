import * as z from 'zod/mini';
import { agencyId, line, phone } from '../../shared/values.ts';

const address = z.url({ protocol: /^https?$/ });
const hostList = z.array(z.string().check(z.regex(/^[a-z0-9.-]+(:\d{1,5})?$/)));

/** Addresses and public identifiers of the systems a province talks to. Secrets are never here: they are named after
 * the partner below `motcua/<slug>/` in Secrets Manager. */
export const partnersSchema = z.strictObject({
  /** OpenID Connect issuer of citizens', officers' and systems' access tokens. */
  identity: z.strictObject({ issuer: address, audience: line(100), jwksUrl: address }),
  nationalPortal: z.strictObject({
    url: address,
    /** `madonvi` and `tendonvi` of the adapter. */
    agencyCode: agencyId,
    agencyName: line(200),
    /** Header `dstcode`, only where the adapter asks for it. */
    destinationCode: z.optional(line(60)),
    /** Hosts from which files named in a pushed dossier may be fetched; nothing else is. */
    fileHosts: hostList,
  }),
  payments: z.strictObject({
    /** Where the payer's browser comes back to. */
    returnUrl: address,
    platform: z.strictObject({ url: address, partnerCode: line(60) }),
    vnpay: z.strictObject({ payUrl: address, terminalCode: z.string().check(z.regex(/^[A-Z0-9]{8}$/)) }),
  }),
  post: z.strictObject({
    carrier: z.enum(['vnpost']),
    url: address,
    customerCode: line(60),
    /** The one-stop shop that hands parcels over; the carrier wants it on every order. */
    sender: z.strictObject({
      name: line(200),
      address: line(300),
      phone,
      email: z.email(),
      provinceCode: z.string().check(z.regex(/^\d{2}$/)),
    }),
  }),
  /** Sender of e-mail; its domain must be a verified SES identity of the account. */
  mailFrom: z.email(),
  /** `host:port` that agencies' webhooks may reach although it is private: test environments only, empty on AWS. */
  webhookPrivateHosts: hostList,
});
export type Partners = z.infer<typeof partnersSchema>;

/**
 * Partners of a province that has agreed none yet. `.invalid` never resolves (RFC 2606), so nothing can be sent to a
 * stranger, and every consumer fails loudly into its dead-letter queue.
 */
export function unagreedPartners(province: { slug: string; name: string; code: string; agencyId: string }): Partners {
  const host = (partner: string) => `https://${partner}.${province.slug}.invalid`;
  return {
    identity: {
      issuer: host('identity'),
      audience: `motcua-${province.slug}`,
      jwksUrl: `${host('identity')}/jwks`,
    },
    nationalPortal: {
      url: host('national-portal'),
      agencyCode: province.agencyId,
      agencyName: `Ủy ban nhân dân ${province.name}`,
      fileHosts: [],
    },
    payments: {
      returnUrl: `${host('portal')}/payments/return`,
      platform: { url: host('payments'), partnerCode: province.agencyId },
      vnpay: { payUrl: `${host('vnpay')}/paymentv2/vpcpay.html`, terminalCode: 'UNAGREED' },
    },
    post: {
      carrier: 'vnpost',
      url: host('post'),
      customerCode: 'UNAGREED',
      sender: {
        name: `Trung tâm Phục vụ hành chính công ${province.name}`,
        address: province.name,
        phone: '02000000000',
        email: `post@${province.slug}.invalid`,
        provinceCode: province.code,
      },
    },
    mailFrom: `motcua@${province.slug}.invalid`,
    webhookPrivateHosts: [],
  };
}
