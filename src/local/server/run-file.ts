import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deployedName, REGION, resources } from '../shared/local-deployment.ts';
import type { LocalServer } from './local-server.ts';
import { writeFileAtomically } from '../shared/store.ts';

/** What scripts need to call the embedded cloud of a running server, as they would call AWS. */
export interface RunFile {
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
    endpoint: server.endpoint,
    dynamodbEndpoint: server.dynamodbEndpoint,
    ...server.credentials,
    region: REGION,
    deployment: resources.deployment,
    rotateKeyPairFunction: deployedName('rotate-key-pair'),
  };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileAtomically(file, JSON.stringify(content));
  return () => rmSync(file, { force: true });
}
