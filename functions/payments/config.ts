import * as z from 'zod/mini';
import { PROVIDER_NAMES, PROVIDERS, type ProviderName } from './providers/registry.ts';
import { REFERENCE_PATTERN } from './reference.ts';

const address = z.url({ protocol: /^https?$/ });

/** Entries of the providers that the province has a contract with, each as the provider's own schema has it. */
const contracts = Object.fromEntries(
  PROVIDER_NAMES.map((name) => [name, z.optional(PROVIDERS[name].config)] as const),
) as { [N in ProviderName]: z.ZodMiniOptional<(typeof PROVIDERS)[N]['config']> };

/** What `PAYMENTS` holds: addresses and public identifiers of the province's payment providers. No secrets. */
export const paymentsConfigSchema = z.object({
  /** Where the payer's browser comes back to. */
  returnUrl: address,
  /** How references of payment attempts are written; providers and provinces differ. See `reference.ts`. */
  referencePattern: z._default(z.string().check(z.regex(REFERENCE_PATTERN)), 'MC{timestamp}{random:4}'),
  /** Providers that the province has a contract with. */
  providers: z.strictObject(contracts),
});
export type PaymentsConfig = z.infer<typeof paymentsConfigSchema>;

/** Providers that the province has a contract with. */
export const contractedProviders = ({ providers }: Pick<PaymentsConfig, 'providers'>): readonly ProviderName[] =>
  PROVIDER_NAMES.filter((name) => providers[name] !== undefined);
