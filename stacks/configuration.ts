/** Everything that differs between two deployments. Stacks get it as props and never read the environment themselves. */
export interface Configuration {
  /** `APP_ENV`: the deployment's name, in every resource's name and in the tag by which our stages and keys are found. */
  readonly environment: string;
  /** Begins the name of every resource. */
  readonly prefix: string;
  /** Undefined: the Region of the AWS profile. */
  readonly region?: string;
  /** Seconds from a room's creation to its end. */
  readonly roomLifetimeSeconds: number;
  /** `ROOM_PARTICIPANT_LIMIT`: people in one room above which nobody new is let in, as far as the last count tells. */
  readonly roomParticipantLimit: number;
  readonly logRetentionDays: number;
  /** Requests a second, and how many may come at once, for the whole API and for the creation of rooms. */
  readonly throttle: { readonly all: Throttle; readonly createRoom: Throttle };
  /** API Gateway's access log. Needs the `account` stack, once per account and Region. */
  readonly accessLog: boolean;
  /** SNS topics (ARNs) that hear of alarms. */
  readonly alarmTopics: readonly string[];
  /** Days after which the signing key counts as old. */
  readonly maxKeyAgeDays: number;
  /** Where Terraform keeps its state. */
  readonly state: State;
}

export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

export type State =
  | { readonly kind: 'local' }
  | { readonly kind: 's3'; readonly bucket: string; readonly region: string };

/** Regions with a control plane of IVS Real-Time. */
export const ivsRegions = [
  'us-east-1',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'eu-central-1',
  'eu-west-1',
] as const;

/** The tag on everything that a deployment makes, stages and public keys included. Its value is the environment. */
export const DEPLOYMENT_TAG = 'audio-rooms:deployment';

export const deploymentPrefix = (environment: string): string => `audio-rooms-${environment}`;

const HOUR = 3600;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The deployment that the environment variables describe.
 * @throws {Error} with the name of the variable that can't be used, and what it may hold.
 */
export function readConfiguration(variables: Variables): Configuration {
  const environment = readEnvironment(variables);
  const production = environment === 'production';
  return {
    environment,
    prefix: deploymentPrefix(environment),
    region: readRegion(variables),
    roomLifetimeSeconds: readNumber(variables, 'ROOM_LIFETIME_SECONDS', {
      fallback: production ? HOUR : 6 * HOUR,
      min: 60,
      max: 24 * HOUR, // IVS ends a participant's connection after 24 h
    }),
    // Twelve speakers and 1,600 listeners are 20,000 subscriptions, the Region's quota unless it was raised.
    roomParticipantLimit: readNumber(variables, 'ROOM_PARTICIPANT_LIMIT', {
      fallback: 1600,
      min: 2,
      max: 10_000,
    }),
    logRetentionDays: production ? 30 : 7,
    // CreateStage is limited to 5 a second for the whole account, and nothing raises that.
    throttle: { all: { perSecond: 100, burst: 200 }, createRoom: { perSecond: 2, burst: 5 } },
    accessLog: readFlag(variables, 'ACCESS_LOG', true),
    alarmTopics: readList(variables, 'ALARM_TOPICS'),
    maxKeyAgeDays: 90,
    state: readState(variables),
  };
}

export function readEnvironment(variables: Variables): string {
  const environment = variables['APP_ENV']?.trim() || 'development';
  // Twenty characters leave room for the longest resource name that is built on it (64 for a role).
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(environment)) {
    throw new Error(
      `APP_ENV is "${environment}". It must be 1 to 20 lower-case letters, digits or hyphens and begin with a letter, such as development or production.`,
    );
  }
  if (environment === 'local') {
    throw new Error(
      'APP_ENV=local is the deployment that `npm start` runs on this machine. Choose another name to deploy to AWS.',
    );
  }
  return environment;
}

function readRegion(variables: Variables): string | undefined {
  const region = variables['AWS_REGION']?.trim() || variables['AWS_DEFAULT_REGION']?.trim();
  if (!region) return undefined;
  if (!ivsRegions.some((known) => known === region)) {
    throw new Error(
      `IVS Real-Time has no control plane in ${region}. Set AWS_REGION to one of ${ivsRegions.join(', ')}; the audio itself is carried from the place nearest to each person.`,
    );
  }
  return region;
}

function readNumber(
  variables: Variables,
  name: string,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const text = variables[name]?.trim();
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${name} is "${text}". It must be a whole number from ${min} to ${max}.`);
  }
  return value;
}

function readFlag(variables: Variables, name: string, fallback: boolean): boolean {
  const text = variables[name]?.trim();
  if (!text) return fallback;
  if (text !== 'on' && text !== 'off') {
    throw new Error(`${name} is "${text}". It must be on or off.`);
  }
  return text === 'on';
}

function readList(variables: Variables, name: string): string[] {
  return (variables[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function readState(variables: Variables): State {
  const bucket = variables['TF_STATE_BUCKET']?.trim();
  if (!bucket) return { kind: 'local' };
  const region = variables['TF_STATE_REGION']?.trim() || readRegion(variables);
  if (!region) {
    throw new Error(
      'TF_STATE_BUCKET is set, but not where the bucket is. Set TF_STATE_REGION or AWS_REGION.',
    );
  }
  return { kind: 's3', bucket, region };
}
