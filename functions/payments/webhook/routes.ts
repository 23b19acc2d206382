import { defineRoute, type Route } from '../../../shared/platform/http/route.ts';
import { PROVIDER_NAMES, PROVIDERS, type ProviderName, providerSecret } from '../providers/registry.ts';

/** One route per provider, with the address and texts declared in the provider's folder. */
export const routes = Object.fromEntries(
  PROVIDER_NAMES.map((name) => [
    `${name}Callback` as const,
    defineRoute<Route>({
      ...PROVIDERS[name].callback,
      access: { kind: 'partner-signature', partner: providerSecret(name) },
      audit: { nothing: 'Nothing is read; what a partner tells is a row of its own.' },
    }),
  ]),
) as Readonly<Record<`${ProviderName}Callback`, Route>>;
