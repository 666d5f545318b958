import { requireEnv } from './function-environment.ts';

/**
 * Stands in for the SDK's default credential chain in the handlers' bundles. Lambda hands credentials over in the
 * environment; SSO, STS, profiles and instance metadata would add 120 KB to each bundle for nothing.
 */
export const defaultProvider = () => () =>
  Promise.resolve({
    accessKeyId: requireEnv('AWS_ACCESS_KEY_ID'),
    secretAccessKey: requireEnv('AWS_SECRET_ACCESS_KEY'),
    sessionToken: requireEnv('AWS_SESSION_TOKEN'),
  });
