import type { StackName } from '../unit/stacks/support/synthesize.ts';
import type { Workspace } from './workspace.ts';

/** A way to deploy and destroy stacks, which are given in the order in which they need each other. */
export interface Tool {
  readonly name: string;
  readonly deploy: (workspace: Workspace, stacks: readonly StackName[]) => Promise<void>;
  readonly destroy: (workspace: Workspace, stacks: readonly StackName[]) => Promise<void>;
}

/** The operator's scripts, which run Terraform themselves. */
export const scripts: Tool = {
  name: 'scripts',
  deploy: async (workspace, stacks) => {
    for (const stack of stacks) await workspace.script('deploy', stack, '--no-build');
  },
  destroy: async (workspace, stacks) => {
    for (const stack of [...stacks].reverse()) await workspace.script('destroy', stack);
  },
};

// Hashes of the provider for other platforms would have to come from the registry.
const ownOptions = ['--auto-approve', '--skip-provider-lock'];

export const cdktf: Tool = {
  name: 'cdktf',
  deploy: async (workspace, stacks) => {
    await workspace.cdktf('deploy', ...stacks, ...ownOptions);
  },
  destroy: async (workspace, stacks) => {
    await workspace.cdktf('destroy', ...stacks, ...ownOptions);
  },
};

/** @returns Terraform's plan of a stack that has been deployed, as JSON. */
export async function plan(workspace: Workspace, stack: StackName): Promise<string> {
  await workspace.terraform(stack, 'plan', '-out=plan', '-input=false');
  return workspace.terraform(stack, 'show', '-json', 'plan');
}
