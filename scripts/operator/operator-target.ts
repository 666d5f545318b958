import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunFile } from '../../src/local/server/run-file.ts';
import { OperatorError } from './cli.ts';

/** How the AWS SDK's clients reach a deployment. Without any of it they do what the environment says. */
export interface ClientConfig {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface Target {
  readonly environment: string;
  readonly clients: ClientConfig;
  /** As {@link clients}; a server on this machine has its tables at an endpoint of their own. */
  readonly tables: ClientConfig;
  /** The server on this machine, if that is what the environment means. */
  readonly local?: RunFile;
}

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Where a deployment is: on AWS, as the SDK's own variables say, or for `local` in the server that runs on this machine.
 * @param port the local server's, if more than one runs.
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
    throw new OperatorError('No server runs on this machine. Start one with npm start.');
  }
  throw new OperatorError(
    port === undefined
      ? `Servers run on ports ${ports.join(', ')}. Say which: --port ${ports[0] ?? ''}.`
      : `No server runs on port ${port}; there is one on ${ports.join(', ')}.`,
  );
}

function portsIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => name.slice(0, -'.json'.length));
  } catch {
    return []; // never started
  }
}
