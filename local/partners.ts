import type { Partners } from '../infra/province/partners.ts';
import type { Ports } from './ports.ts';
import { SIMULATORS, type SimulatorName } from './simulators/launch.ts';

export type SimulatorUrls = Readonly<Record<SimulatorName, string>>;

/** Pure: address of each simulator. */
export function simulatorUrls(ports: Ports): SimulatorUrls {
  const urls = SIMULATORS.map((name) => [name, `http://127.0.0.1:${ports[name]}`]);
  return Object.fromEntries(urls) as SimulatorUrls;
}

/** Pure: the province's partners with the simulators in their place; identifiers and names stay those of the province. */
export function localPartners(partners: Partners, urls: SimulatorUrls): Partners {
  const host = (url: string): string => new URL(url).host;
  return {
    ...partners,
    identity: { ...partners.identity, issuer: urls.identity, jwksUrl: `${urls.identity}/jwks` },
    nationalPortal: {
      ...partners.nationalPortal,
      url: urls['national-portal'],
      fileHosts: [urls['national-portal']],
    },
    payments: {
      ...partners.payments,
      platform: { ...partners.payments.platform, url: `${urls.payments}/platform` },
      vnpay: { ...partners.payments.vnpay, payUrl: `${urls.payments}/vnpay/vpcpay.html` },
    },
    post: { ...partners.post, url: `${urls.post}/${partners.post.carrier}` },
    // The SSRF guard lets exactly the agency's receiver through.
    webhookPrivateHosts: [host(urls.agency)],
  };
}
