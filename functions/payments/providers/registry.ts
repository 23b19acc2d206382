import { platform } from './platform/adapter.ts';
import type { RegisteredProvider } from './provider.ts';
import { vnpay } from './vnpay/adapter.ts';

/** Every online payment provider; payment at reception is not one. To add one: a folder beside this file and a line here. */
export const PROVIDERS = { platform, vnpay } as const satisfies Record<string, RegisteredProvider>;
export type ProviderName = keyof typeof PROVIDERS;

export const PROVIDER_NAMES = Object.keys(PROVIDERS) as [ProviderName, ...ProviderName[]];

/** Name of its secret under the province's prefix. */
export const providerSecret = <N extends ProviderName>(name: N) => `payment-${name}` as const;
