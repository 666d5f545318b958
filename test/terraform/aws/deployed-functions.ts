import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  Environment,
  type Invocation,
} from '../../../src/local/aws/lambda/execution-environment.ts';

export interface DeployedFunctionsOptions {
  /** Finds how a function is configured. */
  readonly lambda: LambdaClient;
  /** Where code is unpacked. */
  readonly scratch: string;
  /** What Lambda sets for every function: Region, access key, and here the endpoint of all services. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onLog: (line: string) => void;
}

/**
 * Runs the functions that were deployed: the code that Terraform uploaded, with the variables, timeout and memory that it
 * configured, in the embedded cloud's execution environments. Each change takes effect with the next invocation.
 */
export class DeployedFunctions {
  readonly #options: DeployedFunctionsOptions;
  readonly #bundles = new Map<string, string>();
  readonly #environments = new Set<Environment>();
  #uploads = 0;

  constructor(options: DeployedFunctionsOptions) {
    this.#options = options;
  }

  /**
   * Unpacks code.
   * @param zip - In base64, as Lambda's API takes it.
   */
  upload(name: string, zip: string): void {
    const folder = join(this.#options.scratch, `${name}-${++this.#uploads}`);
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of unzip(Buffer.from(zip, 'base64'))) {
      writeFileSync(join(folder, file), content);
    }
    this.#bundles.set(name, join(folder, 'index.js'));
  }

  /** @throws {Error} ResourceNotFoundException, if there is no such function. */
  async invoke(name: string, event: string): Promise<Invocation> {
    const { lambda, variables, onLog } = this.#options;
    const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const bundle = this.#bundles.get(name);
    if (bundle === undefined) throw new Error(`No code was uploaded for ${name}.`);
    const environment = new Environment({
      bundle,
      timeoutMs: (found.Timeout ?? 0) * 1000,
      memoryMb: found.MemorySize ?? 0,
      environmentVariables: {
        ...variables,
        ...found.Environment?.Variables,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      context: { functionName: name, functionVersion: '$LATEST' },
      onLog: (line) => onLog(`${name}: ${line}`),
    });
    this.#environments.add(environment);
    try {
      return await environment.invoke(event);
    } finally {
      await environment.close();
      this.#environments.delete(environment);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#environments].map((environment) => environment.close()));
    rmSync(this.#options.scratch, { recursive: true, force: true });
  }
}

const LOCAL_FILE = 0x04034b50;

/** The files of an archive whose local headers have their sizes, as `stacks/zip-file.ts` writes it. */
function* unzip(zip: Buffer): Generator<[name: string, content: Buffer]> {
  let at = 0;
  while (zip.readUInt32LE(at) === LOCAL_FILE) {
    const size = zip.readUInt32LE(at + 18);
    const nameEnd = at + 30 + zip.readUInt16LE(at + 26);
    const start = nameEnd + zip.readUInt16LE(at + 28);
    yield [
      zip.toString('utf8', at + 30, nameEnd),
      inflateRawSync(zip.subarray(start, start + size)),
    ];
    at = start + size;
  }
}
