import type { Synthesized } from '../../unit/stacks/support/synthesize.ts';
import type { Clients } from './clients.ts';
import { budgetList, dataLists, otherLists } from './data.ts';
import { functionLists } from './functions.ts';
import type { List } from './list.ts';
import { webLists } from './web.ts';

/** Types of Terraform's that are no things of an account. */
const calls = ['aws_lambda_invocation', 'terraform_data'];

const lists: Readonly<Record<string, List>> = {
  ...functionLists,
  ...dataLists,
  ...webLists,
  ...otherLists,
  aws_budgets_budget: budgetList,
};

/** What exists in an account, by Terraform's type. */
export type Inventory = ReadonlyMap<string, readonly string[]>;

/** Asks every service what exists. Types of which there is nothing are left out. */
export async function takeInventory(clients: Clients): Promise<Inventory> {
  const found = new Map<string, readonly string[]>();
  for (const [type, list] of Object.entries(lists)) {
    const names = await list(clients);
    if (names.length > 0) found.set(type, [...names].sort());
  }
  return found;
}

/** How many of each type there are. */
export const counts = (inventory: Inventory): Readonly<Record<string, number>> =>
  Object.fromEntries([...inventory].map(([type, names]) => [type, names.length]));

/**
 * How many of each type stacks create.
 * @throws {Error} if there is a type that no service is asked about.
 */
export function countsOf(stacks: readonly Synthesized[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [type, all] of stacks.flatMap(({ resource }) => Object.entries(resource))) {
    if (calls.includes(type)) continue;
    if (!lists[type]) {
      throw new Error(
        `No list tells whether an ${type} exists. Add one in test/terraform/inventory.`,
      );
    }
    found[type] = (found[type] ?? 0) + Object.keys(all).length;
  }
  return found;
}
