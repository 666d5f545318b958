import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { State } from '../../stacks/configuration.ts';
import { OperatorError } from './cli.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Terraform, or whatever CDKTF is told to run in its place. */
export const terraformBinary = (): string => process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';

export interface TerraformVersion {
  readonly product: 'Terraform' | 'OpenTofu';
  readonly version: string;
}

/** @returns undefined if there is none. */
export function findTerraform(): TerraformVersion | undefined {
  const { stdout, error } = spawnSync(terraformBinary(), ['version'], { encoding: 'utf8' });
  const [, product, version] =
    /(Terraform|OpenTofu) v(\d+\.\d+\.\d+)/.exec(error ? '' : stdout) ?? [];
  if (version === undefined) return undefined;
  return { product: product === 'OpenTofu' ? 'OpenTofu' : 'Terraform', version };
}

/** Versions that can run the stacks: 1.5 is the oldest that CDKTF's heirs test with; the lock in S3 came with 1.10. */
export const oldestVersion = (state: State): string => (state.kind === 's3' ? '1.10.0' : '1.5.0');

export function isOlder(version: string, than: string): boolean {
  const [a = [], b = []] = [version, than].map((text) => text.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

export type CdktfVerb = 'deploy' | 'destroy';

/**
 * Runs CDKTF for one stack, on this terminal.
 * @throws {OperatorError} if it fails; it has said why.
 */
export async function runCdktf(
  verb: CdktfVerb,
  stack: string,
  { environment, region, yes }: { environment: string; region: string; yes: boolean },
): Promise<void> {
  const args = [
    verb,
    stack,
    // A folder for each environment: Terraform refuses to change the state of a folder from one to another.
    '--output',
    `cdktf.out/${environment}`,
    // The website refers to the backend, which is already there.
    '--ignore-missing-stack-dependencies',
    ...(yes ? ['--auto-approve'] : []),
  ];
  const child = spawn(process.env['CDKTF_BINARY'] ?? `${ROOT}/node_modules/.bin/cdktf`, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      APP_ENV: environment,
      AWS_REGION: region,
      CHECKPOINT_DISABLE: '1', // no telemetry
    },
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (code === 0) return;
  throw new OperatorError(
    `cdktf ${verb} ${stack} failed; its own message is above. What was done so far is in the state, so run this again when the reason is mended.`,
  );
}
