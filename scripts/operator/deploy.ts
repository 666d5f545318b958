import { readConfiguration } from '../../stacks/configuration.ts';
import { build } from '../build/build.ts';
import { formatSizes } from '../build/output/bundle-sizes.ts';
import { checkAll, currentRegion, requireAll } from './checks.ts';
import { OperatorError, commonOptions, requireEnvironment, runScript } from './cli.ts';
import {
  readBackendRecord,
  readWebsiteRecord,
  requireBackendRecord,
} from './deployment-parameters.ts';
import { runCdktf } from './run-terraform.ts';
import { findTarget, type Target } from './operator-target.ts';

const help = `Builds and deploys a stack to AWS.

  npm run deploy:backend:dev          npm run deploy:website:dev
  npm run deploy:backend:prod         npm run deploy:website:prod
  npm run deploy:backend -- --env staging
  npm run deploy:account              once for each account and Region: allows API Gateway to write logs

  --env NAME   the deployment (default: APP_ENV)
  --yes        do not ask for confirmation
  --no-build   deploy what is already in dist/
  --help       show this help

Deploy the backend first. Its first deploy creates the key pair; later deploys do not change it.`;

const stacks = ['account', 'backend', 'website'] as const;
type Stack = (typeof stacks)[number];

const options = {
  ...commonOptions,
  yes: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
} as const;

await runScript(
  { help, options, positionals: true },
  async ({ env, yes, 'no-build': noBuild }, [name]) => {
    const stack = requireStack(name);
    // The account stack is the same for all environments.
    const environment = stack === 'account' ? 'development' : requireDeployment(env);
    const region = await currentRegion();
    const configuration = configure(environment, region, stack);
    requireAll(await checkAll(configuration));
    const target = findTarget(environment);
    if (stack === 'website') await requireBackendRecord(target);
    if (!noBuild) console.log(`Built in dist/:\n${formatSizes(await build())}`);
    await runCdktf('deploy', stack, { environment, region, yes });
    await report(stack, target);
  },
);

function requireStack(name: string | undefined): Stack {
  const stack = stacks.find((one) => one === name);
  if (stack) return stack;
  throw new OperatorError(`Which stack? Pass one of ${stacks.join(', ')}. Try --help.`);
}

function requireDeployment(env: string | undefined): string {
  const environment = requireEnvironment(env);
  if (environment !== 'local') return environment;
  throw new OperatorError(
    'local means the server on this machine, which npm start runs. Choose another --env.',
  );
}

function configure(environment: string, region: string, stack: Stack) {
  const configuration = readConfiguration({
    ...process.env,
    APP_ENV: environment,
    AWS_REGION: region,
  });
  // The account stack allows logging, so it must not require that logging is allowed.
  return stack === 'account' ? { ...configuration, accessLog: false } : configuration;
}

async function report(stack: Stack, target: Target): Promise<void> {
  if (stack === 'backend') {
    const record = await readBackendRecord(target);
    console.log(`API: ${record?.apiUrl ?? 'not found in SSM yet'}`);
    console.log(`Next: npm run deploy:website -- --env ${target.environment}`);
  } else if (stack === 'website') {
    const record = await readWebsiteRecord(target);
    console.log(`Website: ${record?.url ?? 'not found in SSM yet'}`);
  }
}
