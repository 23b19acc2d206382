import { partnerCall } from '../partner/call.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { PaymentsConfig } from './config.ts';
import { platformCallbacks, platformIntents } from './platform.ts';
import type { OnlineProvider, PaymentCallbacks, PaymentIntents } from './provider.ts';
import { vnpayCallbacks, vnpayIntents } from './vnpay.ts';

type Each<T> = Readonly<Record<OnlineProvider, T>>;

/** Where the province sends payers, each provider behind the same port. */
export const paymentIntents = (config: PaymentsConfig, secrets: Secrets): Each<PaymentIntents> => ({
  platform: platformIntents({ config: config.platform, secrets, call: partnerCall('payment-platform') }),
  vnpay: vnpayIntents(config, secrets),
});

/** What those providers tell: a function of its own hears it, and brings nothing to ask them with. */
export const paymentCallbacks = (
  config: PaymentsConfig,
  secrets: Secrets,
  clock: () => Date = () => new Date(),
): Each<PaymentCallbacks> => ({
  platform: platformCallbacks({ config: config.platform, secrets, clock }),
  vnpay: vnpayCallbacks(config, secrets),
});
