import { readConfiguration } from '../../stacks/configuration.ts';
import { operatorPolicy } from '../../stacks/operator-policy.ts';
import { currentRegion } from './checks.ts';
import { commonOptions, OperatorError, requireEnvironment, runScript } from './cli.ts';

const help = `Prints the IAM policy of those who deploy and destroy a deployment.

  npm run policy --silent -- --env production > policy.json

  --env NAME      the deployment (default: APP_ENV)
  --account ID    limit it to this account (default: whichever it is attached in)
  --help          show this help

It reads the same variables as a deploy, and allows what these need. It is for the stacks backend and website, and for the
scripts; the stack account needs an administrator, once. docs/operate.md says what it can't limit.`;

const options = { ...commonOptions, account: { type: 'string' } } as const;

await runScript({ help, options }, async ({ env, account }) => {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new OperatorError(`--account is "${account}". It must be the 12 digits of an account.`);
  }
  const environment = requireEnvironment(env);
  if (environment === 'local') {
    throw new OperatorError('local is the server on this machine, which needs no policy.');
  }
  const region = await currentRegion();
  const configuration = readConfiguration({
    ...process.env,
    APP_ENV: environment,
    AWS_REGION: region,
  });
  console.log(JSON.stringify(operatorPolicy(configuration, account), undefined, 2));
});
