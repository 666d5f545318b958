import { DynamoDBClient, paginateScan, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deploymentPrefix, DEPLOYMENT_TAG } from '../../src/backend/functions.ts';
import { currentRegion } from './checks.ts';
import { explain } from './cli.ts';
import { listPublicKeys, listStages, type Owned } from './ivs-inventory.ts';
import type { Target } from './operator-target.ts';
import { findUntagged } from './untagged-inventory.ts';

/** Something that could not be read, and why. Not to be confused with there being none. */
export interface Unknown {
  readonly unknown: string;
}

export const isUnknown = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && 'unknown' in value;

export interface RoomCount {
  /** Records in the table. */
  readonly all: number;
  /** Records past their end time: expiry is behind. */
  readonly overdue: number;
}

export interface Inventory {
  readonly stages: readonly Owned[] | Unknown;
  readonly publicKeys: readonly Owned[] | Unknown;
  /** Undefined if there is no table. */
  readonly rooms: RoomCount | undefined | Unknown;
  /** Messages in the dead-letter queue; undefined if there is no queue. */
  readonly deadLetters: number | undefined | Unknown;
  /** ARNs of everything else that carries the deployment tag. */
  readonly tagged: readonly string[] | Unknown;
  /** What carries no tag, by type and name. Only looked for after a destroy. */
  readonly untagged: readonly string[] | Unknown;
}

export interface Places {
  readonly table?: string;
  readonly deadLetterQueueUrl?: string;
  /** Look for what a destroy may have left, also by name. */
  readonly untaggedToo?: boolean;
}

/** Lists everything that carries a deployment's tag. What can't be read is reported as unknown. */
export async function takeInventory(target: Target, places: Places): Promise<Inventory> {
  const { environment, clients } = target;
  const ours = async (list: Promise<readonly Owned[]>) =>
    (await list).filter(({ deployment }) => deployment === environment);
  const [stages, publicKeys, rooms, deadLetters, tagged, untagged] = await Promise.all([
    orUnknown(ours(listStages(clients))),
    orUnknown(ours(listPublicKeys(clients))),
    orUnknown(countRooms(target, places.table)),
    orUnknown(countMessages(target, places.deadLetterQueueUrl)),
    // The embedded cloud has no other tagged resources.
    target.local ? [] : orUnknown(findTagged(target)),
    places.untaggedToo ? orUnknown(findUntaggedHere(environment)) : [],
  ]);
  return { stages, publicKeys, rooms, deadLetters, tagged, untagged };
}

const orUnknown = <T>(work: Promise<T>): Promise<T | Unknown> =>
  work.catch((error: unknown) => ({ unknown: explain(error) }));

async function countRooms(
  target: Target,
  table: string | undefined,
): Promise<RoomCount | undefined> {
  if (table === undefined) return undefined;
  const client = new DynamoDBClient(target.tables);
  const now = Date.now() / 1000;
  let all = 0;
  let overdue = 0;
  try {
    const pages = paginateScan(
      { client },
      {
        TableName: table,
        // Only rooms have a stage; the table also contains the lock of the key rotation.
        FilterExpression: 'attribute_exists(stageArn)',
        ProjectionExpression: 'expiresAt',
      },
    );
    for await (const { Items: items = [] } of pages) {
      all += items.length;
      overdue += items.filter(({ expiresAt }) => Number(expiresAt?.N) < now).length;
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  return { all, overdue };
}

async function countMessages(target: Target, url: string | undefined): Promise<number | undefined> {
  if (url === undefined) return undefined;
  const { Attributes } = await new SQSClient(target.clients).send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

const findUntaggedHere = async (environment: string): Promise<string[]> =>
  findUntagged(environment, await currentRegion());

/** The tags of global resources, such as CloudFront's, are in us-east-1. */
async function findTagged({ environment, clients }: Target): Promise<string[]> {
  const here = new ResourceGroupsTaggingAPIClient(clients);
  const region = await here.config.region();
  // CloudFront's web ACLs are in us-east-1 by their ARN, too, but their names tell the Region of the deployment.
  const webAcl = `:global/webacl/${deploymentPrefix(environment)}-${region}-`;
  const found = await Promise.all(
    [...new Set([region, 'us-east-1'])].map(async (place) => {
      const client = new ResourceGroupsTaggingAPIClient({ ...clients, region: place });
      const arns: string[] = [];
      const pages = paginateGetResources(
        { client },
        { TagFilters: [{ Key: DEPLOYMENT_TAG, Values: [environment] }] },
      );
      for await (const { ResourceTagMappingList: list = [] } of pages) {
        arns.push(...list.map(({ ResourceARN: arn = '' }) => arn));
      }
      // From us-east-1, take only global resources: a deployment of the same name there is another deployment.
      const isGlobal = (arn: string) => arn.split(':')[3] === '' || arn.includes(webAcl);
      return place === region ? arns : arns.filter(isGlobal);
    }),
  );
  return [...new Set(found.flat())].filter((arn) => arn.split(':')[2] !== 'ivs').sort();
}
