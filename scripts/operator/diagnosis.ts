import { metrics } from '../../src/backend/resources.ts';
import { dollars, idleCosts, total } from './costs.ts';
import { isUnknown, type Inventory, type Unknown } from './inventory.ts';
import { ivsLimits } from '../../src/backend/quotas.ts';
import type { Owned } from './ivs-inventory.ts';

export interface Facts {
  readonly environment: string;
  /** Whether the backend has left its record in SSM. */
  readonly deployed: boolean;
  readonly url?: string;
  /** Where Terraform's state of the backend is. */
  readonly state?: string;
  /** Other Regions in which a deployment of this name exists. */
  readonly elsewhere?: readonly string[];
  readonly inventory: Inventory;
  /** Epoch seconds. */
  readonly now?: number;
}

export interface Diagnosis {
  readonly lines: readonly string[];
  readonly healthy: boolean;
}

/** The state of a deployment, one fact per line. Lines that report a problem start with "!". */
export function diagnose(facts: Facts): Diagnosis {
  const { environment, deployed, url, state, elsewhere = [], inventory, now } = facts;
  if (!deployed) {
    const { lines, healthy } = afterDestroy(environment, inventory);
    const others = elsewhere.map(
      (region) =>
        `${environment} is deployed in ${region}: set AWS_REGION=${region} to look there.`,
    );
    return { lines: [...lines, ...others], healthy };
  }
  const lines = [
    `${environment} is deployed.`,
    ...(url === undefined ? [] : [`Website: ${url}`]),
    ...(state === undefined ? [] : [`State: ${state}`]),
    ...stageLines(inventory),
    ...keyLines(inventory.publicKeys, now ?? Date.now() / 1000),
    ...deadLetterLines(inventory.deadLetters),
    ...taggedLines(inventory.tagged),
  ];
  return { lines, healthy: !lines.some((line) => line.startsWith('!')) };
}

function afterDestroy(
  environment: string,
  { stages, publicKeys, rooms, tagged, untagged }: Inventory,
): Diagnosis {
  const left: string[] = [];
  const add = (what: string, found: readonly string[] | Unknown) => {
    if (isUnknown(found)) left.push(`! ${what}: unknown. ${found.unknown}`);
    else left.push(...found.map((arn) => `! ${what}: ${arn}`));
  };
  add('Stage', isUnknown(stages) ? stages : arns(stages));
  add('Public key', isUnknown(publicKeys) ? publicKeys : arns(publicKeys));
  add('Table', isUnknown(rooms) ? rooms : rooms ? [`with ${count(rooms.all, 'room')}`] : []);
  add('Resource', isUnknown(tagged) ? tagged : tagged.filter((arn) => !isPendingDeletion(arn)));
  add('Without a tag', untagged);
  if (left.length === 0) {
    return { lines: [`Nothing of ${environment} is left.`], healthy: true };
  }
  return {
    healthy: false,
    lines: [
      `${environment} is not deployed, but these remain:`,
      ...left,
      `Run npm run destroy:backend -- --env ${environment} again. AWS may list deleted resources for a few hours; delete by ARN what remains after that.`,
    ],
  };
}

/** A KMS key stays pending deletion for 7 days, with its tags and free of charge. */
const isPendingDeletion = (arn: string): boolean => arn.split(':')[2] === 'kms';

function stageLines({ stages, rooms }: Inventory): string[] {
  if (isUnknown(stages)) return [`! Stages: unknown. ${stages.unknown}`];
  if (isUnknown(rooms)) return [`Stages: ${stages.length}`, `! Rooms: unknown. ${rooms.unknown}`];
  if (!rooms) return ['! Rooms: the table is missing. Deploy again.'];
  const lines = [`Rooms: ${rooms.all}, stages: ${stages.length}`];
  if (rooms.overdue > 0) {
    lines.push(
      `! ${count(rooms.overdue, 'room')} past the end time: expire-rooms is behind. Read its log.`,
    );
  }
  // A room's stage is created before its record, so a few rooms may have only a stage at this moment.
  if (stages.length > rooms.all + 5) {
    lines.push(
      '! There are more stages than rooms. The hourly sweep should remove them; read its log.',
    );
  }
  return lines;
}

function keyLines(publicKeys: readonly Owned[] | Unknown, now: number): string[] {
  if (isUnknown(publicKeys)) return [`! Public keys: unknown. ${publicKeys.unknown}`];
  if (publicKeys.length === 0) {
    return ['! Public keys: none, so nobody can join. Run npm run keys:rotate.'];
  }
  const newest = Math.max(...publicKeys.map(({ createdAt = 0 }) => createdAt));
  const days = Math.floor((now - newest) / 86_400);
  const age = newest > 0 ? `, the newest is ${count(days, 'day')} old` : '';
  return [`Public keys: ${publicKeys.length} of ${ivsLimits.publicKeys}${age}`];
}

function deadLetterLines(deadLetters: number | undefined | Unknown): string[] {
  if (isUnknown(deadLetters)) return [`! Dead letters: unknown. ${deadLetters.unknown}`];
  if (deadLetters === undefined || deadLetters === 0) return ['Dead letters: none'];
  return [`! Dead letters: ${deadLetters}. See docs/operate.md, dead-letters.`];
}

function taggedLines(tagged: readonly string[] | Unknown): string[] {
  if (isUnknown(tagged)) return [`! Other resources: unknown. ${tagged.unknown}`];
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
    webAcls: ofService('wafv2'),
    // Neither carries tags. Each stack has one dashboard.
    dashboards: 1,
    customMetrics: [metrics.expiryLag, metrics.keyAge].length,
  });
  return [
    `Resources: ${tagged.length} (${services.map((name) => `${name} ${ofService(name)}`).join(', ')})`,
    `A month without use costs about ${dollars(total(costs))}:`,
    ...costs.map(
      ({ what, dollars: amount, note }) =>
        `  ${dollars(amount).padStart(6)}  ${what}${note ? ` (${note})` : ''}`,
    ),
  ];
}

const arns = (all: readonly Owned[]): string[] => all.map(({ arn }) => arn);

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;
