import { KeyQuotaError } from './key-rotation.ts';
import { LockedError } from '../aws/table-lock.ts';
import { terraformAction } from '../aws/terraform-event.ts';

/** What `rotate-key-pair` is asked to do. */
export type KeyAction = 'ensure' | 'remove' | 'rotate' | 'revoke';

const ofTerraform = {
  create: 'ensure',
  update: 'ensure', // a deploy never rotates
  delete: 'remove',
} as const satisfies Record<string, KeyAction>;

/** Reads Terraform's `{tf: {action}}` or a script's `{action: 'rotate', revoke?}`. */
export function parseKeyAction(event: unknown): KeyAction {
  const ofDeploy = terraformAction(event);
  if (ofDeploy) return ofTerraform[ofDeploy];
  const { action, revoke = false } = (event ?? {}) as Readonly<Record<string, unknown>>;
  if (action === 'rotate' && typeof revoke === 'boolean') return revoke ? 'revoke' : 'rotate';
  throw new Error('Send {"action": "rotate"} or {"action": "rotate", "revoke": true}.');
}

/** The failure as Lambda may log it and hand it to the caller: AWS messages hold ARNs, ours do not. */
export function publicError(action: KeyAction, error: unknown): Error {
  if (error instanceof KeyQuotaError || error instanceof LockedError) return error;
  const name = error instanceof Error ? error.name : 'an unknown error';
  return new Error(`Key pair: ${action} failed with ${name}. The log has more; run it again.`);
}
