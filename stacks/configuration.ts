import { deploymentPrefix, resourceNames } from '../src/backend/functions.ts';
import { readDomain, type Domain } from './domain.ts';
import { readGuards, type Guards } from './guards.ts';
import { OperatorError } from './operator-error.ts';
import { readChoice, readFlag, readList, readNumber, type Variables } from './variables.ts';

/** Everything that differs between deployments. Stacks take it as props and never read the environment themselves. */
export interface Configuration extends Guards {
  /** `APP_ENV`: the deployment's name. It is part of every resource's name, and the value of the deployment tag. */
  readonly environment: string;
  /** Prefix of the names of resources that belong to a Region. */
  readonly prefix: string;
  /** Prefix of names that must be unique in the whole account, such as those of roles: it ends with the Region. */
  readonly accountPrefix: string;
  /** The names that the embedded cloud uses too. */
  readonly names: ReturnType<typeof resourceNames>;
  readonly region: string;
  /** Seconds from a room's creation to its end. */
  readonly roomLifetimeSeconds: number;
  /** `ROOM_PARTICIPANT_LIMIT`: people in one room, by its last count, from which on it is full. */
  readonly roomParticipantLimit: number;
  /** `CHANNEL`: whether rooms have a channel, for chat, reactions and news; without, none of it is deployed. */
  readonly channel: 'on' | 'off';
  /** `CHANNEL_RATE`: how many messages a second can be sent in one room. */
  readonly channelRate: number;
  readonly logRetentionDays: number;
  /** Request limits of the whole API, and of creating rooms. */
  readonly throttle: { readonly all: Throttle; readonly createRoom: Throttle };
  /** `ACCESS_LOG`: whether API Gateway writes an access log. Requires the `account` stack in the account and Region. */
  readonly accessLog: boolean;
  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopics: readonly string[];
  /** Age of the signing key, in days, that raises an alarm. */
  readonly maxKeyAgeDays: number;
  /** `DOMAIN`, `HOSTED_ZONE`: the website's own name, if it has one besides CloudFront's. */
  readonly domain?: Domain;
  /** Where Terraform stores its state. */
  readonly state: State;
}

export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

export type State =
  | { readonly kind: 'local' }
  | { readonly kind: 's3'; readonly bucket: string; readonly region: string };

/** Regions that have a control plane of IVS Real-Time. */
export const ivsRegions = [
  'us-east-1',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'eu-central-1',
  'eu-west-1',
] as const;

const HOUR = 3600;

/**
 * Reads the deployment's configuration from environment variables.
 *
 * @throws {OperatorError} that names the invalid variable and its allowed values.
 */
export function readConfiguration(variables: Variables): Configuration {
  const environment = readEnvironment(variables);
  const region = readRegion(variables);
  const domain = readDomain(variables);
  const production = environment === 'production';
  return {
    environment,
    prefix: deploymentPrefix(environment),
    accountPrefix: `${deploymentPrefix(environment)}-${region}`,
    names: resourceNames(environment),
    region,
    roomLifetimeSeconds: readNumber(variables, 'ROOM_LIFETIME_SECONDS', {
      fallback: production ? HOUR : 6 * HOUR,
      min: 60,
      max: 24 * HOUR, // IVS disconnects a participant after 24 h
    }),
    // 12 speakers and 1,588 listeners hold 19,188 subscriptions; the Region's default quota is 20,000.
    roomParticipantLimit: readNumber(variables, 'ROOM_PARTICIPANT_LIMIT', {
      fallback: 1600,
      min: 2,
      max: 10_000,
    }),
    channel: readChoice(variables, 'CHANNEL', ['on', 'off']),
    channelRate: readNumber(variables, 'CHANNEL_RATE', { fallback: 10, min: 1, max: 100 }),
    logRetentionDays: production ? 30 : 7,
    // CreateStage is limited to 5 calls a second for the account; the quota can't be raised.
    throttle: { all: { perSecond: 100, burst: 200 }, createRoom: { perSecond: 2, burst: 5 } },
    accessLog: readFlag(variables, 'ACCESS_LOG', false),
    alarmTopics: readList(variables, 'ALARM_TOPICS'),
    maxKeyAgeDays: 90,
    ...readGuards(variables),
    ...(domain && { domain }),
    state: readState(variables, region),
  };
}

/** Names that mean something else, and what. */
const reserved: Readonly<Record<string, string>> = {
  local: 'the deployment that `npm start` runs on this machine',
  account: 'what all deployments of an account share (npm run deploy:account)',
};

export function readEnvironment(variables: Variables): string {
  const environment = variables['APP_ENV']?.trim() || 'development';
  // With 18 characters, the longest name built from it still fits: role names have at most 64.
  if (!/^[a-z][a-z0-9-]{0,17}$/.test(environment)) {
    throw new OperatorError(
      `APP_ENV is "${environment}". It must be 1 to 18 lower-case letters, digits or hyphens, and start with a letter: for example, development or production.`,
    );
  }
  const meaning = reserved[environment];
  if (meaning !== undefined) {
    throw new OperatorError(
      `APP_ENV=${environment} means ${meaning}. Choose another name to deploy to AWS.`,
    );
  }
  return environment;
}

function readRegion(variables: Variables): string {
  const region = variables['AWS_REGION']?.trim() || variables['AWS_DEFAULT_REGION']?.trim();
  if (!region) {
    throw new OperatorError(
      `No AWS Region is set. Set AWS_REGION to one of ${ivsRegions.join(', ')}, or add a region to your profile.`,
    );
  }
  if (!ivsRegions.some((known) => known === region)) {
    throw new OperatorError(
      `IVS Real-Time has no control plane in ${region}. Set AWS_REGION to one of ${ivsRegions.join(', ')}. Audio still goes through the IVS location nearest to each person.`,
    );
  }
  return region;
}

function readState(variables: Variables, region: string): State {
  const bucket = variables['TF_STATE_BUCKET']?.trim();
  if (!bucket) return { kind: 'local' };
  return { kind: 's3', bucket, region: variables['TF_STATE_REGION']?.trim() || region };
}
