import { partnerCall } from '../../partner/call.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { PaymentsConfig } from '../config.ts';
import type { PaymentProvider } from './provider.ts';
import { PROVIDER_NAMES, PROVIDERS, type ProviderName, providerSecret } from './registry.ts';

/** Providers that the province has a contract with, each behind the same port. */
export type OpenProviders = Partial<Readonly<Record<ProviderName, PaymentProvider>>>;

export function openProviders(
  { providers, returnUrl }: PaymentsConfig,
  secrets: Secrets,
  clock: () => Date = () => new Date(),
): OpenProviders {
  const opened = PROVIDER_NAMES.flatMap((name) => {
    const config = providers[name];
    if (config === undefined) return [];
    const { open, secret } = PROVIDERS[name];
    const call = partnerCall(providerSecret(name));
    const values = () => secrets.get(providerSecret(name), secret);
    return [[name, open({ config, returnUrl, secrets: values, call, clock })] as const];
  });
  return Object.fromEntries(opened);
}
