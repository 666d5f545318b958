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
  functions,
  resourceVariables,
  settings,
  type FunctionDefinition,
  type FunctionName,
  type Resource,
} from '../../src/backend/functions.ts';
import type { Configuration } from '../configuration.ts';
import { namedStatements, policyDocument, trustPolicy, type Statement } from '../policies.ts';
import { zipFile } from '../zip-file.ts';

/** A resource as a function uses it: what its variable holds, and how actions on it are allowed. */
export interface Binding {
  readonly value: string;
  readonly allow: (actions: readonly string[]) => readonly Statement[];
}

export type Bindings = Readonly<Record<Resource, Binding>>;

export interface HandlerFunctionProps {
  readonly name: FunctionName;
  readonly configuration: Configuration;
  readonly bindings: Bindings;
  /** Holds `<function>.cjs` for each function, as `npm run build` makes them. */
  readonly bundles: string;
  /** What the Lambda service does in the function's name, such as reading its queue. */
  readonly serviceStatements?: readonly Statement[];
}

/** One Lambda function with its own role and log group. The manifest alone says what it may do and what it is told. */
export class HandlerFunction extends Construct {
  readonly function: LambdaFunction;
  /** What must outlive whoever calls the function while things are being destroyed. */
  readonly parts: readonly (CloudwatchLogGroup | IamRolePolicy | LambdaFunction)[];
  readonly timeoutSeconds: number;

  constructor(scope: Construct, props: HandlerFunctionProps) {
    super(scope, props.name);
    const definition: FunctionDefinition = functions[props.name];
    const functionName = `${props.configuration.prefix}-${props.name}`;
    this.timeoutSeconds = definition.timeoutSeconds;

    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: props.configuration.logRetentionDays,
    });
    const role = new IamRole(this, 'role', {
      name: functionName,
      assumeRolePolicy: trustPolicy('lambda.amazonaws.com'),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'least-privilege',
      role: role.id,
      policy: policyDocument([
        ...namedStatements(['logs:CreateLogStream', 'logs:PutLogEvents'], `${logs.arn}:*`),
        ...(props.serviceStatements ?? []),
        ...usedResources(definition).flatMap(([resource, actions]) =>
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
      architectures: ['arm64'], // a fifth cheaper a GB-second than x86-64
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: code.hash,
      memorySize: definition.memoryMb,
      timeout: definition.timeoutSeconds,
      environment: { variables: variables(definition, props) },
      // The handlers write JSON; Lambda's own START, END and REPORT lines would double what is paid for.
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

const usedResources = (definition: FunctionDefinition): [Resource, readonly string[]][] =>
  (Object.keys(definition.uses) as Resource[]).map((resource) => [
    resource,
    definition.uses[resource] ?? [],
  ]);

function variables(
  definition: FunctionDefinition,
  { bindings, configuration }: HandlerFunctionProps,
): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [resource] of usedResources(definition)) {
    const variable = resourceVariables[resource];
    if (variable) all[variable] = bindings[resource].value;
  }
  for (const name of definition.settings ?? []) {
    all[name] = String(configuration[settings[name]]);
  }
  return all;
}

/** A zip with the bundle as index.js. Lambda's Node.js takes a .js file without a package.json as CommonJS. */
function packageBundle(scope: Construct, bundles: string, name: FunctionName) {
  const bundle = resolve(bundles, `${name}.cjs`);
  if (!existsSync(bundle)) {
    throw new Error(`There is no ${bundle}. Run npm run build first: it bundles the handlers.`);
  }
  const zip = zipFile('index.js', readFileSync(bundle));
  const folder = resolve(App.of(scope).outdir, 'bundles');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, zip);
  return {
    path: new TerraformAsset(scope, 'code', { path, type: AssetType.FILE }).path,
    hash: createHash('sha256').update(zip).digest('base64'),
  };
}
