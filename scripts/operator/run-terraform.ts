import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Configuration, State } from '../../stacks/configuration.ts';
import { STATE_RECORD_OUTPUT } from '../../stacks/deployment-record.ts';
import { OperatorError } from './cli.ts';
import type { Stack } from './stacks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The program that is run as Terraform, as CDKTF names it. */
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

export type TerraformVerb = 'apply' | 'destroy';

export interface TerraformRun {
  readonly stack: Stack;
  readonly configuration: Configuration;
  /** Do not ask for confirmation. */
  readonly yes: boolean;
  /** Copy the state from where it was to where it is now. */
  readonly migrateState: boolean;
  /** Called when Terraform knows its state, and before it changes anything. */
  readonly check: (state: KnownState) => Promise<void>;
}

export interface KnownState {
  /** ARN of the stack's state record, if this state has created it. */
  readonly recordArn: string | undefined;
}

/**
 * Writes the stacks, and runs Terraform or OpenTofu for one of them in this terminal.
 *
 * @throws {OperatorError} if it fails; Terraform has then printed the reason.
 */
export async function runTerraform(verb: TerraformVerb, run: TerraformRun): Promise<void> {
  const { stack, configuration, yes, migrateState } = run;
  const output = process.env['CDKTF_OUTDIR'] ?? join(ROOT, 'cdktf.out');
  const owner = stack === 'account' ? stack : configuration.environment;
  const folder = join(output, owner, configuration.region);
  const { synthesize } = await import('../../stacks/synthesize.ts'); // CDKTF takes a second to load
  const dist = (path: string) => join(ROOT, 'dist', path);
  const build = { bundles: dist('handlers'), website: dist('website') };
  synthesize(configuration, folder, verb === 'apply' ? build : undefined);

  const terraform = new Terraform(join(folder, 'stacks', stack), join(output, 'plugins'), stack);
  const init = ['init', '-input=false', ...(migrateState ? ['-migrate-state'] : [])];
  await terraform.show(init);
  await run.check({ recordArn: await terraform.output(STATE_RECORD_OUTPUT) });
  await terraform.show([verb, ...(yes ? ['-auto-approve'] : [])]);
}

/** Terraform or OpenTofu in the folder of a stack. */
class Terraform {
  readonly #folder: string;
  readonly #stack: Stack;
  readonly #env: NodeJS.ProcessEnv;

  /** @param plugins - Folder that keeps providers: that of AWS has 700 MB, and each stack would download its own. */
  constructor(folder: string, plugins: string, stack: Stack) {
    this.#folder = folder;
    this.#stack = stack;
    this.#env = {
      TF_PLUGIN_CACHE_DIR: plugins,
      // Without it, Terraform takes from this folder only what a lock file beside the stack names. There is none before `init`.
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
      ...process.env,
      CHECKPOINT_DISABLE: '1', // no telemetry
    };
    mkdirSync(this.#env['TF_PLUGIN_CACHE_DIR'] ?? plugins, { recursive: true });
  }

  /** Runs a command in this terminal, where it may ask. */
  async show(args: readonly string[]): Promise<void> {
    const child = spawn(terraformBinary(), args, {
      cwd: this.#folder,
      stdio: 'inherit',
      env: this.#env,
    });
    if ((await ended(child)) === 0) return;
    throw this.#failed(args[0]);
  }

  /** The value of an output in the state. @returns undefined if the state has none. */
  async output(name: string): Promise<string | undefined> {
    const child = spawn(terraformBinary(), ['output', '-json'], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: this.#env,
    });
    const [printed, code] = await Promise.all([text(child.stdout), ended(child)]);
    if (code !== 0) throw this.#failed('output');
    const outputs = JSON.parse(printed) as Readonly<Record<string, { value: string }>>;
    return outputs[name]?.value;
  }

  #failed(command = ''): OperatorError {
    return new OperatorError(
      `${terraformBinary()} ${command} failed for ${this.#stack}; see its message above. Fix the cause and run this again: the state has what was done so far.`,
    );
  }
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
