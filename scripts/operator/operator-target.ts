import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunFile } from '../../src/local/server/run-file.ts';
import { OperatorError } from './cli.ts';

/** Options with which AWS SDK clients reach a deployment. Those left out are taken from the environment. */
export interface ClientConfig {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface Target {
  readonly environment: string;
  readonly clients: ClientConfig;
  /** Like {@link clients}, but for DynamoDB, which has another endpoint on the local server. */
  readonly tables: ClientConfig;
  /** The server on this machine, if the environment is `local`. */
  readonly local?: RunFile;
}

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * How to reach a deployment: on AWS through the SDK's usual variables; for `local`, in the server on this machine.
 *
 * @param port - The local server's port, needed if several run.
 */
export function findTarget(environment: string, port?: string, dist = DIST): Target {
  if (environment !== 'local') return { environment, clients: {}, tables: {} };
  const local = readRunFile(join(dist, '.local'), port);
  const { accessKeyId, secretAccessKey, region } = local;
  const common = { region, credentials: { accessKeyId, secretAccessKey } };
  return {
    environment,
    clients: { ...common, endpoint: local.endpoint },
    tables: { ...common, endpoint: local.dynamodbEndpoint },
    local,
  };
}

function readRunFile(directory: string, port: string | undefined): RunFile {
  const ports = portsIn(directory);
  const chosen = port ?? (ports.length === 1 ? ports[0] : undefined);
  if (chosen !== undefined && ports.includes(chosen)) {
    return JSON.parse(readFileSync(join(directory, `${chosen}.json`), 'utf8')) as RunFile;
  }
  if (ports.length === 0) {
    throw new OperatorError('No server is running on this machine. Start one with npm start.');
  }
  throw new OperatorError(
    port === undefined
      ? `Servers are running on ports ${ports.join(', ')}. Choose one, for example --port ${ports[0] ?? ''}.`
      : `No server is running on port ${port}, only on ${ports.join(', ')}.`,
  );
}

function portsIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => name.slice(0, -'.json'.length));
  } catch {
    return []; // no server was ever started
  }
}
