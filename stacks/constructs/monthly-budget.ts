import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget/index.js';
import type { Construct } from 'constructs';
import type { Guards } from '../guards.ts';

/**
 * Writes a mail when the account's bill of this month is above a limit, and when AWS expects that it will be. The budget
 * is for the whole account: one for our tag alone would stay empty until somebody activates that tag for billing.
 */
export function createMonthlyBudget(
  scope: Construct,
  prefix: string,
  { mail, dollars }: NonNullable<Guards['budget']>,
): BudgetsBudget {
  return new BudgetsBudget(scope, 'budget', {
    name: `${prefix}-monthly`,
    budgetType: 'COST',
    limitAmount: String(dollars),
    limitUnit: 'USD',
    timeUnit: 'MONTHLY',
    notification: ['ACTUAL', 'FORECASTED'].map((notificationType) => ({
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold: 100,
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: [mail],
    })),
  });
}
