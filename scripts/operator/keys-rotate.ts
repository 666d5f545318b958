import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { commonOptions, OperatorError, requireEnvironment, runScript } from './cli.ts';
import { requireBackendRecord } from './deployment-parameters.ts';
import { findTarget, type Target } from './operator-target.ts';

const help = `Replaces the key pair that signs participant tokens.

  npm run keys:rotate -- --env production
  npm run keys:rotate -- --env local

  --env NAME   the deployment, or local for the server that npm start runs (default: APP_ENV)
  --revoke     remove the old key at once, because it was leaked: its tokens can no longer join
  --port N     with --env local: the server's port, needed if several run
  --help       show this help

Without --revoke, tokens signed with the old key can still join until they expire, so no join fails.`;

const options = {
  ...commonOptions,
  revoke: { type: 'boolean', default: false },
  port: { type: 'string' },
} as const;

await runScript({ help, options }, async ({ env, revoke, port }) => {
  const target = findTarget(requireEnvironment(env), port);
  const functionName = await findFunction(target);
  if (revoke)
    console.log('This takes half a minute, until no function signs with the old key any more.');
  const report = await invoke(target, functionName, {
    action: 'rotate',
    ...(revoke && { revoke }),
  });
  console.log(`New tokens of ${target.environment} are verified with ${report.publicKeyArn}.`);
  if (report.deleted.length > 0) console.log(`Removed from IVS: ${report.deleted.join(', ')}.`);
  console.log(
    revoke
      ? 'Tokens signed with the old key can no longer join. People in a room stay in it.'
      : 'Tokens signed with the old key can join until they expire; then the sweep removes the key.',
  );
});

async function findFunction(target: Target): Promise<string> {
  if (target.local) return target.local.rotateKeyPairFunction;
  return (await requireBackendRecord(target)).functions['rotate-key-pair'];
}

interface Report {
  readonly publicKeyArn: string;
  readonly deleted: readonly string[];
}

async function invoke(target: Target, functionName: string, event: object): Promise<Report> {
  // The function takes up to 2 minutes. A retry meanwhile would be refused.
  const client = new LambdaClient({
    ...target.clients,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 150_000 },
  });
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  );
  const answer = JSON.parse(Payload?.transformToString() || '{}') as {
    errorMessage?: string;
    publicKeyArn?: string;
    deleted?: readonly string[];
  };
  if (FunctionError ?? answer.publicKeyArn === undefined) {
    throw new OperatorError(
      `${functionName} failed: ${answer.errorMessage ?? 'no reason given'}. ` +
        `Tokens are still signed with the old key. Its log is /aws/lambda/${functionName}; run this again when the cause is fixed.`,
    );
  }
  return { publicKeyArn: answer.publicKeyArn ?? '', deleted: answer.deleted ?? [] };
}
