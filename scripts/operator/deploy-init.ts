import { readConfiguration } from '../../stacks/configuration.ts';
import { checkAll, formatFindings } from './checks.ts';
import { findRegion } from '../../stacks/region.ts';
import { OperatorError, commonOptions, runScript } from './cli.ts';

const help = `Checks whether this machine and the AWS account are ready for a deploy, and lists what is missing.

  npm run deploy:init
  npm run deploy:init -- --env production

  --env NAME   the deployment (default: APP_ENV, or else development)
  --help       show this help

It changes nothing. It checks Node.js, Terraform or OpenTofu, the credentials, the Region, how many IVS public keys are in
use (an account may have 3 in a Region), and whether API Gateway is allowed to write logs.`;

await runScript({ help, options: commonOptions }, async ({ env }) => {
  const configuration = read(env, await findRegion(process.env));
  const findings = await checkAll(configuration);
  console.log(formatFindings(findings));
  const missing = findings.filter(({ state }) => state === 'missing').length;
  if (missing > 0) {
    throw new OperatorError(
      `Not ready: ${missing} of ${findings.length} requirements are missing.`,
    );
  }
  console.log(`Ready. Next: npm run deploy:backend -- --env ${configuration.environment}`);
});

function read(env: string | undefined, region: string | undefined) {
  return readConfiguration({
    ...process.env,
    ...(env !== undefined && { APP_ENV: env }),
    AWS_REGION: region,
  });
}
