import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { terraformBinary } from '../../scripts/operator/run-terraform.ts';
import type { StackName, Synthesized } from '../unit/stacks/support/synthesize.ts';
import type { EmulatedAccount } from './aws/emulated-account.ts';
import type { Requirements } from './requirements.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = createRequire(import.meta.url).resolve('tsx');

export interface WorkspaceOptions {
  readonly directory: string;
  readonly account: EmulatedAccount;
  readonly requirements: Requirements;
  /** `APP_ENV`, and all other variables that configure the deployment. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A working copy for one deployment: what a build creates, and its own output folder, state and Terraform. */
export class Workspace {
  readonly account: EmulatedAccount;
  /** The options of the deployment, which a test may change before it deploys again. */
  variables: Readonly<Record<string, string>>;
  readonly #directory: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor({ directory, account, requirements, variables }: WorkspaceOptions) {
    this.#directory = directory;
    this.account = account;
    this.variables = variables;
    mkdirSync(directory, { recursive: true });
    symlinkSync(join(ROOT, 'dist'), join(directory, 'dist'));
    copyFileSync(join(ROOT, 'cdktf.json'), join(directory, 'cdktf.json'));
    writeFileSync(
      join(directory, 'terraform.rc'),
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(requirements.mirror)}\n  }\n}\n`,
    );
    const { endpoint, region, credentials } = account;
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      HOME: directory, // without this user's settings of AWS and Terraform
      TERRAFORM_BINARY_NAME: writeAdapter(directory, requirements.provider),
      TF_CLI_CONFIG_FILE: join(directory, 'terraform.rc'),
      CHECKPOINT_DISABLE: '1',
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '3', // the provider's own 25 would hide for minutes that the account can't answer
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }

  /** Runs one of the operator's scripts. */
  script(name: 'deploy' | 'destroy', ...args: readonly string[]): Promise<string> {
    const script = join(ROOT, 'scripts/operator', `${name}.ts`);
    return this.#run(process.execPath, ['--import', TSX, script, ...args, '--yes'], {
      env: { CDKTF_OUTDIR: join(this.#directory, 'out') },
    });
  }

  /** Runs cdktf-cli. */
  cdktf(...args: readonly string[]): Promise<string> {
    const app = `${process.execPath} --import ${TSX} ${join(ROOT, 'stacks/main.ts')}`;
    const cli = join(ROOT, 'node_modules/cdktf-cli/bundle/bin/cdktf.js');
    return this.#run(process.execPath, [cli, ...args, '--app', app, '--output', 'out']);
  }

  /** Runs Terraform for a stack. @returns what it printed. */
  terraform(stack: StackName, ...args: readonly string[]): Promise<string> {
    return this.#run(this.#env['TERRAFORM_BINARY_NAME'] ?? '', [...args], {
      cwd: this.#folder(stack),
    });
  }

  stack(name: StackName): Synthesized {
    return JSON.parse(readFileSync(join(this.#folder(name), 'cdk.tf.json'), 'utf8')) as Synthesized;
  }

  /** Where the last tool has written a stack: the scripts have a folder for each deployment. */
  #folder(stack: StackName): string {
    const owner = stack === 'account' ? stack : (this.variables['APP_ENV'] ?? '');
    const folders = ['out', join('out', owner, this.account.region)].map((out) =>
      join(this.#directory, out, 'stacks', stack),
    );
    const found = folders.find((folder) => existsSync(folder));
    if (found === undefined)
      throw new Error(`${stack} was not written to ${folders.join(' or ')}.`);
    return found;
  }

  /** @throws {Error} with all that it printed, and what the account logged, if it fails. */
  async #run(
    program: string,
    args: readonly string[],
    { cwd = this.#directory, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
  ): Promise<string> {
    const child = spawn(program, args, {
      cwd,
      env: { ...this.#env, ...this.variables, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    }
    const status = await new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', done);
    });
    if (status === 0) return printed;
    const text = stripVTControlCharacters(printed).replaceAll(/^.\s+\w+ing$\n/gm, ''); // without cdktf's turning wheel
    throw new Error(
      `${[program, ...args].join(' ')} failed:\n${text}\nThe account logged:\n${this.account.log()}`,
    );
  }
}

/** A Terraform that first adapts the stack that it is run for. @returns its path. */
function writeAdapter(directory: string, provider: string): string {
  const path = join(directory, 'terraform');
  const adapter = fileURLToPath(new URL('adapt-process.ts', import.meta.url));
  const command = [process.execPath, '--import', TSX, adapter].map(quote).join(' ');
  writeFileSync(
    path,
    `#!/bin/sh
if [ -f cdk.tf.json ] && ! grep -q '"version": "${provider}"' cdk.tf.json; then
  ${command} cdk.tf.json ${provider} || exit 1
fi
exec ${quote(terraformBinary())} "$@"
`,
  );
  chmodSync(path, 0o755);
  return path;
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
