import { ACCOUNT, REGION } from '../deployment.ts';
import { randomId } from '../random-id.ts';

export function newArn(kind: 'stage' | 'public-key'): { arn: string; id: string } {
  const id = randomId(12);
  return { arn: `arn:aws:ivs:${REGION}:${ACCOUNT}:${kind}/${id}`, id };
}
