import { requireEnv } from './function-environment.ts';

/**
 * Replaces the SDK's default credential chain in the bundles of the handlers. Lambda passes credentials in the
 * environment; support for SSO, STS, profiles and instance metadata would add 120 KB to each bundle for nothing.
 */
export const defaultProvider = () => () =>
  Promise.resolve({
    accessKeyId: requireEnv('AWS_ACCESS_KEY_ID'),
    secretAccessKey: requireEnv('AWS_SECRET_ACCESS_KEY'),
    sessionToken: requireEnv('AWS_SESSION_TOKEN'),
  });
