import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ivsRegions, type Configuration } from '../../stacks/configuration.ts';
import { findRegion } from '../../stacks/region.ts';
import { explain, OperatorError } from './cli.ts';
import { ivsLimits } from '../../src/backend/quotas.ts';
import { listPublicKeys } from './ivs-inventory.ts';
import { findTerraform, isOlder, oldestVersion, terraformBinary } from './run-terraform.ts';

export interface Finding {
  readonly what: string;
  /** warn: a deploy works, but something else will not. */
  readonly state: 'ok' | 'warn' | 'missing';
  readonly detail: string;
}

/** The Region from the environment or the profile. */
export async function currentRegion(): Promise<string> {
  const region = await findRegion(process.env);
  if (region !== undefined) return region;
  throw new OperatorError('No AWS Region is set. Set AWS_REGION, or add a region to your profile.');
}

/** Checks everything that a deploy needs, first on this machine, then in the account. */
export async function checkAll(configuration: Configuration): Promise<Finding[]> {
  const here = [checkNode(process.versions.node), checkTerraform(configuration)];
  const account = await check('Credentials', checkCredentials);
  // Nothing else can be checked without credentials.
  if (account.state === 'missing') return [...here, account];
  const region = await check('Region', checkRegion);
  if (region.state === 'missing') return [...here, account, region];
  const there = await Promise.all([
    check('Public keys', () => checkPublicKeys(configuration.environment)),
    check('API logs', () => checkApiLogs(configuration)),
    check('Lambda', checkConcurrency, 'warn'),
  ]);
  return [...here, account, region, ...there, checkState(configuration)];
}

/** @param ifUnknown - How bad it is if this can't be found out. */
async function check(
  what: string,
  look: () => Promise<Finding>,
  ifUnknown: 'missing' | 'warn' = 'missing',
): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return { what, state: ifUnknown, detail: explain(error) };
  }
}

export function checkNode(version: string): Finding {
  const what = 'Node.js';
  return isOlder(version, '20.19.0')
    ? { what, state: 'missing', detail: `${version} is too old. Install 20.19 or newer.` }
    : { what, state: 'ok', detail: version };
}

function checkTerraform({ state }: Pick<Configuration, 'state'>): Finding {
  const what = 'Terraform';
  const found = findTerraform();
  if (!found) {
    return {
      what,
      state: 'missing',
      detail: `${terraformBinary()} was not found. Install Terraform or OpenTofu; for OpenTofu, also set TERRAFORM_BINARY_NAME=tofu.`,
    };
  }
  const oldest = oldestVersion(state);
  const name = `${found.product} ${found.version}`;
  return isOlder(found.version, oldest)
    ? { what, state: 'missing', detail: `${name} is too old. Install ${oldest} or newer.` }
    : { what, state: 'ok', detail: name };
}

async function checkCredentials(): Promise<Finding> {
  const { Account = '' } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  return { what: 'Credentials', state: 'ok', detail: `for account ${Account}` };
}

async function checkRegion(): Promise<Finding> {
  const region = await currentRegion();
  return ivsRegions.some((known) => known === region)
    ? { what: 'Region', state: 'ok', detail: region }
    : {
        what: 'Region',
        state: 'missing',
        detail: `IVS Real-Time has no control plane in ${region}. Set AWS_REGION to one of ${ivsRegions.join(', ')}.`,
      };
}

async function checkPublicKeys(environment: string): Promise<Finding> {
  const all = await listPublicKeys({});
  const ours = all.filter(({ deployment }) => deployment === environment).length;
  return judgePublicKeys(all.length, ours);
}

/**
 * @param all - Public keys in the account and Region.
 * @param ours - How many of them this deployment has imported.
 */
export function judgePublicKeys(all: number, ours: number): Finding {
  const what = 'Public keys';
  const free = ivsLimits.publicKeys - all;
  const quota = `${all} of ${ivsLimits.publicKeys} in use in this account and Region`;
  if (free === 0 && ours === 0) {
    return {
      what,
      state: 'missing',
      detail: `${quota}, so the deploy can't import another. Delete one, destroy a deployment that is no longer needed, or use another Region or account; the quota can't be raised.`,
    };
  }
  if (free < (ours === 0 ? 2 : 1)) {
    return {
      what,
      state: 'warn',
      detail: `${quota}. A deploy works, but a rotation needs one more, because both keys are valid for a while.`,
    };
  }
  return { what, state: 'ok', detail: quota };
}

async function checkApiLogs({ accessLog }: Configuration): Promise<Finding> {
  const what = 'API logs';
  if (!accessLog) return { what, state: 'ok', detail: 'off. ACCESS_LOG=on turns them on.' };
  const { cloudwatchRoleArn } = await new APIGatewayClient({}).send(new GetAccountCommand({}));
  return cloudwatchRoleArn
    ? {
        what,
        state: 'ok',
        detail: 'API Gateway is allowed to write logs in this account and Region',
      }
    : {
        what,
        state: 'missing',
        detail:
          'ACCESS_LOG=on, but API Gateway is not allowed to write logs yet. Run npm run deploy:account once for this account and Region, or leave ACCESS_LOG out.',
      };
}

async function checkConcurrency(): Promise<Finding> {
  const { AccountLimit } = await new LambdaClient({}).send(new GetAccountSettingsCommand({}));
  return judgeConcurrency(AccountLimit?.ConcurrentExecutions ?? 0);
}

/** @param limit - How many functions may run at once in this account and Region, ours and those of others together. */
function judgeConcurrency(limit: number): Finding {
  const what = 'Lambda';
  const quota = `${limit} functions may run at once in this account and Region`;
  return limit >= ENOUGH_AT_ONCE
    ? { what, state: 'ok', detail: quota }
    : {
        what,
        state: 'warn',
        detail: `${quota}, as in new accounts. That is enough to try it; beyond, the API answers 503. Request ${ENOUGH_AT_ONCE} or more in Service Quotas: AWS Lambda, "Concurrent executions".`,
      };
}

/** API Gateway lets through 100 requests a second, and a cold start takes about one. */
const ENOUGH_AT_ONCE = 100;

function checkState({ state }: Configuration): Finding {
  return state.kind === 's3'
    ? { what: 'State', state: 'ok', detail: `in the S3 bucket ${state.bucket} (${state.region})` }
    : {
        what: 'State',
        state: 'ok',
        detail: 'in .state/ on this machine. To share it, set TF_STATE_BUCKET (docs/deploy.md).',
      };
}

const signs = { ok: 'ok  ', warn: 'warn', missing: 'MISS' } as const;

export const formatFindings = (findings: readonly Finding[]): string =>
  findings
    .map(({ what, state, detail }) => `${signs[state]}  ${what.padEnd(11)}  ${detail}`)
    .join('\n');

/** @throws {OperatorError} that lists everything that is missing. */
export function requireAll(findings: readonly Finding[]): void {
  const missing = findings.filter(({ state }) => state === 'missing');
  if (missing.length === 0) return;
  throw new OperatorError(
    ['Not ready to deploy:', ...missing.map(({ what, detail }) => `  ${what}: ${detail}`)].join(
      '\n',
    ),
  );
}
