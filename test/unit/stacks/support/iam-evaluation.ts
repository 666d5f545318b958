import type { PolicyDocument } from '../../../../stacks/operator-policy.ts';
import type { Statement } from '../../../../stacks/policies.ts';

/** A call as IAM sees it. */
export interface IamCall {
  readonly action: string;
  /** ARN of what it acts on, or `*` if the action has no resource. */
  readonly resource: string;
  /** Condition keys that the service sends, such as `aws:RequestTag/…`. */
  readonly context?: Readonly<Record<string, string>>;
}

const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Whether a text fits a pattern of IAM, in which `*` stands for any characters. */
const fits = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`,
    'i',
  ).test(text);

function holds({ Condition = {} }: Statement, context: IamCall['context'] = {}): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const value = context[key];
      if (value === undefined) return false;
      return list(wanted).some((one) =>
        operator === 'ArnLike' ? fits(one, value) : one === value,
      );
    }),
  );
}

/** Whether a policy of allowing statements allows a call, by the rules of IAM as far as such a policy uses them. */
export const allows = (policy: PolicyDocument, call: IamCall): boolean =>
  policy.Statement.some(
    (statement) =>
      list(statement.Action).some((action) => fits(action, call.action)) &&
      list(statement.Resource).some((resource) => fits(resource, call.resource)) &&
      holds(statement, call.context),
  );
