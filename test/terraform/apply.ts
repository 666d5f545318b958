import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript } from '../../scripts/operator/cli.ts';
import { buildFirst } from '../../scripts/test/build-first.ts';
import { reasons } from './adaptations.ts';
import { startEmulatedAccount } from './aws/emulated-account.ts';
import { runLifecycle } from './lifecycle.ts';
import { Report } from './report.ts';
import { findRequirements, type Requirements } from './requirements.ts';
import { cdktf, scripts, type Tool } from './tools.ts';
import type { StackName } from '../unit/stacks/support/synthesize.ts';
import { Workspace } from './workspace.ts';

const help = `Applies the stacks with the real Terraform and the real AWS provider, to an account that is emulated on this machine.

  TF_PROVIDER_MIRROR=DIR npm run test:terraform
  TF_PROVIDER_MIRROR=DIR npm run test:terraform -- cdktf      only through cdktf; or only through the scripts

Needs Terraform or OpenTofu, the provider hashicorp/aws in DIR (as "terraform providers mirror" creates it), and moto
(pip install 'moto[server]'). See CONTRIBUTING.md for what it proves. Exit code 0: everything held; 1: something did not;
2: something that it needs is missing, so nothing was tested.

  --help       show this help`;

const HANDLERS = fileURLToPath(new URL('../../dist/handlers', import.meta.url));

interface Deployment {
  readonly tool: Tool;
  readonly stacks: readonly StackName[];
  readonly variables: Readonly<Record<string, string>>;
}

const deployments: readonly Deployment[] = [
  {
    tool: scripts,
    stacks: ['account', 'backend'],
    variables: { APP_ENV: 'development', ACCESS_LOG: 'on' },
  },
  { tool: cdktf, stacks: ['backend', 'website'], variables: { APP_ENV: 'production' } },
];

const options = { help: { type: 'boolean', default: false } } as const;

await runScript({ help, options, positionals: true }, async (_values, only) => {
  const requirements = findRequirements();
  if ('missing' in requirements) {
    console.error(`Nothing was tested. Missing:\n${requirements.missing.join('\n')}`);
    process.exitCode = 2;
    return;
  }
  buildFirst();
  introduce(requirements);
  const scratch = mkdtempSync(join(tmpdir(), 'audio-rooms-terraform-'));
  try {
    // Side by side, each in an account of its own: Terraform mostly waits.
    const chosen = deployments.filter(({ tool }) => only.length === 0 || only.includes(tool.name));
    const results = await Promise.all(
      chosen.map((deployment) =>
        test(deployment, join(scratch, deployment.tool.name), requirements),
      ),
    );
    if (results.includes(false)) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

function introduce({ terraform: { product, version }, provider }: Requirements): void {
  console.log(`${product} ${version}, hashicorp/aws ${provider}`);
  for (const reason of reasons(provider)) console.log(`  adapted to ${provider}: ${reason}`);
}

/** @returns whether everything held. */
async function test(
  { tool, stacks, variables }: Deployment,
  directory: string,
  requirements: Requirements,
): Promise<boolean> {
  const account = await startEmulatedAccount(HANDLERS);
  const report = new Report(tool.name);
  try {
    const workspace = new Workspace({ directory, account, requirements, variables });
    await report.step('passed', () => runLifecycle({ workspace, tool, stacks, report }));
    return true;
  } catch (error) {
    console.error(`${tool.name} failed:`, error);
    return false;
  } finally {
    await account.close();
  }
}
