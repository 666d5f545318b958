import { isDeepStrictEqual } from 'node:util';

/** A value that a plan would change. */
export interface Change {
  readonly type: string;
  readonly address: string;
  /** Where in the resource: `origin[1].origin_access_control_id`; for a new or removed resource, what would be done. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What Terraform writes about a plan, as far as it is read here. */
interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: unknown;
      readonly after: unknown;
      readonly after_unknown: object;
    };
  }[];
}

/**
 * What a plan would change, as the smallest values that differ.
 * @param json - The output of `terraform show -json PLAN`.
 */
export function changesOf(json: string): readonly Change[] {
  const { resource_changes: resources = [] } = JSON.parse(json) as Plan;
  return resources.flatMap(({ address, type, change }): Change[] => {
    const { actions, before, after, after_unknown: unknown } = change;
    if (actions.every((action) => action === 'no-op' || action === 'read')) return [];
    if (!isDeepStrictEqual(actions, ['update'])) {
      return [{ type, address, path: actions.join(' and '), before, after }];
    }
    const known = differences('', before, after);
    const later = Object.entries(unknown).filter(([, value]) => value === true);
    return [
      ...known.filter(({ path }) => !later.some(([name]) => name === path)),
      ...later.map(([path]) => ({ path, before: undefined, after: 'known after apply' })),
    ].map((difference) => ({ type, address, ...difference }));
  });
}

type Difference = Pick<Change, 'path' | 'before' | 'after'>;

function differences(path: string, before: unknown, after: unknown): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => differences(`${path}[${index}]`, item, after[index]));
  }
  if (isRecord(before) && isRecord(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      differences(path === '' ? name : `${path}.${name}`, before[name], after[name]),
    );
  }
  return [{ path, before, after }];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
