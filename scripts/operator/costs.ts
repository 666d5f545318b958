/** What one resource costs in a month even if nobody uses it. All other resources of the stacks are charged only by use. */
interface IdlePrice {
  readonly title: string;
  readonly dollars: number;
  /** How many of them are free in each account. */
  readonly free: number;
}

/**
 * List prices of us-east-1 in US dollars, as remembered when this was written. Verify them on
 * https://aws.amazon.com/pricing. docs/cost.md also has the prices of use.
 */
const idlePrices = {
  kmsKeys: { title: 'KMS keys', dollars: 1, free: 0 },
  secrets: { title: 'Secrets', dollars: 0.4, free: 0 },
  alarms: { title: 'Alarms', dollars: 0.1, free: 10 },
  dashboards: { title: 'Dashboards', dollars: 3, free: 3 },
  webAcls: { title: 'Web ACLs with their two rules', dollars: 7, free: 0 },
  customMetrics: { title: 'Custom metrics', dollars: 0.3, free: 10 },
} as const satisfies Record<string, IdlePrice>;

export type Charged = keyof typeof idlePrices;

/** The resource types of Terraform that are charged even if nobody uses them. */
const chargedTypes: Readonly<Record<string, Charged>> = {
  aws_kms_key: 'kmsKeys',
  aws_secretsmanager_secret: 'secrets',
  aws_cloudwatch_metric_alarm: 'alarms',
  aws_cloudwatch_dashboard: 'dashboards',
  aws_wafv2_web_acl: 'webAcls',
};

export interface CostLine {
  readonly what: string;
  readonly dollars: number;
  readonly note?: string;
}

/** What these resources cost in a month in which nobody uses the deployment, after what is free in each account. */
export function idleCosts(counts: Readonly<Record<Charged, number>>): CostLine[] {
  return (Object.keys(idlePrices) as Charged[]).map((charged) => {
    const { title, dollars, free } = idlePrices[charged];
    return {
      what: `${title}: ${counts[charged]}`,
      dollars: Math.max(0, counts[charged] - free) * dollars,
      ...(free > 0 && { note: `${free} are free in each account` }),
    };
  });
}

/** The price of one resource of a Terraform type in a month without use, before what is free. */
export function idlePriceOf(terraformType: string): number {
  const charged = chargedTypes[terraformType];
  return charged === undefined ? 0 : idlePrices[charged].dollars;
}

export const total = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { dollars }) => sum + dollars, 0);

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
