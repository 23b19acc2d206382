import { keyInForce } from '../secrets/compare.ts';
import { sharedKey } from '../secrets/key.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { PaymentsConfig } from './config.ts';
import type { Callback, PaymentCallbacks, PaymentIntents } from './provider.ts';
import { isSigned, noticeOf, payUrl, REPLIES } from './vnpay-messages.ts';

type Config = Pick<PaymentsConfig, 'vnpay' | 'returnUrl'>;

const keysOf = (secrets: Secrets) => secrets.get('vnpay', sharedKey);

/**
 * Sends payers to VNPay. The intent is an address that we sign ourselves, so creating one calls nobody. Its merchant query
 * interface is not among the contracts the project holds, so nothing is asked of it.
 */
export const vnpayIntents = (config: Config, secrets: Secrets): PaymentIntents => ({
  createIntent: async (request) => ({ payUrl: payUrl(request, config, (await keysOf(secrets))[0]) }),
});

/** What VNPay tells of payments. */
export function vnpayCallbacks(config: Config, secrets: Secrets): PaymentCallbacks {
  return {
    name: 'vnpay',
    partner: config.vnpay.terminalCode,
    async readCallback({ query }) {
      const used = keyInForce(await keysOf(secrets), (candidate) => isSigned(query, candidate));
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
