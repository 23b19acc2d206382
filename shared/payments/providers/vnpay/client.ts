import { keyInForce } from '../../../secrets/compare.ts';
import type { Callback, Opening, PaymentProvider } from '../provider.ts';
import type { VnpayConfig } from './config.ts';
import { isSigned, noticeOf, payUrl, REPLIES } from './messages.ts';

type VnpayOpening = Pick<Opening<VnpayConfig, string>, 'config' | 'returnUrl' | 'secrets'>;

/**
 * VNPay. The intent is an address that we sign ourselves, so creating one calls nobody. Its merchant query interface is
 * not among the contracts the project holds, so `query` is absent.
 */
export function vnpayProvider({ config, returnUrl, secrets: keys }: VnpayOpening): PaymentProvider {
  return {
    partner: config.terminalCode,
    createIntent: async (request) => ({ payUrl: payUrl(request, { ...config, returnUrl }, (await keys())[0]) }),
    async readCallback({ query }) {
      const used = keyInForce(await keys(), (candidate) => isSigned(query, candidate));
      return {
        reading: used === undefined ? { kind: 'forged' } : read(query),
        reply: (verdict) => ({ status: verdict === 'failed-here' ? 500 : 200, body: REPLIES[verdict] }),
      };
    },
    failure: () => ({ status: 500, body: REPLIES['failed-here'] }),
  };
}

function read(query: Readonly<Record<string, string>>): Callback['reading'] {
  const notice = noticeOf(query);
  return 'field' in notice ? { kind: 'malformed', field: notice.field } : { kind: 'verified', notice };
}
