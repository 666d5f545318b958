import type { ForEachFunction } from '../src/backend/functions.ts';

/** What the backend stack writes to SSM for the operator scripts. Names and addresses only, nothing secret. */
export interface BackendRecord {
  readonly environment: string;
  readonly region: string;
  /** Base URL of the API without CloudFront; append a route's path. */
  readonly apiUrl: string;
  readonly table: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly publicKeyParameter: string;
  /** The deployed name of each function. */
  readonly functions: ForEachFunction<string>;
  readonly roomLifetimeSeconds: number;
  /** Id of the API key that creates rooms, if one is required. The key itself is known to API Gateway only. */
  readonly creationKeyId?: string;
}

/** What the website stack writes there. */
export interface WebsiteRecord {
  readonly url: string;
  readonly bucket: string;
  readonly distributionId: string;
  /** The website's own name, if the operator has to make its records. */
  readonly domain?: DomainRecord;
}

export interface DomainRecord {
  readonly name: string;
  /** Status of its certificate. The website has the name from the first deploy on that finds it `ISSUED`. */
  readonly certificate: string;
  /** The records to make, as in a zone file: that which proves the ownership, and that which leads to the website. */
  readonly records: readonly string[];
}

export const backendParameter = (environment: string): string =>
  `/audio-rooms/${environment}/backend`;

export const websiteParameter = (environment: string): string =>
  `/audio-rooms/${environment}/website`;

/** What each stack writes there first, so that the same stack can't be deployed again from another state. */
export interface StateRecord {
  readonly account: string;
  readonly region: string;
  /** Where the stack's state is: `s3://bucket/key`, or a path on the machine that deployed it. */
  readonly state: string;
}

/** @param owner - An environment, or `account` for what a whole account shares. */
export const stateParameter = (owner: string, stack: string): string =>
  `/audio-rooms/${owner}/${stack}-state`;

/** The stack's output with the ARN of its state record: the state has it once it has created the record. */
export const STATE_RECORD_OUTPUT = 'state-record-arn';
