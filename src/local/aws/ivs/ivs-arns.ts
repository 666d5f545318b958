import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';
import { randomId } from '../../shared/random-id.ts';

/** Makes the ARN of a new resource, and the id that is its last segment. */
export function newArn(kind: 'stage' | 'public-key'): { arn: string; id: string } {
  const id = randomId(12);
  return { arn: `arn:aws:ivs:${REGION}:${ACCOUNT}:${kind}/${id}`, id };
}
