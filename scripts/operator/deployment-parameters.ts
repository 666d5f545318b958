import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import {
  backendParameter,
  websiteParameter,
  type BackendRecord,
  type WebsiteRecord,
} from '../../stacks/deployment-record.ts';
import { OperatorError } from './cli.ts';
import type { Target } from './operator-target.ts';

/** Reads the backend stack's record from SSM. @returns undefined if it is not deployed. */
export const readBackendRecord = (target: Target) =>
  readParameter<BackendRecord>(target, backendParameter(target.environment));

/** Reads the website stack's record from SSM. @returns undefined if it is not deployed. */
export const readWebsiteRecord = (target: Target) =>
  readParameter<WebsiteRecord>(target, websiteParameter(target.environment));

/** @throws {OperatorError} if the backend is not deployed; the message says how to deploy it. */
export async function requireBackendRecord(target: Target): Promise<BackendRecord> {
  const record = await readBackendRecord(target);
  if (record) return record;
  throw new OperatorError(
    `The backend of ${target.environment} is not deployed in this account and Region. ` +
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
      throw new OperatorError(
        `The SSM parameter ${name} is not valid JSON. Deploy again to restore it.`,
      );
    }
    throw error;
  }
}
