import { isDeepStrictEqual } from 'node:util';
import type { Change } from './plan-changes.ts';

/** A difference that the emulator causes: it answers with another value than it was given. */
interface Gap {
  readonly type: string;
  /** The end of the path. */
  readonly at: string;
  readonly why: string;
  /** Whether the change is this one. It tells as much as it can, so that no other change is taken for it. */
  readonly holds: (change: Change) => boolean;
}

const distribution = 'aws_cloudfront_distribution';

const gaps: readonly Gap[] = [
  {
    type: 'aws_lambda_function',
    at: 'logging_config',
    why: 'moto does not return it',
    holds: ({ before }) => isDeepStrictEqual(before, []),
  },
  {
    type: 'aws_sqs_queue',
    at: 'redrive_policy',
    why: 'moto writes its JSON with spaces',
    holds: ({ before, after }) => isDeepStrictEqual(parse(before), parse(after)),
  },
  {
    type: distribution,
    at: 'function_association',
    why: 'moto does not return it',
    holds: ({ before }) => isDeepStrictEqual(before, []),
  },
  {
    type: distribution,
    at: 'origin_access_control_id',
    why: 'moto does not return it',
    holds: ({ before }) => before === '',
  },
  {
    type: distribution,
    at: 'forwarded_values',
    why: 'moto returns one that nobody set',
    holds: ({ after }) => isDeepStrictEqual(after, []),
  },
  {
    type: distribution,
    at: 'ssl_support_method',
    why: 'moto returns one that nobody set',
    holds: ({ after }) => after === null,
  },
];

const parse = (json: unknown): unknown => JSON.parse(String(json));

/** Separates the changes that the emulator causes, counted by their reasons, from all others. */
export function explain(changes: readonly Change[]) {
  const explained = new Map<string, number>();
  const others: Change[] = [];
  for (const change of changes) {
    const gap = gaps.find(
      ({ type, at, holds }) => type === change.type && change.path.endsWith(at) && holds(change),
    );
    if (!gap) others.push(change);
    else {
      const reason = `${gap.type}, ${gap.at}: ${gap.why}`;
      explained.set(reason, (explained.get(reason) ?? 0) + 1);
    }
  }
  return { explained, others };
}
