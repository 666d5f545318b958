import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { commonOptions, OperatorError, requireEnvironment, runScript } from './cli.ts';
import { requireBackendRecord } from './deployment-parameters.ts';
import { findTarget, type Target } from './operator-target.ts';

const help = `Replaces the key pair that signs participant tokens.

  npm run keys:rotate -- --env production
  npm run keys:rotate -- --env local

  --env NAME   the deployment, or local for the server that npm start runs (default: APP_ENV)
  --revoke     remove the old key at once, because it is known to somebody: its tokens stop to join
  --port N     with --env local: the server's port, if more than one runs
  --help       show this

Without --revoke, tokens that were signed with the old key join until they expire, and no join fails.`;

const options = {
  ...commonOptions,
  revoke: { type: 'boolean', default: false },
  port: { type: 'string' },
} as const;

await runScript({ help, options }, async ({ env, revoke, port }) => {
  const target = findTarget(requireEnvironment(env), port);
  const functionName = await findFunction(target);
  if (revoke) console.log('Half a minute passes until nobody signs with the old key any more.');
  const report = await invoke(target, functionName, {
    action: 'rotate',
    ...(revoke && { revoke }),
  });
  console.log(`New tokens of ${target.environment} are signed with ${report.publicKeyArn}.`);
  if (report.deleted.length > 0) console.log(`Removed from IVS: ${report.deleted.join(', ')}.`);
  console.log(
    revoke
      ? 'Tokens of the old key join no more. Who is in a room stays in it.'
      : 'Tokens of the old key join until they expire; then the sweep removes the key.',
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
  // The function takes up to two minutes, and a second call beside the first would only be refused.
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
      `${functionName} failed: ${answer.errorMessage ?? 'it gave no reason'}. ` +
        `Tokens are still signed with the old key. Its log is /aws/lambda/${functionName}; run this again when it is mended.`,
    );
  }
  return { publicKeyArn: answer.publicKeyArn ?? '', deleted: answer.deleted ?? [] };
}
