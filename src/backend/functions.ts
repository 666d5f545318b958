/**
 * What each Lambda function needs, and the names and limits that it shares with those who deploy it, as plain data. The
 * Terraform stack, the embedded cloud and the operator scripts read it too, so that what runs on a laptop is what is
 * deployed. Naming a resource in `uses` both grants the actions and sets the environment variable with its name.
 */

/** The resources that a function can use, each with the environment variable that its name is passed in. */
export const resourceVariables = {
  table: 'ROOMS_TABLE',
  queue: 'ROOM_QUEUE_URL',
  keyPairSecret: 'KEY_PAIR_SECRET_ID',
  publicKeyParameter: 'PUBLIC_KEY_PARAMETER',
  dataKey: 'DATA_KEY_ID',
  // These have no names that could be passed: they are found by a tag, whose value is the deployment's name.
  stages: 'DEPLOYMENT',
  publicKeys: 'DEPLOYMENT',
  // The stage that an event or a record names: there is nothing to pass.
  namedStages: undefined,
} as const;

export type Resource = keyof typeof resourceVariables;

/** Settings of the deployment, each passed to the functions that list it. */
export const settings = {
  /** Seconds from a room's creation to its end. */
  ROOM_LIFETIME_SECONDS: 'roomLifetimeSeconds',
  /** How many people can be in one room at a time; then it is full. */
  ROOM_PARTICIPANT_LIMIT: 'roomParticipantLimit',
  /** Origins of the pages that may use the API, separated by commas; `*` stands for all. */
  ALLOWED_ORIGINS: 'allowedOrigins',
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
    settings: ['ROOM_LIFETIME_SECONDS', 'ALLOWED_ORIGINS'],
  },
  'join-room': {
    description: 'POST /api/rooms/{roomId}/participants, PUT and DELETE of hands',
    timeoutSeconds: 10,
    memoryMb: 512,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], // a host is noted; joining writes nothing else
      keyPairSecret: ['secretsmanager:GetSecretValue'],
    },
    settings: ['ROOM_PARTICIPANT_LIMIT', 'ALLOWED_ORIGINS'],
  },
  'manage-room': {
    description: 'PATCH and DELETE /api/rooms/{roomId}, for hosts',
    timeoutSeconds: 10,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      stages: ['ivs:DeleteStage'],
    },
    settings: ['ALLOWED_ORIGINS'],
  },
  'manage-people': {
    description:
      'Invitations to the stage, their end, asks to mute, removals, all hands, for hosts',
    timeoutSeconds: 10,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      queue: ['sqs:SendMessage'],
      namedStages: ['ivs:DisconnectParticipant'],
    },
    settings: ['ALLOWED_ORIGINS'],
  },
  'open-channel': {
    description: 'POST /api/rooms/{roomId}/channel',
    timeoutSeconds: 10,
    memoryMb: 512,
    uses: {
      table: ['dynamodb:GetItem'],
      keyPairSecret: ['secretsmanager:GetSecretValue'],
    },
    settings: ['ALLOWED_ORIGINS'],
  },
  'get-room': {
    description: 'GET /api/rooms/{roomId}',
    timeoutSeconds: 10,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem'],
      queue: ['sqs:SendMessage'],
    },
    settings: ['ALLOWED_ORIGINS'],
  },
  'update-room': {
    description: 'Handles stage events and presence refreshes from the FIFO queue',
    timeoutSeconds: 30,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      queue: ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], // for messages that failed
      namedStages: [
        'ivs:GetStage',
        'ivs:ListParticipants',
        'ivs:ListParticipantEvents',
        'ivs:DisconnectParticipant', // whoever may not be there
        'ivs:GetParticipant', // for a name that is too long for `user_id`
      ],
    },
  },
  'rotate-key-pair': {
    description: 'Creates, rotates, revokes and removes the key pair that signs participant tokens',
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
    description: 'Ends rooms that have reached their end time',
    timeoutSeconds: 60,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:Query', 'dynamodb:DeleteItem'],
      stages: ['ivs:DeleteStage'],
    },
  },
  sweep: {
    description: 'Removes stages without a room and retired keys; on destroy, all stages',
    timeoutSeconds: 300, // on destroy: 1,000 stages at 5 calls a second
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

/** The prefix of the names of a deployment's resources. */
export const deploymentPrefix = (deployment: string): string => `audio-rooms-${deployment}`;

/** The names of a deployment's resources, the same on AWS and in the embedded cloud. */
export const resourceNames = (deployment: string) =>
  ({
    table: `${deploymentPrefix(deployment)}-rooms`,
    queue: `${deploymentPrefix(deployment)}-room-events.fifo`,
    deadLetterQueue: `${deploymentPrefix(deployment)}-room-events-dead.fifo`,
    keyPairSecret: `${deploymentPrefix(deployment)}-key-pair`,
    publicKeyParameter: `/audio-rooms/${deployment}/public-key-arn`,
  }) as const;

/** The name that a function is deployed under. */
export const deployedFunctionName = (deployment: string, name: FunctionName): string =>
  `${deploymentPrefix(deployment)}-${name}`;

/** Tag of everything that a deployment creates, with its name. For stages and public keys, nothing else tells whose they are. */
export const DEPLOYMENT_TAG = 'audio-rooms:deployment';

/** Tag of every stage and public key: when it was created, in epoch seconds. IVS doesn't tell. */
export const CREATED_TAG = 'audio-rooms:created-at';

/** Default quotas of IVS Real-Time for an account in a Region. Call rates and the number of public keys can't be raised. */
export const ivsLimits = {
  publicKeys: 3,
  stages: 1000,
  /** People on stage, in all rooms of the Region together. */
  concurrentPublishers: 1000,
  /** Connections from a speaker to a listener, in all rooms of the Region together. */
  concurrentSubscriptions: 20_000,
  /** For each operation on stages and participants. */
  stageCallsPerSecond: 5,
  /** For each operation on public keys. */
  publicKeyCallsPerSecond: 3,
} as const;

/** Default quotas of IVS Chat for an account in a Region. The call rate can't be raised. */
export const ivsChatLimits = {
  rooms: 50_000,
  connections: 50_000,
  /** For each operation on rooms. */
  roomCallsPerSecond: 5,
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

/** Metrics that the functions write for the alarms and the dashboard. */
export const metrics = {
  namespace: 'AudioRooms',
  /** The only dimension; its value is the deployment's name. */
  dimension: 'service',
  /** Seconds by which the oldest open room is past its end time; 0 if none is. Written by each run of `expire-rooms`. */
  expiryLag: 'ExpiryLagSeconds',
  /** Age of the current key pair in days. Written by each run of `sweep`. */
  keyAge: 'KeyAgeDays',
} as const;
