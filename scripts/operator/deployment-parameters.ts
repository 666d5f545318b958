import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { ivsRegions } from '../../stacks/configuration.ts';
import {
  backendParameter,
  stateParameter,
  websiteParameter,
  type BackendRecord,
  type StateRecord,
  type WebsiteRecord,
} from '../../stacks/deployment-record.ts';
import { OperatorError } from './cli.ts';
import type { ClientConfig, Target } from './operator-target.ts';

/** Reads the backend stack's record from SSM. @returns undefined if it is not deployed in this account and Region. */
export const readBackendRecord = ({ clients, environment }: Target) =>
  readOf<BackendRecord>(clients, backendParameter(environment));

/** Reads the website stack's record from SSM. @returns undefined if it is not deployed. */
export const readWebsiteRecord = ({ clients, environment }: Target) =>
  readParameter<WebsiteRecord>(clients, websiteParameter(environment));

/** Reads where the state of a stack is. @returns undefined if the stack is not deployed in this account and Region. */
export const readStateRecord = (owner: string, stack: string) =>
  readOf<StateRecord>({}, stateParameter(owner, stack));

/** The other Regions in which a stack is deployed. Those that can't be read, such as forbidden ones, are left out. */
export async function findElsewhere(
  owner: string,
  stack: string,
  region: string,
): Promise<string[]> {
  const others = ivsRegions.filter((other) => other !== region);
  const found = await Promise.all(
    others.map((other) =>
      readOf<StateRecord>(
        { region: other, maxAttempts: 1, requestHandler: { requestTimeout: 3000 } },
        stateParameter(owner, stack),
      ).catch(() => undefined),
    ),
  );
  return found.flatMap((record) => (record ? [record.region] : []));
}

/** @throws {OperatorError} if the backend is not deployed; the message says how to deploy it, or where it is. */
export async function requireBackendRecord(target: Target): Promise<BackendRecord> {
  const record = await readBackendRecord(target);
  if (record) return record;
  const { environment } = target;
  const region = await new SSMClient(target.clients).config.region();
  const [elsewhere] = await findElsewhere(environment, 'backend', region);
  throw new OperatorError(
    `The backend of ${environment} is not deployed in this account in ${region}. ` +
      (elsewhere === undefined
        ? `Deploy it with npm run deploy:backend -- --env ${environment}, or check AWS_REGION and AWS_PROFILE.`
        : `It is in ${elsewhere}: set AWS_REGION=${elsewhere}.`),
  );
}

interface Options extends ClientConfig {
  readonly maxAttempts?: number;
  readonly requestHandler?: { readonly requestTimeout: number };
}

/** Reads a record that says in which Region it was written, and ignores one of another Region. */
async function readOf<T extends { readonly region: string }>(
  clients: Options,
  name: string,
): Promise<T | undefined> {
  const record = await readParameter<T>(clients, name);
  const region = await new SSMClient(clients).config.region();
  return record?.region === region ? record : undefined;
}

async function readParameter<T>(clients: Options, name: string): Promise<T | undefined> {
  try {
    const client = new SSMClient(clients);
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
    return JSON.parse(Parameter?.Value ?? '') as T;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    if (error instanceof SyntaxError) {
      throw new OperatorError(
        `The SSM parameter ${name} is not valid JSON. Deploy again to restore it.`,
      );
    }
    throw error;
  }
}
