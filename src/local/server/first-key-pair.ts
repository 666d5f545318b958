import type { Account } from '../aws/account.ts';
import { resources } from '../shared/local-deployment.ts';
import { StartError } from '../shared/start-error.ts';

const FUNCTION = 'rotate-key-pair';

/** The event of a first deploy: Terraform's aws_lambda_invocation adds `tf` to the input, which is empty. */
const FIRST_DEPLOY = JSON.stringify({ tf: { action: 'create', prev_input: null } });

/** Creates the deployment's key pair if it has none. */
export async function ensureKeyPair({ secrets, functions }: Account): Promise<void> {
  if ((secrets.get(resources.keyPairSecret)?.versions.length ?? 0) > 0) return;
  const { payload, functionError } = await functions.invoke(FUNCTION, FIRST_DEPLOY);
  if (functionError) {
    const { errorMessage } = JSON.parse(payload) as { errorMessage?: string };
    throw new StartError(`Can't create the key pair, ${FUNCTION} failed: ${errorMessage ?? ''}`);
  }
}
