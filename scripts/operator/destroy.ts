import { currentRegion } from './checks.ts';
import { OperatorError, commonOptions, requireEnvironment, runScript } from './cli.ts';
import { readWebsiteRecord } from './deployment-parameters.ts';
import { findTarget } from './operator-target.ts';
import { runCdktf } from './run-terraform.ts';

const help = `Removes a stack from AWS, with all that it made: stages and public keys too.

  npm run destroy:website -- --env production
  npm run destroy:backend -- --env production
  npm run destroy:account             takes the API logs of the whole account and Region away

  --env NAME   the deployment (default: APP_ENV)
  --yes        do not ask before anything is removed
  --help       show this

The website goes first. Everybody who is in a room is disconnected. Afterwards npm run doctor proves that nothing is
left.`;

const stacks = ['account', 'backend', 'website'] as const;

const options = { ...commonOptions, yes: { type: 'boolean', default: false } } as const;

await runScript({ help, options, positionals: true }, async ({ env, yes }, [name]) => {
  const stack = stacks.find((one) => one === name);
  if (!stack) throw new OperatorError(`Destroy what? One of ${stacks.join(', ')}. Try --help.`);
  const environment = stack === 'account' ? 'account' : requireEnvironment(env);
  if (environment === 'local') {
    throw new OperatorError('local is the server on this machine: stop it with Ctrl-C.');
  }
  const region = await currentRegion();
  if (stack === 'backend' && (await readWebsiteRecord(findTarget(environment)))) {
    throw new OperatorError(
      `The website of ${environment} is still there and needs the backend. First: npm run destroy:website -- --env ${environment}`,
    );
  }
  await runCdktf('destroy', stack, { environment, region, yes });
  if (stack === 'backend') {
    console.log(`Next: npm run doctor -- --env ${environment}, which looks for anything left.`);
  }
});
