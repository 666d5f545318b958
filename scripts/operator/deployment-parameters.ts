import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import {
  backendParameter,
  websiteParameter,
  type BackendRecord,
  type WebsiteRecord,
} from '../../stacks/deployment-record.ts';
import { OperatorError } from './cli.ts';
import type { Target } from './operator-target.ts';

/** What the backend stack left in SSM; undefined if it is not deployed. */
export const readBackendRecord = (target: Target) =>
  readParameter<BackendRecord>(target, backendParameter(target.environment));

/** What the website stack left in SSM; undefined if it is not deployed. */
export const readWebsiteRecord = (target: Target) =>
  readParameter<WebsiteRecord>(target, websiteParameter(target.environment));

/** @throws {OperatorError} that says how to deploy, if the backend is not. */
export async function requireBackendRecord(target: Target): Promise<BackendRecord> {
  const record = await readBackendRecord(target);
  if (record) return record;
  throw new OperatorError(
    `There is no backend of ${target.environment} in this account and Region. ` +
      `Deploy it with npm run deploy:backend -- --env ${target.environment}, or check AWS_REGION and AWS_PROFILE.`,
  );
}

async function readParameter<T>(target: Target, name: string): Promise<T | undefined> {
  try {
    const client = new SSMClient(target.clients);
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
    return JSON.parse(Parameter?.Value ?? '') as T;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    if (error instanceof SyntaxError) {
      throw new OperatorError(`The SSM parameter ${name} holds no JSON. Deploy again to mend it.`);
    }
    throw error;
  }
}
