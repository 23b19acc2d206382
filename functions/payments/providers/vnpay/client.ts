import { keyInForce } from '../../../../shared/platform/secrets/compare.ts';
import type { Callback, Opening, PaymentCallbacks, PaymentIntents } from '../provider.ts';
import type { VnpayConfig } from './config.ts';
import { isSigned, noticeOf, payUrl, REPLIES } from './messages.ts';

type Ours = Pick<Opening<VnpayConfig, string>, 'config' | 'secrets'>;
type Sending = Ours & Pick<Opening<VnpayConfig, string>, 'returnUrl'>;

/**
 * Redirects payers to VNPay. The intent is a URL that we sign, so creating one makes no request. Its merchant query API is not
 * part of the contracts available to the project, so it is not used.
 */
export const vnpayIntents = ({ config, returnUrl, secrets }: Sending): PaymentIntents => ({
  createIntent: async (request) => ({ payUrl: payUrl(request, { ...config, returnUrl }, (await secrets())[0]) }),
});

/** Callbacks of VNPay. */
export function vnpayCallbacks({ config, secrets }: Ours): PaymentCallbacks {
  return {
    partner: config.terminalCode,
    async readCallback({ query }) {
      const used = keyInForce(await secrets(), (candidate) => isSigned(query, candidate));
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
