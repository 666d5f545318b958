import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { State } from '../../stacks/configuration.ts';
import { OperatorError } from './cli.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The program that CDKTF runs as Terraform. */
export const terraformBinary = (): string => process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';

export interface TerraformVersion {
  readonly product: 'Terraform' | 'OpenTofu';
  readonly version: string;
}

/** @returns undefined if it is not installed. */
export function findTerraform(): TerraformVersion | undefined {
  const { stdout, error } = spawnSync(terraformBinary(), ['version'], { encoding: 'utf8' });
  const [, product, version] =
    /(Terraform|OpenTofu) v(\d+\.\d+\.\d+)/.exec(error ? '' : stdout) ?? [];
  if (version === undefined) return undefined;
  return { product: product === 'OpenTofu' ? 'OpenTofu' : 'Terraform', version };
}

/** The oldest version that can run the stacks: 1.5, the oldest that CDKTF's fork tests with; for the lock in S3, 1.10. */
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
 * Runs CDKTF for one stack in this terminal.
 *
 * @throws {OperatorError} if it fails; CDKTF has then printed the reason.
 */
export async function runCdktf(
  verb: CdktfVerb,
  stack: string,
  { environment, region, yes }: { environment: string; region: string; yes: boolean },
): Promise<void> {
  const args = [
    verb,
    stack,
    // A folder for each deployment, because Terraform refuses to switch a folder to another state.
    '--output',
    `cdktf.out/${stack === 'account' ? stack : environment}/${region}`,
    // The website refers to the backend, which has been deployed before.
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
    `cdktf ${verb} ${stack} failed; see its message above. Fix the cause and run this again: the state has what was done so far.`,
  );
}
