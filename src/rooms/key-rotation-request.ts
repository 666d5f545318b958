import { KeyQuotaError } from './key-rotation.ts';
import { LockedError } from './table-lock.ts';

/** What `rotate-key-pair` is asked to do. */
export type KeyAction = 'ensure' | 'remove' | 'rotate' | 'revoke';

const ofTerraform: Readonly<Record<string, KeyAction>> = {
  create: 'ensure',
  update: 'ensure', // a deploy never rotates
  delete: 'remove',
};

/** Reads Terraform's `{tf: {action}}` or a script's `{action: 'rotate', revoke?}`. */
export function parseKeyAction(event: unknown): KeyAction {
  const { tf, action, revoke = false } = asRecord(event);
  if (tf !== undefined) {
    const name = asRecord(tf)['action'];
    const found = typeof name === 'string' && Object.hasOwn(ofTerraform, name);
    if (found && ofTerraform[name]) return ofTerraform[name];
  } else if (action === 'rotate' && typeof revoke === 'boolean') {
    return revoke ? 'revoke' : 'rotate';
  }
  throw new Error(
    'Send {"action": "rotate"}, {"action": "rotate", "revoke": true}, or what Terraform sends.',
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The failure as Lambda may log it and hand it to the caller: AWS messages hold ARNs, ours do not. */
export function publicError(action: KeyAction, error: unknown): Error {
  if (error instanceof KeyQuotaError || error instanceof LockedError) return error;
  const name = error instanceof Error ? error.name : 'an unknown error';
  return new Error(`Key pair: ${action} failed with ${name}. The log has more; run it again.`);
}
