import { dollars, idleCosts, total } from './costs.ts';
import { isUnknown, type Inventory, type Unknown } from './inventory.ts';
import { ivsLimits } from '../../src/backend/functions.ts';
import type { Owned } from './ivs-inventory.ts';

export interface Facts {
  readonly environment: string;
  /** Whether its record says that the backend is there. */
  readonly deployed: boolean;
  readonly url?: string;
  readonly inventory: Inventory;
  /** Epoch seconds. */
  readonly now?: number;
}

export interface Diagnosis {
  readonly lines: readonly string[];
  readonly healthy: boolean;
}

/** What an operator has to know, one line each; what is wrong begins with "!". */
export function diagnose({ environment, deployed, url, inventory, now }: Facts): Diagnosis {
  if (!deployed) return afterDestroy(environment, inventory);
  const lines = [
    `${environment} is deployed.`,
    ...(url === undefined ? [] : [`Website: ${url}`]),
    ...stageLines(inventory),
    ...keyLines(inventory.publicKeys, now ?? Date.now() / 1000),
    ...deadLetterLines(inventory.deadLetters),
    ...taggedLines(inventory.tagged),
  ];
  return { lines, healthy: !lines.some((line) => line.startsWith('!')) };
}

function afterDestroy(
  environment: string,
  { stages, publicKeys, rooms, tagged }: Inventory,
): Diagnosis {
  const left: string[] = [];
  const add = (what: string, found: readonly string[] | Unknown) => {
    if (isUnknown(found)) left.push(`! ${what}: can't be seen. ${found.unknown}`);
    else left.push(...found.map((arn) => `! ${what}: ${arn}`));
  };
  add('Stage', isUnknown(stages) ? stages : arns(stages));
  add('Public key', isUnknown(publicKeys) ? publicKeys : arns(publicKeys));
  add('Table', isUnknown(rooms) ? rooms : rooms ? [`with ${count(rooms.all, 'room')}`] : []);
  add('Resource', isUnknown(tagged) ? tagged : tagged.filter((arn) => !isPendingDeletion(arn)));
  if (left.length === 0) {
    return { lines: [`Nothing of ${environment} is left.`], healthy: true };
  }
  return {
    healthy: false,
    lines: [
      `${environment} is not deployed, but this is left:`,
      ...left,
      `Run npm run destroy:backend -- --env ${environment} again. AWS lists what was deleted for some hours more; what stays longer is removed by its ARN.`,
    ],
  };
}

/** A KMS key waits for its deletion for 7 days, costs nothing meanwhile, and keeps its tags. */
const isPendingDeletion = (arn: string): boolean => arn.split(':')[2] === 'kms';

function stageLines({ stages, rooms }: Inventory): string[] {
  if (isUnknown(stages)) return [`! Stages: can't be seen. ${stages.unknown}`];
  if (isUnknown(rooms))
    return [`Stages: ${stages.length}`, `! Rooms: can't be seen. ${rooms.unknown}`];
  if (!rooms) return ['! Rooms: the table is gone. Deploy again.'];
  const lines = [`Rooms: ${rooms.all}, stages: ${stages.length}`];
  if (rooms.overdue > 0) {
    lines.push(
      `! ${count(rooms.overdue, 'room')} past the end: expire-rooms is behind. Read its log.`,
    );
  }
  // A room is made stage first, then record; one or two may be between the two just now.
  if (stages.length > rooms.all + 5) {
    lines.push('! There are more stages than rooms. The hourly sweep removes them; read its log.');
  }
  return lines;
}

function keyLines(publicKeys: readonly Owned[] | Unknown, now: number): string[] {
  if (isUnknown(publicKeys)) return [`! Public keys: can't be seen. ${publicKeys.unknown}`];
  if (publicKeys.length === 0) {
    return ['! Public keys: none, so nobody can join. Run npm run keys:rotate.'];
  }
  const newest = Math.max(...publicKeys.map(({ createdAt = 0 }) => createdAt));
  const days = Math.floor((now - newest) / 86_400);
  const age = newest > 0 ? `, the newest is ${count(days, 'day')} old` : '';
  return [`Public keys: ${publicKeys.length} of ${ivsLimits.publicKeys}${age}`];
}

function deadLetterLines(deadLetters: number | undefined | Unknown): string[] {
  if (isUnknown(deadLetters)) return [`! Dead letters: can't be seen. ${deadLetters.unknown}`];
  if (deadLetters === undefined || deadLetters === 0) return ['Dead letters: none'];
  return [`! Dead letters: ${deadLetters}. See docs/operate.md, dead-letters.`];
}

function taggedLines(tagged: readonly string[] | Unknown): string[] {
  if (isUnknown(tagged)) return [`! Other resources: can't be seen. ${tagged.unknown}`];
  if (tagged.length === 0) return [];
  const ofService = (service: string, resource = '') =>
    tagged.filter((arn) => {
      const [, , name, , , ...rest] = arn.split(':');
      return name === service && rest.join(':').startsWith(resource);
    }).length;
  const services = [...new Set(tagged.map((arn) => arn.split(':')[2] ?? ''))].sort();
  const costs = idleCosts({
    kmsKeys: ofService('kms'),
    secrets: ofService('secretsmanager'),
    alarms: ofService('cloudwatch', 'alarm'),
    customMetrics: 2,
  });
  return [
    `Resources: ${tagged.length} (${services.map((name) => `${name} ${ofService(name)}`).join(', ')})`,
    `A month in which nobody talks costs about ${dollars(total(costs))} at list prices:`,
    ...costs.map(
      ({ what, dollars: amount, note }) =>
        `  ${dollars(amount).padStart(6)}  ${what}${note ? ` (${note})` : ''}`,
    ),
  ];
}

const arns = (all: readonly Owned[]): string[] => all.map(({ arn }) => arn);

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;
