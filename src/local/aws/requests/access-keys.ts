import { randomBytes } from 'node:crypto';
import type { FunctionName } from '../../../backend/functions.ts';
import { grantedActions } from '../../shared/local-deployment.ts';
import { accessDenied, AwsError } from './aws-error.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Who makes a call: one of the deployment's functions or, without a function's name, its operator. */
export interface Caller {
  readonly functionName?: FunctionName;
}

/** The access keys of one run of the embedded cloud. They are created when it starts and mean nothing afterwards. */
export class AccessKeys {
  readonly #callers = new Map<string, Caller>();
  readonly #keys = new Map<FunctionName, AccessKey>();
  /** For whoever operates the deployment: the local server, scripts, tests. Allows every action. */
  readonly operator: AccessKey;

  constructor() {
    this.operator = this.#create({});
  }

  of(functionName: FunctionName): AccessKey {
    const known = this.#keys.get(functionName);
    if (known) return known;
    const created = this.#create({ functionName });
    this.#keys.set(functionName, created);
    return created;
  }

  /**
   * Finds the caller that an Authorization header names. The signature is not verified: only this machine's user can
   * reach the endpoint, and a key id of 120 random bits can't be guessed.
   * @throws {AwsError} If the key id is missing or not one of this run.
   */
  identify(authorization: string | undefined): Caller {
    const id = /\bCredential=([A-Z0-9]+)\//.exec(authorization ?? '')?.[1];
    const caller = id === undefined ? undefined : this.#callers.get(id);
    if (caller) return caller;
    throw id === undefined
      ? new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', {
          status: 403,
        })
      : new AwsError(
          'UnrecognizedClientException',
          'The security token included in the request is invalid.',
          { status: 403 },
        );
  }

  #create(caller: Caller): AccessKey {
    const accessKeyId = `ASIA${randomBytes(15).toString('hex').toUpperCase()}`;
    this.#callers.set(accessKeyId, caller);
    return { accessKeyId, secretAccessKey: randomBytes(30).toString('base64url') };
  }
}

/** @throws {AwsError} AccessDeniedException, if the function's role does not allow the action. */
export function authorize({ functionName }: Caller, action: string): void {
  if (functionName === undefined || grantedActions(functionName).has(action)) return;
  throw accessDenied(
    `User: ${functionName} is not authorized to perform: ${action}. Grant it in src/backend/functions.ts.`,
  );
}
