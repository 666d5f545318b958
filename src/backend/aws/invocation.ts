/** What Terraform does to the invocation that it sent this event with; undefined if it did not. */
export function terraformAction(event: unknown): 'create' | 'update' | 'delete' | undefined {
  if (typeof event !== 'object' || event === null || !('tf' in event)) return undefined;
  const { tf } = event;
  const action = typeof tf === 'object' && tf !== null && 'action' in tf ? tf.action : undefined;
  if (action === 'create' || action === 'update' || action === 'delete') return action;
  throw new Error('Terraform sends {"tf": {"action": "create"}}, "update" or "delete".');
}
