import type { AboutProvince } from '../functions/catalogue/province.ts';
import { contractedProviders } from '../functions/payments/config.ts';
import { contractedCarriers } from '../functions/postal/config.ts';
import { type Grant, knows } from './constructs/grant.ts';
import type { Province } from './province/load.ts';
import type { Partners } from './province/partners.ts';
import type { ProvinceFile } from './province/schema.ts';

/** Partners of the province as the functions read them (`docs/design.md`, "Names at run time"). */
export const identity = ({ agencyId, partners }: Pick<Province, 'agencyId' | 'partners'>): Grant => {
  const { issuer, audience, jwksUrl } = partners.identity;
  return knows({
    OIDC_ISSUER: issuer,
    OIDC_AUDIENCE: audience,
    OIDC_JWKS_URL: jwksUrl,
    // The issuer may serve others too: the province decides which agencies' roles count.
    PROVINCE_AGENCY: agencyId,
  });
};

/** Functions that people call from the portal know its origin: other sites may not use its cookie. */
export const portalOrigin = ({ partners }: Pick<Province, 'partners'>): Grant =>
  knows({ PORTAL_ORIGIN: partners.identity.portal.origin });

/** The portal as a client of the identity provider, and how long its sessions last. */
export const portalClient = ({ partners, sessions = {} }: Pick<Province, 'partners' | 'sessions'>): Grant => {
  const { origin, ...client } = partners.identity.portal;
  return knows({ OIDC_CLIENT: JSON.stringify(client), SESSION_LIMITS: JSON.stringify(sessions) });
};

/** How long a draft is kept after its last change. Days; the default is the project's choice. */
export const draftDays = ({ retention }: Pick<ProvinceFile, 'retention'>): Grant =>
  knows({ DRAFT_DAYS: String(retention.draftDays ?? 30) });

export const nationalPortal = ({ nationalPortal: { fileHosts, ...portal } }: Partners): Grant =>
  knows({ NATIONAL_PORTAL: JSON.stringify(portal) });

export const portalFileHosts = ({ nationalPortal: { fileHosts } }: Partners): Grant =>
  knows({ PORTAL_FILE_HOSTS: fileHosts.join(',') });

export const payments = (partners: Partners): Grant => knows({ PAYMENTS: JSON.stringify(partners.payments) });

export const post = (partners: Partners): Grant => knows({ POST: JSON.stringify(partners.post) });

/** What everybody may know of a province: no addresses of partners. */
export const aboutProvince = ({ name, type, agencyId, portalOrigins, partners }: Province): Grant => {
  const about: AboutProvince = {
    name,
    type,
    agencyId,
    portalOrigins,
    paymentProviders: [...contractedProviders(partners.payments)],
    carriers: [...contractedCarriers(partners.post)],
    noticeChannels: Object.keys(partners.notices),
  };
  return knows({ ABOUT_PROVINCE: JSON.stringify(about) });
};

/** The kiosks of halls, which look up more than one caller may; provinces without leave it out. */
export const kiosks = ({ kiosks: all }: Pick<Province, 'kiosks'>): Grant =>
  knows(all === undefined ? {} : { KIOSKS: JSON.stringify(all) });

/** The letterhead of the province's forms. */
export const letterhead = ({ name, type, partners, partnersAgreed }: Province): Grant => {
  const committee = `Ủy ban nhân dân ${type === 'city' ? 'thành phố' : 'tỉnh'} ${name}`;
  const lookUp = partnersAgreed ? `${partners.identity.portal.origin}/tra-cuu` : undefined;
  return knows({ LETTERHEAD: JSON.stringify({ committee, place: name, lookUp }) });
};

/** Agencies that receive dossiers: each has a register. */
export const receptions = ({ agencies }: Pick<ProvinceFile, 'agencies'>): Grant =>
  knows({ DESKS: JSON.stringify(agencies.filter(({ kind }) => kind === 'reception').map(({ agencyId }) => agencyId)) });

export const webhookHosts = ({ webhookPrivateHosts }: Partners): Grant =>
  knows({ WEBHOOK_PRIVATE_HOSTS: webhookPrivateHosts.join(',') });
