import { readConfiguration } from '../../stacks/configuration.ts';
import { checkAll, formatFindings } from './checks.ts';
import { OperatorError, commonOptions, messageOf, runScript } from './cli.ts';

const help = `Looks whether this machine and this AWS account are ready for a deploy, and says what is missing.

  npm run deploy:init
  npm run deploy:init -- --env production

  --env NAME   the deployment to look with (default: APP_ENV, else development)
  --help       show this

It changes nothing. It looks at Node.js, Terraform or OpenTofu, the credentials, the Region, the places that are left
for IVS public keys (3 in an account and Region), and whether API Gateway may write logs.`;

await runScript({ help, options: commonOptions }, async ({ env }) => {
  const configuration = read(env);
  const findings = await checkAll(configuration);
  console.log(formatFindings(findings));
  const missing = findings.filter(({ state }) => state === 'missing').length;
  if (missing > 0) {
    throw new OperatorError(`Not ready: ${missing} of ${findings.length} are missing.`);
  }
  console.log(`Ready. Next: npm run deploy:backend -- --env ${configuration.environment}`);
});

function read(env: string | undefined) {
  try {
    return readConfiguration({ ...process.env, ...(env !== undefined && { APP_ENV: env }) });
  } catch (error) {
    throw new OperatorError(messageOf(error));
  }
}
