import { readConfiguration } from '../../stacks/configuration.ts';
import type { DomainRecord } from '../../stacks/deployment-record.ts';
import { build } from '../build/build.ts';
import { formatSizes } from '../build/output/bundle-sizes.ts';
import { checkAll, currentRegion, requireAll } from './checks.ts';
import { OperatorError, commonOptions, requireEnvironment, runScript } from './cli.ts';
import {
  readBackendRecord,
  readWebsiteRecord,
  requireBackendRecord,
} from './deployment-parameters.ts';
import { findTarget, type Target } from './operator-target.ts';
import { runTerraform } from './run-terraform.ts';
import { requireStack, type Stack } from './stacks.ts';
import { compareState } from './state-comparison.ts';

const help = `Builds and deploys a stack to AWS.

  npm run deploy:backend:dev          npm run deploy:website:dev
  npm run deploy:backend:prod         npm run deploy:website:prod
  npm run deploy:backend -- --env staging
  npm run deploy:account              once for each account and Region: allows API Gateway to write logs

  --env NAME        the deployment (default: APP_ENV)
  --yes             do not ask for confirmation
  --no-build        deploy what is already in dist/
  --another-region  deploy beside a deployment of the same name in another Region
  --migrate-state   copy the state to where TF_STATE_BUCKET says now
  --help            show this help

Deploy the backend first. Its first deploy creates the key pair; later deploys do not change it.`;

const options = {
  ...commonOptions,
  yes: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
  'another-region': { type: 'boolean', default: false },
  'migrate-state': { type: 'boolean', default: false },
} as const;

await runScript({ help, options, positionals: true }, async (values, [name]) => {
  const stack = requireStack(name);
  // The account stack is the same for all environments.
  const environment = stack === 'account' ? 'development' : requireDeployment(values.env);
  const configuration = configure(environment, await currentRegion(), stack);
  requireAll(await checkAll(configuration));
  const target = findTarget(environment);
  if (stack === 'website') await requireBackendRecord(target);
  if (!values['no-build']) console.log(`Built in dist/:\n${formatSizes(await build())}`);
  const anotherRegion = values['another-region'];
  await runTerraform('apply', {
    stack,
    configuration,
    yes: values.yes,
    migrateState: values['migrate-state'],
    check: (state) => compareState({ stack, configuration, anotherRegion }, state),
  });
  await report(stack, target);
});

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
    if (record?.domain) console.log(describeDomain(record.domain));
  }
}

/** What is left to do until the website has its own name. */
function describeDomain({ name, certificate, records }: DomainRecord): string {
  const list = records.map((record) => `  ${record}`).join('\n');
  return certificate === 'ISSUED'
    ? `${name} has its certificate. Keep these records at your DNS provider:\n${list}`
    : `${name} has no certificate yet (${certificate}). Make these records at your DNS provider, wait some minutes, and deploy the website again:\n${list}`;
}
