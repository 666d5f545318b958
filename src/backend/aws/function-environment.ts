import { resourceVariables, type Resource, type Setting } from '../functions.ts';

/**
 * Options of every AWS client. At most three attempts of 3 s stay below API Gateway's 29 s and the functions' own
 * timeouts; by default, the SDK would wait for an answer indefinitely.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 },
};

/** The resources whose name is passed to the function. */
type NamedResource = {
  [R in Resource]: (typeof resourceVariables)[R] extends string ? R : never;
}[Resource];

/**
 * The name, id or URL of a resource that the function uses. For stages, channels and public keys, which have no names, it is the
 * name of the deployment, which they are tagged with.
 */
export const resourceName = (resource: NamedResource): string =>
  requireEnv(resourceVariables[resource]);

/** A setting of the deployment: a whole number above zero. */
export function setting(name: Exclude<Setting, 'ALLOWED_ORIGINS' | 'CHANNEL'>): number {
  const text = requireEnv(name);
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new Error(`${name} is "${text}", but must be a whole number above zero.`);
  }
  return value;
}

/** Origins of the pages that may use the API; `*` stands for all. */
export const allowedOrigins = (): readonly string[] =>
  requireEnv('ALLOWED_ORIGINS' satisfies Setting).split(',');

/** Whether rooms of this deployment have a channel. */
export const hasChannels = (): boolean => requireEnv('CHANNEL' satisfies Setting) === 'on';

/** @throws Error that names the environment variable if it is missing or blank. */
export function requireEnv(name: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new Error(`${name} is not set. The deployment must set it for this function.`);
  return value;
}
