import { isObject } from '../../shared/is-object.ts';

/** The rule for one member of an operation's input, with the service's own limits. */
export type Rule =
  | {
      readonly type: 'string';
      readonly required?: true;
      readonly pattern?: RegExp;
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly oneOf?: readonly string[];
    }
  | {
      readonly type: 'integer';
      readonly required?: true;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly type: 'boolean'; readonly required?: true }
  | { readonly type: 'strings'; readonly required?: true; readonly maxLength?: number }
  | { readonly type: 'stringMap'; readonly required?: true }
  | { readonly type: 'objects'; readonly required?: true; readonly maxLength?: number }
  | { readonly type: 'object'; readonly required?: true }
  /** The service has this member and the embedded cloud does not: refused, so that it is never silently ignored. */
  | { readonly type: 'unsupported'; readonly required?: undefined };

export type Rules = Readonly<Record<string, Rule>>;

interface Types {
  string: string;
  integer: number;
  boolean: boolean;
  strings: readonly string[];
  stringMap: Readonly<Record<string, string>>;
  objects: readonly Readonly<Record<string, unknown>>[];
  object: Readonly<Record<string, unknown>>;
  unsupported: undefined;
}

/** The type of an input that satisfies the rules. */
export type InputOf<R extends Rules> = {
  readonly [Name in keyof R]: R[Name] extends { required: true }
    ? Types[R[Name]['type']]
    : Types[R[Name]['type']] | undefined;
};

/** How an input breaks a rule: a member is missing, has the wrong type, or breaks a limit. */
export interface Violation {
  readonly kind: 'missing' | 'type' | 'value';
  readonly message: string;
}

/** Returns the first violation of the rules by an input, or undefined if there is none. */
export function findViolation(
  rules: Rules,
  input: Readonly<Record<string, unknown>>,
): Violation | undefined {
  for (const [name, rule] of Object.entries(rules)) {
    const value = input[name];
    if (value === undefined || value === null) {
      if (!rule.required) continue;
      return {
        kind: 'missing',
        message: `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
      };
    }
    if (!hasType(rule.type, value)) {
      return {
        kind: 'type',
        message: `The value of '${name}' has the wrong type: expected ${rule.type}`,
      };
    }
    const constraint = brokenConstraint(rule, value);
    if (constraint === undefined) continue;
    return {
      kind: 'value',
      message: `1 validation error detected: Value at '${name}' failed to satisfy constraint: ${constraint}`,
    };
  }
  return undefined;
}

const checks: Record<Rule['type'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  stringMap: (value) =>
    isObject(value) && Object.values(value).every((item) => typeof item === 'string'),
  objects: (value) => Array.isArray(value) && value.every(isObject),
  object: isObject,
  unsupported: () => true,
};

const hasType = (type: Rule['type'], value: unknown) => checks[type](value);

function brokenConstraint(rule: Rule, value: unknown): string | undefined {
  switch (rule.type) {
    case 'string': {
      const text = value as string;
      if (text.length < (rule.minLength ?? 0))
        return `Member must have length greater than or equal to ${rule.minLength ?? 0}`;
      if (text.length > (rule.maxLength ?? Infinity))
        return `Member must have length less than or equal to ${rule.maxLength ?? 0}`;
      if (rule.pattern && !rule.pattern.test(text))
        return `Member must satisfy regular expression pattern: ${rule.pattern.source}`;
      if (rule.oneOf && !rule.oneOf.includes(text))
        return `Member must satisfy enum value set: [${rule.oneOf.join(', ')}]`;
      return undefined;
    }
    case 'integer': {
      const number = value as number;
      if (number < (rule.min ?? -Infinity))
        return `Member must have value greater than or equal to ${rule.min ?? 0}`;
      if (number > (rule.max ?? Infinity))
        return `Member must have value less than or equal to ${rule.max ?? 0}`;
      return undefined;
    }
    case 'strings':
    case 'objects':
      return (value as readonly unknown[]).length > (rule.maxLength ?? Infinity)
        ? `Member must have length less than or equal to ${rule.maxLength ?? 0}`
        : undefined;
    case 'unsupported':
      return 'the embedded cloud does not support this member; leave it out';
    default:
      return undefined;
  }
}
