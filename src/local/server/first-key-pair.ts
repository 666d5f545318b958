import type { Cloud } from '../aws/cloud.ts';
import { resources } from '../shared/local-deployment.ts';
import { StartError } from '../shared/start-error.ts';

const FUNCTION = 'rotate-key-pair';

/** What Terraform sends when it first deploys: its invocation adds `tf` to the input, which is empty. */
const FIRST_DEPLOY = JSON.stringify({ tf: { action: 'create', prev_input: null } });

/** Has the deployment make its key pair, if it has none. */
export async function ensureKeyPair({ secrets, functions }: Cloud): Promise<void> {
  if ((secrets.get(resources.keyPairSecret)?.versions.length ?? 0) > 0) return;
  const { payload, functionError } = await functions.invoke(FUNCTION, FIRST_DEPLOY);
  if (functionError) {
    const { errorMessage } = JSON.parse(payload) as { errorMessage?: string };
    throw new StartError(`The key pair can not be made, ${FUNCTION} failed: ${errorMessage ?? ''}`);
  }
}
