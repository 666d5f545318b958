import { randomBytes } from 'node:crypto';
import type { FunctionName } from '../../backend/functions.ts';
import type { Credentials } from './lambda/local-functions.ts';
import { accessDenied, AwsError } from './aws-error.ts';
import type { Caller } from './operation.ts';
import { grantedActions } from '../shared/local-deployment.ts';

/** The access keys of one run: made at its start, worth nothing after it. */
export class AccessKeys {
  readonly #callers = new Map<string, Caller>();
  readonly #keys = new Map<FunctionName, Credentials>();
  /** For whoever runs the deployment: its start, scripts, tests. May do everything. */
  readonly operator: Credentials;

  constructor() {
    this.operator = this.#make({});
  }

  of(functionName: FunctionName): Credentials {
    const known = this.#keys.get(functionName);
    if (known) return known;
    const made = this.#make({ functionName });
    this.#keys.set(functionName, made);
    return made;
  }

  /**
   * Who signed a request. The signature itself is not computed: nobody but this machine's user reaches the endpoint,
   * and a key id of 120 random bits can't be guessed.
   * @throws if no key of this run did.
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

  #make(caller: Caller): Credentials {
    const accessKeyId = `ASIA${randomBytes(15).toString('hex').toUpperCase()}`;
    this.#callers.set(accessKeyId, caller);
    return { accessKeyId, secretAccessKey: randomBytes(30).toString('base64url') };
  }
}

/** @throws AccessDeniedException if a function's role, as the manifest has it, does not allow an action. */
export function authorize({ functionName }: Caller, action: string): void {
  if (functionName === undefined || grantedActions(functionName).has(action)) return;
  throw accessDenied(
    `User: ${functionName} is not authorized to perform: ${action}. Grant it in src/backend/functions.ts.`,
  );
}
