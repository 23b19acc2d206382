import { PORTAL_CONTRACTS } from '../../functions/national-portal/contracts/registry.ts';
import { NOTICE_CHANNELS } from '../../functions/notifications/channels/registry.ts';
import { PROVIDERS } from '../../functions/payments/providers/registry.ts';
import { CARRIERS } from '../../functions/postal/carriers/registry.ts';
import type { Partners } from '../../infra/province/partners.ts';
import { SIMULATORS, type SimulatorName } from '../simulators/launch.ts';
import type { Ports } from './ports.ts';

export type SimulatorUrls = Readonly<Record<SimulatorName, string>>;

/** Pure: address of each simulator. */
export function simulatorUrls(ports: Ports): SimulatorUrls {
  const urls = SIMULATORS.map((name) => [name, `http://127.0.0.1:${ports[name]}`]);
  return Object.fromEntries(urls) as SimulatorUrls;
}

/** Pure: the province's partners with the simulators' addresses; identifiers and names stay those of the province. */
export function localPartners(partners: Partners, urls: SimulatorUrls, portal: string): Partners {
  const host = (url: string): string => new URL(url).host;
  return {
    ...partners,
    identity: {
      ...partners.identity,
      issuer: urls.identity,
      jwksUrl: `${urls.identity}/jwks`,
      portal: {
        ...partners.identity.portal,
        origin: portal,
        authorizationUrl: `${urls.identity}/auth`,
        tokenUrl: `${urls.identity}/token`,
        endSessionUrl: `${urls.identity}/session/end`,
      },
    },
    nationalPortal: {
      ...partners.nationalPortal,
      contracts: atSimulators(PORTAL_CONTRACTS, partners.nationalPortal.contracts, urls),
      fileHosts: [urls['national-portal']],
    },
    payments: { ...partners.payments, providers: atSimulators(PROVIDERS, partners.payments.providers, urls) },
    post: { ...partners.post, carriers: atSimulators(CARRIERS, partners.post.carriers, urls) },
    notices: atSimulators(NOTICE_CHANNELS, partners.notices, urls),
    // The SSRF guard lets exactly the agency's receiver through.
    webhookPrivateHosts: [host(urls.agency)],
  };
}

type Played = { readonly simulator: { name: string; at: (config: object, url: string) => object } | undefined };

/** The province's partner settings with the addresses of the simulators. */
function atSimulators<C extends object>(
  registry: Readonly<Record<keyof C, Played>>,
  contracts: C,
  urls: SimulatorUrls,
): C {
  const played = (Object.keys(contracts) as (keyof C)[]).map((name) => {
    const { simulator } = registry[name];
    const contract = contracts[name] as object | undefined;
    if (contract === undefined || simulator === undefined) return [name, contract];
    return [name, simulator.at(contract, urls[simulator.name as SimulatorName])];
  });
  return Object.fromEntries(played) as C;
}
