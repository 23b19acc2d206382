import * as z from 'zod/mini';
import { PROVIDER_NAMES, PROVIDERS, type ProviderName } from './providers/registry.ts';
import { REFERENCE_PATTERN } from './reference.ts';

const address = z.url({ protocol: /^https?$/ });

/** Entries of the providers under contract, validated by the providers' own schemas. */
const contracts = Object.fromEntries(
  PROVIDER_NAMES.map((name) => [name, z.optional(PROVIDERS[name].config)] as const),
) as { [N in ProviderName]: z.ZodMiniOptional<(typeof PROVIDERS)[N]['config']> };

/** Content of `PAYMENTS`: addresses and public identifiers of the province's payment providers. No secrets. */
export const paymentsConfigSchema = z.object({
  /** Return URL of the payer's browser. */
  returnUrl: address,
  /** Pattern of payment references; providers and provinces differ. See `reference.ts`. */
  referencePattern: z._default(z.string().check(z.regex(REFERENCE_PATTERN)), 'MC{timestamp}{random:4}'),
  /** Providers under contract with the province. */
  providers: z.strictObject(contracts),
});
export type PaymentsConfig = z.infer<typeof paymentsConfigSchema>;

/** Providers under contract with the province. */
export const contractedProviders = ({ providers }: Pick<PaymentsConfig, 'providers'>): readonly ProviderName[] =>
  PROVIDER_NAMES.filter((name) => providers[name] !== undefined);
