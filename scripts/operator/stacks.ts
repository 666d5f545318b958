import { OperatorError } from './cli.ts';

const stacks = ['account', 'backend', 'website'] as const;

export type Stack = (typeof stacks)[number];

export function requireStack(name: string | undefined): Stack {
  const stack = stacks.find((one) => one === name);
  if (stack) return stack;
  throw new OperatorError(`Which stack? Pass one of ${stacks.join(', ')}. Try --help.`);
}
