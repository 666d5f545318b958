import { readConfiguration } from '../../stacks/configuration.ts';
import { currentRegion } from './checks.ts';
import { OperatorError, commonOptions, requireEnvironment, runScript } from './cli.ts';
import { readWebsiteRecord } from './deployment-parameters.ts';
import { findTarget } from './operator-target.ts';
import { runTerraform } from './run-terraform.ts';
import { requireStack } from './stacks.ts';
import { compareState } from './state-comparison.ts';

const help = `Removes a stack from AWS with everything that it created, including stages and public keys.

  npm run destroy:website -- --env production
  npm run destroy:backend -- --env production
  npm run destroy:account             stops the API logs of the whole account in the Region

  --env NAME   the deployment (default: APP_ENV)
  --yes        do not ask for confirmation
  --help       show this help

Destroy the website first. A build is not needed. Everyone in a room is disconnected. Afterwards, npm run doctor shows whether anything is left.`;

const options = { ...commonOptions, yes: { type: 'boolean', default: false } } as const;

await runScript({ help, options, positionals: true }, async ({ env, yes }, [name]) => {
  const stack = requireStack(name);
  // The account stack is the same for all environments.
  const environment = stack === 'account' ? 'development' : requireEnvironment(env);
  if (environment === 'local') {
    throw new OperatorError('local means the server on this machine; stop it with Ctrl-C.');
  }
  const configuration = readConfiguration({
    ...process.env,
    APP_ENV: environment,
    AWS_REGION: await currentRegion(),
  });
  if (stack === 'backend' && (await readWebsiteRecord(findTarget(environment)))) {
    throw new OperatorError(
      `The website of ${environment} still needs the backend. First run npm run destroy:website -- --env ${environment}`,
    );
  }
  await runTerraform('destroy', {
    stack,
    configuration,
    yes,
    migrateState: false,
    check: (state) => compareState({ stack, configuration }, state),
  });
  if (stack === 'backend') {
    console.log(`Next: npm run doctor -- --env ${environment}, to check that nothing is left.`);
  }
});
