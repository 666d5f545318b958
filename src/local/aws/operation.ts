import type { Account } from './account.ts';
import type { Caller } from './requests/access-keys.ts';
import type { InputOf, Rules } from './requests/input-rules.ts';

/** One operation of a service: what input it takes, how often it may be called, and what it does. */
export interface Operation {
  readonly rules: Rules;
  /** Calls per second that the service accepts, per account and Region. */
  readonly callsPerSecond?: number;
  /** IAM actions that an input needs besides the operation's own, such as the one for tags. */
  readonly alsoNeeds?: (input: Readonly<Record<string, unknown>>) => readonly string[];
  /** Called with input that satisfies the rules. */
  run(account: Account, input: Readonly<Record<string, unknown>>, caller: Caller): unknown;
}

/** Operations by their names in the API reference. */
export type Operations = Readonly<Record<string, Operation>>;

/** Defines an operation whose `run` gets input typed by its rules. */
export function operation<const R extends Rules>(
  definition: Pick<Operation, 'callsPerSecond' | 'alsoNeeds'> & {
    readonly rules: R;
    readonly run: (account: Account, input: InputOf<R>, caller: Caller) => unknown;
  },
): Operation {
  return {
    ...definition,
    run: (account, input, caller) => definition.run(account, input as InputOf<R>, caller),
  };
}
