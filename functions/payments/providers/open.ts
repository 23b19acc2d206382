import { partnerCall } from '../../../shared/platform/partners/call.ts';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { PaymentsConfig } from '../config.ts';
import type { PaymentCallbacks, PaymentIntents, RegisteredProvider } from './provider.ts';
import { PROVIDER_NAMES, PROVIDERS, type ProviderName, providerSecret } from './registry.ts';

/** A value per provider under contract with the province. */
type Each<T> = Partial<Readonly<Record<ProviderName, T>>>;
export type OpenIntents = Each<PaymentIntents>;
export type OpenCallbacks = Each<PaymentCallbacks>;

type Opened<P extends 'intents' | 'callbacks'> = ReturnType<RegisteredProvider[P]>;

/** One side of each provider, behind the same port. */
export function openProviders<P extends 'intents' | 'callbacks'>(
  side: P,
  { providers, returnUrl }: PaymentsConfig,
  secrets: Secrets,
  clock: () => Date = () => new Date(),
): Each<Opened<P>> {
  const opened = PROVIDER_NAMES.flatMap((name) => {
    const config = providers[name];
    if (config === undefined) return [];
    const { secret, ...provider } = PROVIDERS[name];
    const call = partnerCall(providerSecret(name));
    const values = () => secrets.get(providerSecret(name), secret);
    return [[name, provider[side]({ config, returnUrl, secrets: values, call, clock })] as const];
  });
  return Object.fromEntries(opened) as Each<Opened<P>>;
}
