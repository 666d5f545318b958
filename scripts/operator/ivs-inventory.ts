import {
  IVSRealTimeClient,
  paginateListPublicKeys,
  paginateListStages,
} from '@aws-sdk/client-ivs-realtime';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../../src/backend/functions.ts';
import type { ClientConfig } from './operator-target.ts';

/** A stage or a public key. */
export interface Owned {
  readonly arn: string;
  /** The deployment that created it; undefined if another app did. */
  readonly deployment?: string;
  /** Epoch seconds. */
  readonly createdAt?: number;
}

/** All public keys of the account in the Region, including other apps'. */
export async function listPublicKeys(config: ClientConfig): Promise<Owned[]> {
  const all: Owned[] = [];
  for await (const page of paginateListPublicKeys({ client: client(config) }, {})) {
    all.push(...(page.publicKeys ?? []).map(toOwned));
  }
  return all;
}

/** All stages of the account in the Region, including other apps'. */
export async function listStages(config: ClientConfig): Promise<Owned[]> {
  const all: Owned[] = [];
  for await (const page of paginateListStages({ client: client(config) }, { maxResults: 100 })) {
    all.push(...(page.stages ?? []).map(toOwned));
  }
  return all;
}

// IVS allows 3 (keys) and 5 (stages) list calls a second for the account. In adaptive mode the client waits its turn.
const client = (config: ClientConfig): IVSRealTimeClient =>
  new IVSRealTimeClient({ ...config, retryMode: 'adaptive', maxAttempts: 8 });

function toOwned(one: {
  arn?: string | undefined;
  tags?: Record<string, string> | undefined;
}): Owned {
  const createdAt = Number(one.tags?.[CREATED_TAG]);
  return {
    arn: one.arn ?? '',
    ...(one.tags?.[DEPLOYMENT_TAG] !== undefined && { deployment: one.tags[DEPLOYMENT_TAG] }),
    ...(createdAt > 0 && { createdAt }),
  };
}
