import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { ApiClient } from '../../../local/demo/api/client.ts';
import { people } from '../../../local/demo/stage.ts';
import {
  briefToken,
  foreignToken,
  unsignedToken,
  wrongAudienceToken,
} from '../../../local/simulators/identity/bad-tokens.ts';
import { clientToken } from '../../../local/simulators/identity/sign-in.ts';
import { environment, stage } from '../kit.ts';

/** Owner of the dossiers of these tests only, so their list has no other dossiers. */
export const OWNER = 'cong-dan-giang';

const { issuer, audience, apiUrl } = environment;
const withToken = async (token: string | Promise<string>) => new ApiClient(apiUrl, await token);

/** The claims of the owner's own good token: a forged one says everything right. */
async function ownersClaims(): Promise<Record<string, unknown>> {
  const { iss, aud, exp, iat, jti, ...claims } = decodeJwt((await stage.as(OWNER)).token ?? '');
  return claims;
}

/** A token of the owner that was good once and is over, the tolerance for wrong clocks (5 s) included. */
async function expiredToken(): Promise<string> {
  const token = await briefToken(issuer, OWNER);
  const over = (decodeJwt(token).exp ?? 0) * 1000 + 6_000;
  await pause(Math.max(0, over - Date.now()));
  return token;
}

async function partner(clientId: string, scope: string): Promise<ApiClient> {
  const client = people.clients.find((one) => one.clientId === clientId);
  if (client === undefined) throw new Error(`no system called ${clientId}`);
  return withToken(clientToken(issuer, clientId, client.clientSecret, scope));
}

/** Calls with a token that opens nothing. The dossiers' owner is who they pretend to be. */
export const IMPOSTORS = {
  'no token': async () => new ApiClient(apiUrl),
  'garbage for a token': () => withToken('garbage'),
  'three parts of garbage': () => withToken('YQ.YQ.YQ'),
  'expired token': () => withToken(expiredToken()),
  'token for another province': () => withToken(wrongAudienceToken(issuer, OWNER)),
  'token of a foreign key': async () => withToken(foreignToken(issuer, audience, await ownersClaims())),
  'token of a foreign elliptic key': async () =>
    withToken(foreignToken(issuer, audience, await ownersClaims(), 'ES256')),
  'unsigned token': async () => withToken(unsignedToken(issuer, audience, await ownersClaims())),
} as const;

/** One of every kind of caller whose token is good. The dossier in question is held by the ward of Đồng Hới. */
export const CALLERS = {
  owner: () => stage.as(OWNER),
  'other citizen': () => stage.as('cong-dan-hieu'),
  organisation: () => stage.as('to-chuc-ho-tieu'),
  reception: () => stage.as('can-bo-tiep-nhan-dong-hoi'),
  handler: () => stage.as('ho-tich-dong-hoi'),
  approver: () => stage.as('lanh-dao-dong-hoi'),
  'foreign reception': () => stage.as('can-bo-tiep-nhan-dong-ha'),
  'foreign handler': () => stage.as('ho-tich-dong-ha'),
  'foreign approver': () => stage.as('lanh-dao-cong-an-tinh'),
  administrator: () => stage.as('quan-tri'),
  'administrator of the ward': () => stage.as('quan-tri-dong-hoi'),
  'administrator of another ward': () => stage.as('quan-tri-dong-ha'),
  // Good tokens of the same issuer, for this audience, whose every role and scope is at a foreign agency.
  'administrator of another province': () => stage.as('quan-tri-ha-noi'),
  'system of a ministry': () => stage.as('bo-cong-an'),
  'system, dossiers.read': () => partner('phuong-dong-hoi', 'dossiers.read'),
  'system above, dossiers.read': () => partner('tinh-quang-tri', 'dossiers.read'),
  'foreign system, dossiers.read': () => partner('so-tu-phap', 'dossiers.read'),
  'system, webhooks.manage': () => partner('phuong-dong-hoi', 'webhooks.manage'),
  'foreign system, webhooks.manage': () => partner('so-tu-phap', 'webhooks.manage'),
  'national portal, national-portal.push': () => partner('cong-dvcqg', 'national-portal.push'),
} as const;

export type Caller = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS) as Caller[];

const known = new Map<string, Promise<ApiClient>>();

/** The caller's client; signed in once. */
export function clientOf(who: Caller | keyof typeof IMPOSTORS): Promise<ApiClient> {
  const client = known.get(who) ?? { ...CALLERS, ...IMPOSTORS }[who]();
  known.set(who, client);
  return client;
}
