import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's default credential chain in the handlers' bundles. Lambda hands credentials over in the
 * environment; SSO, STS, profiles and instance metadata would add 120 KB to each bundle for nothing.
 */
export const defaultProvider = () => fromEnv();
