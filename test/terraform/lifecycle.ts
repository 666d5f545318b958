import assert from 'node:assert/strict';
import { CreateStageCommand } from '@aws-sdk/client-ivs-realtime';
import { fileURLToPath } from 'node:url';
import { DEPLOYMENT_TAG } from '../../src/backend/functions.ts';
import { listSiteFiles } from '../../stacks/site-folder.ts';
import type { StackName } from '../unit/stacks/support/synthesize.ts';
import { DeployedSystem } from './deployed-system.ts';
import { connect, type Clients } from './inventory/clients.ts';
import { counts, countsOf, takeInventory, type Inventory } from './inventory/inventory.ts';
import { explain } from './emulator-gaps.ts';
import { changesOf, type Change } from './plan-changes.ts';
import type { Report } from './report.ts';
import { plan, type Tool } from './tools.ts';
import type { Workspace } from './workspace.ts';

export interface LifecycleOptions {
  readonly workspace: Workspace;
  readonly tool: Tool;
  readonly stacks: readonly StackName[];
  readonly report: Report;
}

const WEBSITE = fileURLToPath(new URL('../../dist/website', import.meta.url));

/** Seconds that rooms last after the change. */
const CHANGED_LIFETIME = 7200;

/**
 * Deploys stacks to an account, uses them, deploys them again with another setting, and destroys them.
 *
 * @throws {AssertionError} if something is missing, would change without a reason, or is left.
 */
export async function runLifecycle({
  workspace,
  tool,
  stacks,
  report,
}: LifecycleOptions): Promise<void> {
  const clients = connect(workspace.account);
  const environment = workspace.variables['APP_ENV'] ?? '';
  // A stage of another deployment, which must still be there at the end.
  await clients.ivs.send(new CreateStageCommand({ tags: { [DEPLOYMENT_TAG]: 'other' } }));
  const before = await takeInventory(clients);

  await report.step(`${tool.name} deployed ${stacks.join(' and ')}`, () =>
    tool.deploy(workspace, stacks),
  );
  const wanted = countsOf(stacks.map((stack) => workspace.stack(stack)));
  await report.step(
    (lines) =>
      `The services say that there is:\n${lines}\nThat is what the stacks describe, the first key pair and the files`,
    () => checkExists(clients, before, { ...wanted, ...alsoCreated(stacks) }),
  );

  const system = await DeployedSystem.find(clients, environment);
  const key = await system.keyPair();
  await report.step('The functions created a room, showed it and let somebody join', () =>
    system.createAndJoin(),
  );

  await report.step(
    (reasons) => `A second plan changes nothing${reasons}`,
    () => checkUnchanged(workspace, stacks),
  );

  workspace.variables = { ...workspace.variables, ROOM_LIFETIME_SECONDS: String(CHANGED_LIFETIME) };
  await report.step('Deployed again with another lifetime of rooms', () =>
    tool.deploy(workspace, ['backend']),
  );
  const changed = await DeployedSystem.find(clients, environment);
  assert.equal(changed.record.roomLifetimeSeconds, CHANGED_LIFETIME);
  assert.equal(await changed.keyPair(), key, 'a later deploy keeps the key pair');
  const room = await changed.createAndJoin();
  assert.equal(Date.parse(room.expiresAt) - Date.parse(room.createdAt), CHANGED_LIFETIME * 1000);
  report.say('A new room has that lifetime, and the key pair is the same');

  const stages = (await takeInventory(clients)).get('IVS stage')?.length;
  assert.equal(stages, 3, 'two rooms, and one of another deployment');
  await report.step(`${tool.name} destroyed ${stacks.join(' and ')}`, () =>
    tool.destroy(workspace, stacks),
  );
  assert.deepEqual(await takeInventory(clients), before);
  report.say(
    'The services say that nothing is left, and that the other deployment still has its stage',
  );
}

/** What functions and programs create during a deploy. */
const alsoCreated = (stacks: readonly StackName[]) => ({
  'IVS public key': 1,
  ...(stacks.includes('website') && { 'S3 object': listSiteFiles(WEBSITE).length }),
});

/** @returns what was added to the account, one type in a line. */
async function checkExists(
  clients: Clients,
  before: Inventory,
  wanted: Readonly<Record<string, number>>,
): Promise<string> {
  const found = counts(await takeInventory(clients));
  const old = counts(before);
  const added = Object.entries(found).map(
    ([type, number]) => [type, number - (old[type] ?? 0)] as const,
  );
  const numbers = Object.fromEntries(added.filter(([, number]) => number !== 0));
  assert.deepEqual(numbers, wanted);
  return Object.entries(numbers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, number]) => `${String(number).padStart(5)} ${type}`)
    .join('\n');
}

/** @returns why there are differences nevertheless. */
async function checkUnchanged(workspace: Workspace, stacks: readonly StackName[]): Promise<string> {
  const changes: Change[] = [];
  for (const stack of stacks) changes.push(...changesOf(await plan(workspace, stack)));
  const { explained, others } = explain(changes);
  assert.deepEqual(others, []);
  return [...explained]
    .map(([reason, number]) => `\n${String(number).padStart(5)} ${reason}`)
    .join('');
}
