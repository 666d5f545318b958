import { currentRegion } from './checks.ts';
import { commonOptions, requireEnvironment, runScript } from './cli.ts';
import { diagnose } from './diagnosis.ts';
import { isUnknown, takeInventory, type Inventory } from './inventory.ts';
import {
  findElsewhere,
  readBackendRecord,
  readStateRecord,
  readWebsiteRecord,
} from './deployment-parameters.ts';
import { findTarget } from './operator-target.ts';
import { resources } from '../../src/local/shared/local-deployment.ts';
import { resourceNames } from '../../src/backend/functions.ts';

const help = `Shows what a deployment consists of, what is wrong with it, and what it costs without use.
After a destroy it shows whether anything is left, by tag and, where AWS knows no tags, by name.

  npm run doctor -- --env production

  --env NAME   the deployment, or local for the server that npm start runs (default: APP_ENV)
  --list       also list every resource, one per line
  --port N     with --env local: the server's port, needed if several run
  --help       show this help

It only reads. The exit code is 1 if something is wrong or left over.`;

const options = {
  ...commonOptions,
  list: { type: 'boolean', default: false },
  port: { type: 'string' },
} as const;

await runScript({ help, options }, async ({ env, port, list }) => {
  const target = findTarget(requireEnvironment(env), port);
  const backend = target.local ? undefined : await readBackendRecord(target);
  const website = target.local ? undefined : await readWebsiteRecord(target);
  const { environment } = target;
  const state = backend && (await readStateRecord(environment, 'backend'));
  const elsewhere =
    target.local || backend
      ? []
      : await findElsewhere(environment, 'backend', await currentRegion());
  const inventory = await takeInventory(target, {
    // A destroy that failed halfway may leave the table without a record.
    table: backend?.table ?? resourceNames(environment).table,
    untaggedToo: !target.local && (list || !backend),
    ...(backend && { deadLetterQueueUrl: backend.deadLetterQueueUrl }),
    ...(target.local && {
      deadLetterQueueUrl: `${target.local.endpoint}/000000000000/${resources.deadLetterQueue}`,
    }),
  });
  const { lines, healthy } = diagnose({
    environment,
    deployed: target.local !== undefined || backend !== undefined,
    ...(website && { url: website.url }),
    ...(state && { state: state.state }),
    elsewhere,
    inventory,
  });
  console.log([...lines, ...(list ? listOf(inventory) : [])].join('\n'));
  if (!healthy) process.exitCode = 1;
});

/** Every resource. What is unknown has a line of its own in the diagnosis. */
function listOf({ stages, publicKeys, tagged, untagged }: Inventory): string[] {
  const arns = (owned: Inventory['stages']) =>
    isUnknown(owned) ? [] : owned.map(({ arn }) => arn);
  const known = (names: Inventory['tagged']) => (isUnknown(names) ? [] : names);
  return [...arns(stages), ...arns(publicKeys), ...known(tagged), ...known(untagged)].map(
    (one) => `  ${one}`,
  );
}
