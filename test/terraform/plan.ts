import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startFakeAws } from '../system/scripts/support/fake-aws.ts';
import { resourcesOf, synthesize, type StackName } from '../unit/stacks/support/synthesize.ts';
import { OperatorError, runScript } from '../../scripts/operator/cli.ts';
import { findTerraform, terraformBinary } from '../../scripts/operator/run-terraform.ts';

const help = `Lets Terraform itself plan the stacks, with the real AWS provider but without an account.

  TF_PROVIDER_MIRROR=/path/to/mirror npm run test:terraform

Create the mirror with "terraform providers mirror DIR"; it must contain hashicorp/aws. Runs init, validate and plan for
each stack in development and production, with a fake STS on this machine. Nothing is applied.

  --help       show this help`;

await runScript({ help, options: { help: { type: 'boolean', default: false } } }, async () => {
  const mirror = process.env['TF_PROVIDER_MIRROR'];
  if (!mirror) throw new OperatorError('TF_PROVIDER_MIRROR is not set. Try --help.');
  if (!findTerraform()) throw new OperatorError(`There is no ${terraformBinary()} here.`);
  const scratch = mkdtempSync(join(tmpdir(), 'audio-rooms-plan-'));
  const fake = await startFakeAws({});
  try {
    for (const environment of ['development', 'production']) {
      planAll(environment, { scratch: join(scratch, environment), mirror, sts: fake.endpoint });
    }
  } finally {
    fake.close();
    rmSync(scratch, { recursive: true, force: true });
  }
});

interface Place {
  readonly scratch: string;
  readonly mirror: string;
  readonly sts: string;
}

function planAll(environment: string, { scratch, mirror, sts }: Place): void {
  mkdirSync(scratch);
  const config = join(scratch, 'terraform.rc');
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(resolve(mirror))}\n  }\n}\n`,
  );
  const variables = {
    PATH: process.env['PATH'] ?? '',
    HOME: scratch,
    TF_CLI_CONFIG_FILE: config,
    CHECKPOINT_DISABLE: '1',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_STS: sts,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const app = synthesize({ APP_ENV: environment, AWS_REGION: 'us-east-1' });
  const terraform = (stack: StackName, ...args: string[]) => {
    const cwd = join(app.outdir, 'stacks', stack);
    console.log(`${environment} ${stack}: terraform ${args.join(' ')}`);
    const { status } = spawnSync(terraformBinary(), args, {
      cwd,
      env: variables,
      stdio: 'inherit',
    });
    if (status !== 0) throw new OperatorError(`terraform ${args[0] ?? ''} failed for ${stack}.`);
  };
  const stateFile = (stack: StackName) => join(scratch, `${stack}.tfstate`);

  for (const stack of ['account', 'backend', 'website'] as const) {
    useState(app, stack, stateFile);
    terraform(stack, 'init', '-no-color', '-input=false');
    terraform(stack, 'validate', '-no-color');
    terraform(stack, 'plan', '-no-color', '-input=false', '-lock=false');
    console.log(`${environment} ${stack}: ${resourcesOfStack(app, stack)} resources planned`);
  }
}

type Synthesis = ReturnType<typeof synthesize>;

/** Moves the state out of this working copy, and writes a backend state with the outputs that the website refers to. */
function useState(app: Synthesis, stack: StackName, stateFile: (stack: StackName) => string): void {
  const path = join(app.outdir, 'stacks', stack, 'cdk.tf.json');
  const pattern = /"path": "[^"]*\/(account|backend|website)\.tfstate"/g;
  const text = app
    .text(stack, 'cdk.tf.json')
    .replace(pattern, (_match, name: StackName) => `"path": ${JSON.stringify(stateFile(name))}`);
  writeFileSync(path, text);
  if (stack !== 'website') return;
  const outputs = Object.keys(app.stack('backend').output ?? {}).map((name) => [
    name,
    { value: 'planned', type: 'string' },
  ]);
  const state = {
    version: 4,
    terraform_version: '1.5.0',
    serial: 1,
    lineage: 'test',
    outputs: Object.fromEntries(outputs) as object,
    resources: [],
  };
  writeFileSync(stateFile('backend'), JSON.stringify(state));
}

const resourcesOfStack = (app: Synthesis, stack: StackName): number =>
  Object.keys(app.stack(stack).resource).reduce(
    (sum, type) => sum + resourcesOf(app.stack(stack), type).length,
    0,
  );
