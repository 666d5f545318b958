import type { Statement } from '../../../../stacks/policies.ts';
import type { Attributes } from './synthesize.ts';

const JSON_EXPRESSION = /^\$\{jsonencode\((.*)\)\}$/s;

/** Parses a value written by `terraformJson`; references stay as they are. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what the text contains
export function readJson<T>(text: unknown): T {
  const json = typeof text === 'string' ? JSON_EXPRESSION.exec(text)?.[1] : undefined;
  if (json === undefined) throw new Error(`Not a JSON expression of Terraform: ${String(text)}`);
  return JSON.parse(json) as T;
}

/** The statements of the policy in an attribute. */
export const statementsOf = (resource: Attributes, attribute = 'policy'): readonly Statement[] =>
  readJson<{ Statement: Statement[] }>(resource[attribute]).Statement;

export const actionsOf = ({ Action }: Statement): readonly string[] =>
  typeof Action === 'string' ? [Action] : Action;
