import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's chain of credential providers in every bundle. A Lambda function gets its credentials in the
 * environment; profiles, single sign-on and instance metadata can never apply, yet would be a third of each bundle.
 */
export const defaultProvider = () => fromEnv();
