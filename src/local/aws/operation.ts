import type { FunctionName } from '../../backend/functions.ts';
import type { Cloud } from './cloud.ts';
import type { InputOf, Rules } from './input-rules.ts';

/** Who makes a call: one of the deployment's functions, by its own access key, or else its operator. */
export interface Caller {
  readonly functionName?: FunctionName;
}

export interface Operation {
  readonly rules: Rules;
  /** Calls a second that the service takes, for an account in a Region. */
  readonly callsPerSecond?: number;
  /** IAM actions besides the operation's own that this input needs, such as those for tags at creation. */
  readonly alsoNeeds?: (input: Readonly<Record<string, unknown>>) => readonly string[];
  /** The input has passed the rules. */
  run(cloud: Cloud, input: Readonly<Record<string, unknown>>, caller: Caller): unknown;
}

/** One operation of a service: what it takes, how often, and what it does. */
export function operation<const R extends Rules>(
  definition: Pick<Operation, 'callsPerSecond' | 'alsoNeeds'> & {
    readonly rules: R;
    readonly run: (cloud: Cloud, input: InputOf<R>, caller: Caller) => unknown;
  },
): Operation {
  return {
    ...definition,
    run: (cloud, input, caller) => definition.run(cloud, input as InputOf<R>, caller),
  };
}
