/**
 * What each Lambda function needs, as plain data: the Terraform stack and the embedded cloud both read it, so that what
 * runs on a laptop is what is deployed. To name a resource in `uses` both grants the actions and sets the environment
 * variable that holds its name.
 */

/** The resources that a function can use, each with the environment variable that its name arrives in. */
export const resourceVariables = {
  table: 'ROOMS_TABLE',
  queue: 'ROOM_QUEUE_URL',
  keyPairSecret: 'KEY_PAIR_SECRET_ID',
  publicKeyParameter: 'PUBLIC_KEY_PARAMETER',
  dataKey: 'DATA_KEY_ID',
  // IVS has no name to hand over: stages and public keys are found by the tag that carries the deployment's name.
  stages: 'DEPLOYMENT',
  publicKeys: 'DEPLOYMENT',
  // Stages that an event or a record names: there is nothing to hand over.
  namedStages: undefined,
} as const;

export type Resource = keyof typeof resourceVariables;

/** A setting of the deployment, handed to the functions that list it. */
export const settings = {
  /** Seconds from a room's creation to its end. */
  ROOM_LIFETIME_SECONDS: 'roomLifetimeSeconds',
  /** People in one room at a time, above which nobody new is let in. */
  ROOM_PARTICIPANT_LIMIT: 'roomParticipantLimit',
} as const;

export type Setting = keyof typeof settings;

export interface FunctionDefinition {
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly uses: Partial<Record<Resource, readonly string[]>>;
  readonly settings?: readonly Setting[];
}

export const functions = {
  'create-room': {
    description: 'POST /api/rooms',
    timeoutSeconds: 10,
    memoryMb: 512,
    uses: {
      table: ['dynamodb:PutItem'],
      stages: ['ivs:CreateStage', 'ivs:TagResource', 'ivs:DeleteStage'],
      keyPairSecret: ['secretsmanager:GetSecretValue'],
    },
    settings: ['ROOM_LIFETIME_SECONDS'],
  },
  'join-room': {
    description: 'POST /api/rooms/{roomId}/participants',
    timeoutSeconds: 10,
    memoryMb: 512,
    uses: {
      table: ['dynamodb:GetItem'],
      keyPairSecret: ['secretsmanager:GetSecretValue'],
    },
    settings: ['ROOM_PARTICIPANT_LIMIT'],
  },
  'get-room': {
    description: 'GET /api/rooms/{roomId}',
    timeoutSeconds: 10,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem'],
      queue: ['sqs:SendMessage'],
    },
  },
  'update-room': {
    description: 'Stage events and presence refreshes, from the FIFO queue',
    timeoutSeconds: 30,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      namedStages: ['ivs:GetStage', 'ivs:ListParticipants', 'ivs:ListParticipantEvents'],
    },
  },
  'rotate-key-pair': {
    description: 'Makes, rotates, revokes and removes the key pair that signs participant tokens',
    timeoutSeconds: 120,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:PutItem', 'dynamodb:DeleteItem'], // the lock
      keyPairSecret: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      publicKeyParameter: ['ssm:GetParameter', 'ssm:PutParameter'],
      dataKey: ['kms:GenerateDataKeyPair'],
      publicKeys: [
        'ivs:ImportPublicKey',
        'ivs:ListPublicKeys',
        'ivs:GetPublicKey',
        'ivs:DeletePublicKey',
        'ivs:TagResource',
      ],
    },
  },
  'expire-rooms': {
    description: 'Ends the rooms whose time is over',
    timeoutSeconds: 60,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:Query', 'dynamodb:DeleteItem'],
      stages: ['ivs:DeleteStage'],
    },
  },
  sweep: {
    description: 'Removes stages without a room and keys that have retired; on destroy, all stages',
    timeoutSeconds: 300, // on destroy 1,000 stages at 5 a second
    memoryMb: 256,
    uses: {
      table: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      stages: ['ivs:ListStages', 'ivs:DeleteStage'],
      publicKeys: ['ivs:ListPublicKeys', 'ivs:DeletePublicKey'],
      keyPairSecret: ['secretsmanager:GetSecretValue'],
    },
  },
} as const satisfies Record<string, FunctionDefinition>;

export type FunctionName = keyof typeof functions;

/** The rooms table. `ttl` is a safety net only: `expire-rooms` removes a room's record when its stage is gone. */
export const roomsTable = {
  partitionKey: { name: 'id', type: 'S' },
  timeToLiveAttribute: 'ttl',
  index: {
    name: 'byExpiry',
    partitionKey: { name: 'expiryShard', type: 'S' },
    sortKey: { name: 'expiresAt', type: 'N' },
    // All that `expire-rooms` needs; with presence in it, each stage event would be written twice.
    includes: ['stageArn'],
  },
} as const;

/** Room events: FIFO, one message group a stage, so that one room's events are handled one after the other. */
export const roomQueue = {
  consumer: 'update-room',
  batchSize: 10,
  visibilityTimeoutSeconds: 180, // six times the consumer's timeout, as Lambda advises
  maxReceiveCount: 5,
  retentionSeconds: 345_600,
} as const;

/** Which events reach the queue. */
export const stageEventRule = {
  source: ['aws.ivs'],
  'detail-type': ['IVS Stage Update'],
} as const;

export interface Schedule {
  readonly function: FunctionName;
  /** Terraform: `rate(N minutes)`. */
  readonly everyMinutes: number;
}

export const schedules: readonly Schedule[] = [
  { function: 'expire-rooms', everyMinutes: 1 },
  { function: 'sweep', everyMinutes: 60 },
];

/** The metrics that alarms and the dashboard look at; the functions write them. */
export const metrics = {
  namespace: 'AudioRooms',
  /** The one dimension, which holds the deployment's name. */
  dimension: 'service',
  /** How long the oldest room that is still there is past its end; 0 if none is. By `expire-rooms`, each time it runs. */
  expiryLag: 'ExpiryLagSeconds',
  /** Age of the newest key pair. By `sweep`, each time it runs. */
  keyAge: 'KeyAgeDays',
} as const;
