import { devNull } from 'node:os';
import { join } from 'node:path';
import { isDeployed, type FunctionName } from '../../../backend/functions.ts';
import {
  deployedEnvironment,
  deployedName,
  functionArn,
  functionDefinition,
  functionNames,
  REGION,
  type Settings,
} from '../../shared/local-deployment.ts';
import type { AccessKey } from '../requests/access-keys.ts';
import { Environment, type Invocation } from './execution-environment.ts';

export type { Invocation } from './execution-environment.ts';

/** A line that a function logged, or that the platform logged about it. */
export interface LogLine {
  readonly functionName: FunctionName;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

/** Called for each invocation, with its event and its result to come. */
export type InvokeListener = (
  name: FunctionName,
  event: string,
  answer: Promise<Invocation>,
) => void;

export interface FunctionsOptions {
  /** Contains the bundles, `<name>.cjs` for each function. */
  readonly directory: string;
  /** Returns a function's own access key, by which its calls are recognized. */
  readonly accessKeyOf: (name: FunctionName) => AccessKey;
  readonly endpoint: string;
  /** What the SDK of IVS Chat connects to. */
  readonly chatEndpoint: string;
  readonly dynamodbEndpoint: string;
  readonly settings: Settings;
  readonly onLog: (line: LogLine) => void;
  readonly onInvoke: InvokeListener;
  /** The functions' time, if it is not this machine's. Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The deployment's functions. Each has one execution environment, which is created on first use and reused. */
export class Functions {
  readonly #options: FunctionsOptions;
  readonly #environments = new Map<FunctionName, Environment>();
  readonly #retired = new Set<Environment>();
  #closed = false;

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  /** Finds a function by its deployed name or its ARN. */
  find(nameOrArn: string): FunctionName | undefined {
    return functionNames.find(
      (name) => nameOrArn === deployedName(name) || nameOrArn === functionArn(name),
    );
  }

  /** Whether the settings of the deployment include a function. */
  has(name: FunctionName): boolean {
    return isDeployed(name, this.#options.settings);
  }

  /** Loads functions before they are first invoked. */
  async warm(names: readonly FunctionName[]): Promise<void> {
    await Promise.all(names.map((name) => this.#environment(name).warm()));
  }

  /**
   * Invokes a function and waits for its result.
   * @param event - JSON.
   */
  async invoke(name: FunctionName, event: string, requestId?: string): Promise<Invocation> {
    if (this.#closed) {
      const payload = JSON.stringify({ errorType: 'Closed', errorMessage: 'Shutting down' });
      return { payload, functionError: 'Unhandled' };
    }
    const answer = this.#environment(name).invoke(event, requestId);
    this.#options.onInvoke(name, event, answer);
    return answer;
  }

  /**
   * Has functions load their bundle again. Calls in progress end with the old code; every later call runs the new code.
   * Resolves when those that were warm are warm again.
   */
  async reload(names: readonly FunctionName[]): Promise<void> {
    const warm = names.filter((name) => this.#environments.has(name));
    for (const name of warm) this.#environments.get(name)?.retire();
    await this.warm(warm);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#environments.values(), ...this.#retired];
    await Promise.all(all.map((environment) => environment.close()));
  }

  #environment(name: FunctionName): Environment {
    const current = this.#environments.get(name);
    if (current?.usable) return current;
    if (current) {
      this.#retired.add(current);
      void current.ended.then(() => this.#retired.delete(current));
    }
    const created = this.#create(name);
    this.#environments.set(name, created);
    return created;
  }

  #create(name: FunctionName): Environment {
    const definition = functionDefinition(name);
    const { directory, onLog, now } = this.#options;
    return new Environment({
      bundle: join(directory, `${name}.cjs`),
      timeoutMs: definition.timeoutSeconds * 1000,
      memoryMb: definition.memoryMb,
      environmentVariables: this.#environmentVariables(name),
      context: {
        functionName: deployedName(name),
        functionVersion: '$LATEST',
        invokedFunctionArn: functionArn(name),
        memoryLimitInMB: String(definition.memoryMb),
        logGroupName: `/aws/lambda/${deployedName(name)}`,
        logStreamName: 'local',
      },
      onLog: (line, stream) => onLog({ functionName: name, stream, line }),
      ...(now && { now }),
    });
  }

  /** The variables that the deploy sets, those that Lambda sets, and AWS's endpoints. None come from this process. */
  #environmentVariables(name: FunctionName): Record<string, string> {
    const { accessKeyOf, endpoint, chatEndpoint, dynamodbEndpoint, settings, directory } =
      this.#options;
    const { accessKeyId, secretAccessKey } = accessKeyOf(name);
    const definition = functionDefinition(name);
    return {
      ...deployedEnvironment(definition, { aws: endpoint, chat: chatEndpoint }, settings),
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: 'local',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs',
      AWS_LAMBDA_FUNCTION_NAME: deployedName(name),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${deployedName(name)}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      LAMBDA_TASK_ROOT: directory,
      _HANDLER: `${name}.handler`,
      TZ: ':UTC',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
      // Ignore the developer's own ~/.aws.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      // The SDK would warn about this machine's version of Node, which is not the one that functions are deployed with.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }
}
