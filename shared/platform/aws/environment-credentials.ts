import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces the SDK's chain of credential providers in every bundle. A Lambda function gets its credentials in the environment.
 * Profiles, single sign-on and instance metadata never apply, but would be a third of each bundle.
 */
export const defaultProvider = () => fromEnv();
