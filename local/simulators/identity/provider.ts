import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AdapterPayload, JWK } from 'oidc-provider';
import { errors, Provider } from 'oidc-provider';
import { MemoryAdapter } from './adapter.ts';
import { signOutPage } from './page.ts';
import { type Account, type Client, SCOPES } from './people.ts';

/** Client of the people's sign-in: public, so PKCE is mandatory. */
export const PORTAL_CLIENT = 'cong-motcua';

/** The province's API; the default audience of a token. */
export const API = 'urn:motcua:api';
/** A foreign API: its tokens have a valid signature and the wrong audience. */
export const OTHER_API = 'urn:motcua:other-province';
/** As {@link API}, with tokens that expire after a second. */
export const BRIEF_API = 'urn:motcua:brief';

const HOURS_8 = 8 * 3600;

/** Read on every call, so that it may change while the provider runs. */
export type Registry = {
  audience: string;
  accounts: ReadonlyMap<string, Account>;
  clients: readonly Client[];
  /** The province's portal, which signs people in for their browsers; absent until it is agreed. */
  portal?: ConfidentialPortal;
};

export type ConfidentialPortal = { readonly clientId: string; readonly clientSecret: string; readonly origin: string };

const portalClient = (issuer: string): AdapterPayload => ({
  client_id: PORTAL_CLIENT,
  client_name: 'Cổng Một Cửa',
  redirect_uris: [`${issuer}/signed-in`],
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  scope: 'openid',
});

/** As agreed with the province: the addresses it may send people back to. */
const confidentialPortal = ({ clientId, clientSecret, origin }: ConfidentialPortal): AdapterPayload => ({
  ...portalClient(origin),
  client_id: clientId,
  client_secret: clientSecret,
  redirect_uris: [`${origin}/session/callback`],
  post_logout_redirect_uris: [`${origin}/`],
  token_endpoint_auth_method: 'client_secret_post',
});

const partnerClient = (client: Client): AdapterPayload => ({
  client_id: client.clientId,
  client_secret: client.clientSecret,
  client_name: client.name,
  redirect_uris: [],
  response_types: [],
  grant_types: ['client_credentials'],
  scope: client.scope,
  motcua_agency: client.motcua_agency,
});

const CLAIMS = [
  'TechID',
  'LoaiTaiKhoan',
  'HoVaTen',
  'SoDinhDanh',
  'MaSoThue',
  'TenDoanhNghiep',
  'SoDienThoai',
  'ThuDienTu',
  'email_verified',
  'DiaChi',
];

/** A certified OpenID provider over `registry`: JWT access tokens, code with PKCE, client credentials. */
export function newProvider(issuer: string, registry: Registry, held: Map<string, AdapterPayload>): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key: JWK = { ...(privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'RS256' };
  const clients = (id: string) => {
    if (id === PORTAL_CLIENT) return portalClient(issuer);
    if (id === registry.portal?.clientId) return confidentialPortal(registry.portal);
    const client = registry.clients.find((one) => one.clientId === id);
    return client && partnerClient(client);
  };
  const audiences = (): Readonly<Record<string, { audience: string; seconds: number }>> => ({
    [API]: { audience: registry.audience, seconds: HOURS_8 },
    [OTHER_API]: { audience: `${registry.audience}-other`, seconds: HOURS_8 },
    [BRIEF_API]: { audience: registry.audience, seconds: 1 },
  });
  const claimsOf = (accountId: string | undefined) => registry.accounts.get(accountId ?? '')?.claims ?? {};
  return new Provider(issuer, {
    adapter: (model: string) => new MemoryAdapter(model, held, clients),
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    scopes: ['openid', ...SCOPES],
    claims: { openid: ['sub', ...CLAIMS, 'motcua_roles', 'motcua_title', 'phone_number'] },
    // Claims are in the id token as well, as in the national portal's.
    conformIdTokenClaims: false,
    extraClientMetadata: { properties: ['motcua_agency'] },
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? HOURS_8,
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? HOURS_8,
      AuthorizationCode: 60,
      IdToken: HOURS_8,
      Session: HOURS_8,
      Grant: HOURS_8,
      Interaction: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.type = 'html';
          ctx.body = signOutPage(form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.type = 'html';
          ctx.body = signOutPage();
        },
      },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => oneOf?.[0] ?? API,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          const known = audiences()[resource];
          if (!known) throw new errors.InvalidTarget();
          return {
            scope: SCOPES.join(' '),
            audience: known.audience,
            accessTokenTTL: known.seconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) =>
      registry.accounts.has(id) ? { accountId: id, claims: () => ({ sub: id, ...claimsOf(id) }) } : undefined,
    // No consent page: the province's portal is the only client people use.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    extraTokenClaims: (ctx, token) => {
      if (token.kind === 'ClientCredentials') return { motcua_agency: ctx.oidc.client?.motcua_agency };
      return 'accountId' in token ? { ...claimsOf(token.accountId) } : undefined;
    },
    renderError: (ctx, out) => {
      ctx.type = 'json';
      ctx.body = { error: out.error, error_description: out.error_description };
    },
  });
}
