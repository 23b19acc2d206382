import { partnerCall } from '../partner/call.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { PaymentsConfig } from './config.ts';
import { platformProvider } from './platform.ts';
import type { OnlineProvider, PaymentProvider } from './provider.ts';
import { vnpayProvider } from './vnpay.ts';

/** The province's payment providers, each behind the same port. */
export function paymentProviders(
  config: PaymentsConfig,
  secrets: Secrets,
  clock: () => Date = () => new Date(),
): Readonly<Record<OnlineProvider, PaymentProvider>> {
  const call = partnerCall('payment-platform');
  return {
    platform: platformProvider({ config: config.platform, secrets, call, clock }),
    vnpay: vnpayProvider(config, secrets),
  };
}
