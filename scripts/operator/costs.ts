/**
 * List prices of us-east-1 in US dollars, as remembered when this was written, before any free tier. Verify them:
 * https://aws.amazon.com/pricing. Only what costs while nobody talks; the rest is by use, see docs/cost.md.
 */
const monthly = {
  kmsKey: 1,
  secret: 0.4,
  alarm: 0.1,
  customMetric: 0.3,
} as const;

export interface Idle {
  readonly kmsKeys: number;
  readonly secrets: number;
  readonly alarms: number;
  readonly customMetrics: number;
}

export interface CostLine {
  readonly what: string;
  readonly dollars: number;
  readonly note?: string;
}

/** Ten alarms and ten metrics of one's own are free in each account. */
const FREE = 10;

/** What a deployment costs in a month in which nobody talks. */
export function idleCosts({ kmsKeys, secrets, alarms, customMetrics }: Idle): CostLine[] {
  return [
    { what: `KMS keys: ${kmsKeys}`, dollars: kmsKeys * monthly.kmsKey },
    { what: `Secrets: ${secrets}`, dollars: secrets * monthly.secret },
    {
      what: `Alarms: ${alarms}`,
      dollars: Math.max(0, alarms - FREE) * monthly.alarm,
      note: `${FREE} are free in each account`,
    },
    {
      what: `Metrics of our own: ${customMetrics}`,
      dollars: Math.max(0, customMetrics - FREE) * monthly.customMetric,
      note: `${FREE} are free in each account`,
    },
  ];
}

export const total = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { dollars }) => sum + dollars, 0);

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
