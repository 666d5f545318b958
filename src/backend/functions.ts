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
  // Rooms of IVS Chat, which carry the channels of rooms; found by a tag, too.
  channels: 'DEPLOYMENT',
  // The channel that a record names.
  namedChannels: undefined,
  // Where browsers connect to it.
  channelTokens: 'CHANNEL_ENDPOINT',
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
  /** Whether rooms have a channel: `on` or `off`. */
  CHANNEL: 'channel',
  /** How many messages a second can be sent in one room. */
  CHANNEL_RATE: 'channelRate',
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
    settings: ['ROOM_LIFETIME_SECONDS', 'ALLOWED_ORIGINS', 'CHANNEL'],
  },
  'join-room': {
    description: 'POST /api/rooms/{roomId}/participants, PUT and DELETE of hands',
    timeoutSeconds: 10,
    memoryMb: 512,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], // a host is noted; joining writes nothing else
      keyPairSecret: ['secretsmanager:GetSecretValue'],
      namedChannels: ['ivschat:SendEvent'],
    },
    settings: ['ROOM_PARTICIPANT_LIMIT', 'ALLOWED_ORIGINS', 'CHANNEL'],
  },
  'manage-room': {
    description: 'PATCH and DELETE /api/rooms/{roomId}, for hosts',
    timeoutSeconds: 10,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      stages: ['ivs:DeleteStage'],
      channels: ['ivschat:DeleteRoom'],
      namedChannels: ['ivschat:SendEvent'],
    },
    settings: ['ALLOWED_ORIGINS', 'CHANNEL'],
  },
  'manage-people': {
    description:
      'Invitations to the stage, asks to mute, removals, all hands, who may write, for hosts',
    timeoutSeconds: 10,
    memoryMb: 256,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      queue: ['sqs:SendMessage'],
      namedStages: ['ivs:DisconnectParticipant'],
      namedChannels: ['ivschat:SendEvent', 'ivschat:DisconnectUser'],
    },
    settings: ['ALLOWED_ORIGINS', 'CHANNEL'],
  },
  'open-channel': {
    description: 'POST /api/rooms/{roomId}/channel: a token of the room channel',
    timeoutSeconds: 10,
    memoryMb: 512,
    uses: {
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      keyPairSecret: ['secretsmanager:GetSecretValue'],
      channels: ['ivschat:CreateRoom', 'ivschat:TagResource', 'ivschat:DeleteRoom'],
      channelTokens: ['ivschat:CreateChatToken'],
    },
    settings: ['ALLOWED_ORIGINS', 'CHANNEL_RATE'],
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
      namedChannels: ['ivschat:SendEvent', 'ivschat:DisconnectUser'],
    },
    settings: ['CHANNEL'],
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
      table: ['dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:DeleteItem'],
      stages: ['ivs:DeleteStage'],
      channels: ['ivschat:DeleteRoom'],
    },
    settings: ['CHANNEL'],
  },
  sweep: {
    description:
      'Removes stages and channels without a room, and retired keys; on destroy, all stages and channels',
    timeoutSeconds: 300, // on destroy: 1,000 stages at 5 calls a second
    memoryMb: 256,
    uses: {
      table: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      stages: ['ivs:ListStages', 'ivs:DeleteStage'],
      channels: ['ivschat:ListRooms', 'ivschat:DeleteRoom'],
      publicKeys: ['ivs:ListPublicKeys', 'ivs:DeletePublicKey'],
      keyPairSecret: ['secretsmanager:GetSecretValue'],
    },
    settings: ['CHANNEL'],
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

/** What a deployment without channels (`CHANNEL=off`) does not have: this function, and the use of these resources. */
const channelFunction = 'open-channel';
const channelResources: readonly Resource[] = ['channels', 'namedChannels', 'channelTokens'];

/** Something for each function of a deployment. */
export type ForEachFunction<T> = Readonly<
  Record<LastingFunction, T> & Partial<Record<typeof channelFunction, T>>
>;

/** A function that every deployment has. */
type LastingFunction = Exclude<FunctionName, typeof channelFunction>;

export const isDeployed = (name: FunctionName, { channel }: ChannelSetting): boolean =>
  channel === 'on' || name !== channelFunction;

/** The resources that a function uses in a deployment, and the actions. */
export const usedResources = (
  { uses }: FunctionDefinition,
  { channel }: ChannelSetting,
): [Resource, readonly string[]][] =>
  (Object.entries(uses) as [Resource, readonly string[]][]).filter(
    ([resource]) => channel === 'on' || !channelResources.includes(resource),
  );

interface ChannelSetting {
  readonly channel: 'on' | 'off';
}

/** Tag of everything that a deployment creates, with its name. For stages, channels and public keys, nothing else tells whose they are. */
export const DEPLOYMENT_TAG = 'audio-rooms:deployment';

/** Tag of every stage, channel and public key: when it was created, in epoch seconds. IVS doesn't tell of the others. */
export const CREATED_TAG = 'audio-rooms:created-at';

export interface Schedule {
  readonly function: LastingFunction;
  /** Terraform: `rate(N minutes)`. */
  readonly everyMinutes: number;
}

export const schedules: readonly Schedule[] = [
  { function: 'expire-rooms', everyMinutes: 1 },
  { function: 'sweep', everyMinutes: 60 },
];
