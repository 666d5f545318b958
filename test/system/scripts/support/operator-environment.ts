import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IVSRealTimeClient, ListPublicKeysCommand } from '@aws-sdk/client-ivs-realtime';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { functions, type FunctionName } from '../../../../src/backend/functions.ts';
import { buildHandlers } from '../../../../scripts/build/handler-bundles.ts';
import {
  ACCOUNT,
  deployedName,
  queueUrl,
  REGION,
  resources,
} from '../../../../src/local/shared/local-deployment.ts';
import { startLocalServer } from '../../../../src/local/server/local-server.ts';
import {
  backendParameter,
  stateParameter,
  websiteParameter,
  type BackendRecord,
  type StateRecord,
  type WebsiteRecord,
} from '../../../../stacks/deployment-record.ts';
import { startFakeAws, type FakeAccount } from './fake-aws.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

export type OperatorEnvironment = Awaited<ReturnType<typeof openOperatorEnvironment>>;

/**
 * An AWS account for the operator scripts, reached through the SDK's endpoint variables: the embedded cloud with the real
 * handlers, and fakes of the services that only operators call.
 */
export async function openOperatorEnvironment(
  account: FakeAccount = {},
  /** Source code that replaces some of the handlers. */
  handlers: Partial<Record<FunctionName, string>> = {},
) {
  const dist = mkdtempSync(join(tmpdir(), 'audio-rooms-scripts-'));
  await buildHandlers(ROOT, join(dist, 'handlers'));
  for (const [name, source] of Object.entries(handlers)) {
    writeFileSync(join(dist, 'handlers', `${name}.cjs`), source);
  }
  const server = await startLocalServer({ port: 0, distDirectory: dist, schedules: [] });
  const fake = await startFakeAws(account);
  const client = { region: REGION, endpoint: server.endpoint, credentials: server.credentials };
  const ssm = new SSMClient(client);
  const ivs = new IVSRealTimeClient(client);
  const variables: Readonly<Record<string, string>> = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: server.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: server.dynamodbEndpoint,
    AWS_ENDPOINT_URL_STS: fake.endpoint,
    AWS_ENDPOINT_URL_API_GATEWAY: fake.endpoint,
    AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: fake.endpoint,
    // The machine's own AWS account must never be reached.
    AWS_CONFIG_FILE: join(dist, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(dist, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };

  const put = (name: string, value: object) =>
    ssm.send(
      new PutParameterCommand({
        Name: name,
        Value: JSON.stringify(value),
        Type: 'String',
        Overwrite: true,
      }),
    );

  return {
    server,
    account,
    variables,
    /** Runs a script as `npm run` does. */
    run: (script: string, args: readonly string[] = [], more: Record<string, string> = {}) =>
      runScript(script, args, {
        ...variables,
        // A deploy asks Lambda only for the account's settings, which the embedded cloud has none of.
        ...(script.startsWith('deploy') && { AWS_ENDPOINT_URL_LAMBDA: fake.endpoint }),
        ...more,
      }),
    /** Writes the record of the backend stack to SSM, as a deploy does. */
    deployBackend: async (environment: string, changes: Partial<BackendRecord> = {}) => {
      const record: BackendRecord = {
        environment,
        region: REGION,
        apiUrl: server.url,
        table: resources.table,
        queueUrl: queueUrl(server.endpoint, resources.queue),
        deadLetterQueueUrl: queueUrl(server.endpoint, resources.deadLetterQueue),
        publicKeyParameter: resources.publicKeyParameter,
        functions: Object.fromEntries(
          Object.keys(functions).map((name) => [name, deployedName(name as FunctionName)]),
        ) as BackendRecord['functions'],
        roomLifetimeSeconds: 3600,
        ...changes,
      };
      await put(backendParameter(environment), record);
    },
    deployWebsite: (environment: string, record: WebsiteRecord) =>
      put(websiteParameter(environment), record),
    /** Writes the record that a stack begins with. */
    recordState: (environment: string, stack: string, record: Partial<StateRecord> = {}) =>
      put(stateParameter(environment, stack), {
        account: ACCOUNT,
        region: REGION,
        state: `/elsewhere/.state/${environment}/${REGION}/${stack}.tfstate`,
        ...record,
      }),
    publicKeys: async () => (await ivs.send(new ListPublicKeysCommand({}))).publicKeys ?? [],
    close: async () => {
      ssm.destroy();
      ivs.destroy();
      fake.close();
      await server.close();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}

/** @param variables - The script's whole environment, apart from PATH and HOME. */
export async function runScript(
  name: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const folder = ['dev', 'smoke'].includes(name) ? name : 'operator';
  const script = `scripts/${folder}/${name}.ts`;
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...variables },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, output };
}
