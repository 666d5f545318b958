import type { Synthesized } from './synthesize.ts';

/** Everything that a resource depends on, directly or indirectly, as `type.name`. */
export function dependenciesOf(stack: Synthesized, reference: string): Set<string> {
  const all = new Set<string>();
  const visit = (one: string) => {
    if (all.has(one)) return;
    all.add(one);
    const [type = '', id = ''] = one.split('.');
    const text = JSON.stringify({ ...stack.resource[type]?.[id], lifecycle: undefined });
    for (const [next] of text.matchAll(/\baws_[a-z_]+\.[\w-]+/g)) visit(next);
  };
  visit(reference);
  all.delete(reference);
  return all;
}

/** The references of all resources of a type. */
export const idsOf = (stack: Synthesized, type: string): string[] =>
  Object.keys(stack.resource[type] ?? {}).map((id) => `${type}.${id}`);
