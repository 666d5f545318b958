import {
  deployedFunctionName,
  functions,
  resourceNames,
  resourceVariables,
  settings,
  usedResources,
  type FunctionDefinition,
  type FunctionName,
  type Resource,
  type Setting,
} from '../../backend/functions.ts';

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

const DEPLOYMENT = 'local';
const KEY_ID = '5f0c1a7e-0000-4000-8000-6175646f696f';

/** The deployment's name, and those of its resources. */
export const resources = {
  deployment: DEPLOYMENT,
  ...resourceNames(DEPLOYMENT),
  dataKeyId: KEY_ID,
} as const;

export const functionNames = Object.keys(functions) as FunctionName[];

export const functionDefinition = (name: FunctionName): FunctionDefinition => functions[name];

/** The name that a function is deployed under. */
export const deployedName = (name: FunctionName): string => deployedFunctionName(DEPLOYMENT, name);

export const functionArn = (name: FunctionName): string =>
  `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${deployedName(name)}`;

export const queueArn = (queue: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${queue}`;

export const queueUrl = (endpoint: string, queue: string): string =>
  `${endpoint}/${ACCOUNT}/${queue}`;

export interface Settings extends Record<(typeof settings)[Setting], unknown> {
  readonly roomLifetimeSeconds: number;
  readonly roomParticipantLimit: number;
  readonly allowedOrigins: readonly string[];
  readonly channel: 'on' | 'off';
  readonly channelRate: number;
}

/** The local deployment's settings. */
export const defaultSettings: Settings = {
  roomLifetimeSeconds: 6 * 3600,
  roomParticipantLimit: 1000,
  allowedOrigins: ['*'], // the local server has its own check
  channel: 'on',
  channelRate: 10,
};

/** Addresses of the embedded cloud. */
export interface Endpoints {
  readonly aws: string;
  /** What the SDK of IVS Chat connects to. */
  readonly chat: string;
}

/** The environment variables that a deploy sets for a function: its resources and its settings. */
export function deployedEnvironment(
  definition: FunctionDefinition,
  endpoints: Endpoints,
  values: Settings,
): Record<string, string> {
  const names: Record<Resource, string> = {
    ...resources,
    queue: queueUrl(endpoints.aws, resources.queue),
    dataKey: resources.dataKeyId,
    stages: resources.deployment,
    publicKeys: resources.deployment,
    namedStages: '',
    channels: resources.deployment,
    namedChannels: '',
    channelTokens: endpoints.chat,
  };
  const environment: Record<string, string> = {};
  for (const [resource] of usedResources(definition, values)) {
    const variable = resourceVariables[resource];
    if (variable) environment[variable] = names[resource];
  }
  for (const setting of definition.settings ?? []) {
    environment[setting] = String(values[settings[setting]]);
  }
  return environment;
}

/** The IAM actions that a function's role allows. */
export function grantedActions(name: FunctionName): ReadonlySet<string> {
  return new Set(Object.values(functionDefinition(name).uses).flat());
}
