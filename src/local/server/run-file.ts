import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../shared/is-running.ts';
import { deployedName, REGION, resources } from '../shared/local-deployment.ts';
import type { LocalServer } from './local-server.ts';
import { writeFileAtomically } from '../shared/store.ts';

/** What scripts need to call the embedded cloud of a running server, as they would call AWS. */
export interface RunFile {
  /** The process of the server. */
  readonly pid: number;
  readonly endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly deployment: string;
  readonly rotateKeyPairFunction: string;
}

/**
 * Writes `.local/<port>.json`. Only its owner may read it: the access key in it allows everything in that embedded cloud.
 * @returns A function that removes the file.
 */
export function writeRunFile(distDirectory: string, server: LocalServer): () => void {
  const directory = join(distDirectory, '.local');
  const file = join(directory, `${server.port}.json`);
  const content: RunFile = {
    pid: process.pid,
    endpoint: server.endpoint,
    dynamodbEndpoint: server.dynamodbEndpoint,
    ...server.credentials,
    region: REGION,
    deployment: resources.deployment,
    rotateKeyPairFunction: deployedName('rotate-key-pair'),
  };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  removeLeftovers(directory);
  writeFileAtomically(file, JSON.stringify(content));
  return () => rmSync(file, { force: true });
}

/** Removes the files of servers that were killed. */
function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory)) {
    const file = join(directory, name);
    try {
      const { pid } = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunFile>;
      if (pid !== undefined && !isRunning(pid)) rmSync(file, { force: true });
    } catch {
      // Not one of ours, or just being written.
    }
  }
}
