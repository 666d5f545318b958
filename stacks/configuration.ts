import { deploymentPrefix, resourceNames } from '../src/backend/functions.ts';
import { readGuards, type Guards } from './guards.ts';
import { readFlag, readList, readNumber, type Variables } from './variables.ts';

/** Everything that differs between deployments. Stacks take it as props and never read the environment themselves. */
export interface Configuration extends Guards {
  /** `APP_ENV`: the deployment's name. It is part of every resource's name, and the value of the deployment tag. */
  readonly environment: string;
  /** Prefix of every resource's name. */
  readonly prefix: string;
  /** The names that the embedded cloud uses too. */
  readonly names: ReturnType<typeof resourceNames>;
  /** If undefined, the Region of the AWS profile. */
  readonly region?: string;
  /** Seconds from a room's creation to its end. */
  readonly roomLifetimeSeconds: number;
  /** `ROOM_PARTICIPANT_LIMIT`: people in one room, by its last count, from which on it is full. */
  readonly roomParticipantLimit: number;
  readonly logRetentionDays: number;
  /** Request limits of the whole API, and of creating rooms. */
  readonly throttle: { readonly all: Throttle; readonly createRoom: Throttle };
  /** Whether API Gateway writes an access log. Requires the `account` stack in the account and Region. */
  readonly accessLog: boolean;
  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopics: readonly string[];
  /** Age of the signing key, in days, that raises an alarm. */
  readonly maxKeyAgeDays: number;
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
 * @throws {Error} that names the invalid variable and its allowed values.
 */
export function readConfiguration(variables: Variables): Configuration {
  const environment = readEnvironment(variables);
  const production = environment === 'production';
  return {
    environment,
    prefix: deploymentPrefix(environment),
    names: resourceNames(environment),
    region: readRegion(variables),
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
    logRetentionDays: production ? 30 : 7,
    // CreateStage is limited to 5 calls a second for the account; the quota can't be raised.
    throttle: { all: { perSecond: 100, burst: 200 }, createRoom: { perSecond: 2, burst: 5 } },
    accessLog: readFlag(variables, 'ACCESS_LOG', true),
    alarmTopics: readList(variables, 'ALARM_TOPICS'),
    maxKeyAgeDays: 90,
    ...readGuards(variables),
    state: readState(variables),
  };
}

export function readEnvironment(variables: Variables): string {
  const environment = variables['APP_ENV']?.trim() || 'development';
  // With 20 characters, the longest name built from it still fits: role names have at most 64.
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(environment)) {
    throw new Error(
      `APP_ENV is "${environment}". It must be 1 to 20 lower-case letters, digits or hyphens, and start with a letter: for example, development or production.`,
    );
  }
  if (environment === 'local') {
    throw new Error(
      'APP_ENV=local means the deployment that `npm start` runs on this machine. Choose another name to deploy to AWS.',
    );
  }
  return environment;
}

function readRegion(variables: Variables): string | undefined {
  const region = variables['AWS_REGION']?.trim() || variables['AWS_DEFAULT_REGION']?.trim();
  if (!region) return undefined;
  if (!ivsRegions.some((known) => known === region)) {
    throw new Error(
      `IVS Real-Time has no control plane in ${region}. Set AWS_REGION to one of ${ivsRegions.join(', ')}. Audio still goes through the IVS location nearest to each person.`,
    );
  }
  return region;
}

function readState(variables: Variables): State {
  const bucket = variables['TF_STATE_BUCKET']?.trim();
  if (!bucket) return { kind: 'local' };
  const region = variables['TF_STATE_REGION']?.trim() || readRegion(variables);
  if (!region) {
    throw new Error(
      'TF_STATE_BUCKET is set, but its Region is unknown. Set TF_STATE_REGION or AWS_REGION.',
    );
  }
  return { kind: 's3', bucket, region };
}
