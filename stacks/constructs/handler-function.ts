import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { App, AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import {
  deployedFunctionName,
  functions,
  resourceVariables,
  settings,
  usedResources,
  type FunctionDefinition,
  type FunctionName,
  type Resource,
} from '../../src/backend/functions.ts';
import type { Configuration } from '../configuration.ts';
import { OperatorError } from '../operator-error.ts';
import { namedStatements, policyDocument, trustPolicy, type Statement } from '../policies.ts';
import { zipFiles } from '../zip-file.ts';

/** Connects functions to a resource: the value of its environment variable, and the statements that allow actions on it. */
export interface Binding {
  readonly value: string;
  readonly allow: (actions: readonly string[]) => readonly Statement[];
}

export type Bindings = Readonly<Record<Resource, Binding>>;

export interface HandlerFunctionProps {
  readonly name: FunctionName;
  readonly configuration: Configuration;
  readonly bindings: Bindings;
  /** Directory with a `<function>.cjs` for each function, as built by `npm run build`; undefined to destroy. */
  readonly bundles?: string | undefined;
  /** Permissions that the Lambda service needs in the function's role, such as reading its queue. */
  readonly serviceStatements?: readonly Statement[];
}

/** A Lambda function with its own role and log group. Its permissions and variables come from `functions.ts` alone. */
export class HandlerFunction extends Construct {
  readonly function: LambdaFunction;
  /** Everything that callers of the function must depend on, so that it is still complete while they are destroyed. */
  readonly parts: readonly (CloudwatchLogGroup | IamRolePolicy | LambdaFunction)[];
  readonly timeoutSeconds: number;

  constructor(scope: Construct, props: HandlerFunctionProps) {
    super(scope, props.name);
    const definition: FunctionDefinition = functions[props.name];
    const functionName = deployedFunctionName(props.configuration.environment, props.name);
    this.timeoutSeconds = definition.timeoutSeconds;

    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: props.configuration.logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: `${props.configuration.accountPrefix}-${props.name}`,
      assumeRolePolicy: trustPolicy('lambda.amazonaws.com'),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'least-privilege',
      role: role.id,
      policy: policyDocument([
        ...namedStatements(['logs:CreateLogStream', 'logs:PutLogEvents'], `${logs.arn}:*`),
        ...(props.serviceStatements ?? []),
        ...usedResources(definition, props.configuration).flatMap(([resource, actions]) =>
          props.bindings[resource].allow(actions),
        ),
      ]),
    });
    const code = packageBundle(this, props.bundles, props.name);
    this.function = new LambdaFunction(this, 'function', {
      functionName,
      description: definition.description,
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'], // 20 % cheaper per GB-second than x86-64
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: code.hash,
      memorySize: definition.memoryMb,
      timeout: definition.timeoutSeconds,
      environment: { variables: variables(definition, props) },
      // Lambda's own START, END and REPORT lines, at INFO, would double the volume of the logs.
      loggingConfig: {
        logFormat: 'JSON',
        applicationLogLevel: 'INFO',
        systemLogLevel: 'WARN',
        logGroup: logs.name,
      },
      dependsOn: [policy],
    });
    this.parts = [this.function, policy, logs];
  }
}

function variables(
  definition: FunctionDefinition,
  { bindings, configuration }: HandlerFunctionProps,
): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [resource] of usedResources(definition, configuration)) {
    const variable = resourceVariables[resource];
    if (variable) all[variable] = bindings[resource].value;
  }
  for (const name of definition.settings ?? []) {
    all[name] = String(configuration[settings[name]]);
  }
  return all;
}

/**
 * A zip with the bundle as index.js. Without a package.json, Lambda loads a .js file as CommonJS. The source map beside it
 * adds 5 KB to about 110 KB; the log uses it to report TypeScript lines.
 */
function packageBundle(scope: Construct, bundles: string | undefined, name: FunctionName) {
  // Terraform reads no code to destroy a function. To deploy one, it fails at this path.
  if (bundles === undefined) return { path: 'not-built.zip', hash: '' };
  const bundle = resolve(bundles, `${name}.cjs`);
  if (!existsSync(bundle)) {
    throw new OperatorError(`There is no ${bundle}. Run npm run build first.`);
  }
  const zip = zipFiles({
    'index.js': readFileSync(bundle),
    'index.js.map': readFileSync(`${bundle}.map`),
  });
  const folder = resolve(App.of(scope).outdir, 'bundles');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, zip);
  return {
    path: new TerraformAsset(scope, 'code', { path, type: AssetType.FILE }).path,
    hash: createHash('sha256').update(zip).digest('base64'),
  };
}
