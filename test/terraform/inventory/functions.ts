import {
  paginateListFunctions,
  paginateListEventSourceMappings,
  GetPolicyCommand,
} from '@aws-sdk/client-lambda';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { paginateListSchedules } from '@aws-sdk/client-scheduler';
import type { Clients } from './clients.ts';
import { all, each, unless, type List } from './list.ts';

const functionNames: List = async ({ lambda: client }) =>
  all(paginateListFunctions({ client }, {}), (page) =>
    page.Functions?.map(({ FunctionName = '' }) => FunctionName),
  );

const roleNames: List = async ({ iam: client }) =>
  all(paginateListRoles({ client }, {}), (page) =>
    page.Roles?.map(({ RoleName = '' }) => RoleName),
  );

const ruleNames: List = async ({ events }) =>
  ((await events.send(new ListRulesCommand({}))).Rules ?? []).map(({ Name = '' }) => Name);

/** Functions, and what gives them work and permissions. */
export const functionLists: Readonly<Record<string, List>> = {
  aws_lambda_function: functionNames,
  aws_lambda_permission: async (clients) =>
    each(await functionNames(clients), (name) => permissionsOf(clients, name)),
  // The SDK can't read moto's answer, whose times are texts.
  aws_lambda_function_event_invoke_config: async ({ json, ...clients }) =>
    each(await functionNames({ json, ...clients }), async (name) => {
      const path = `/2019-09-25/functions/${name}/event-invoke-config/list`;
      const page = (await json({ service: 'lambda', path })) as {
        FunctionEventInvokeConfigs: readonly unknown[];
      };
      return page.FunctionEventInvokeConfigs.map(() => name);
    }),
  aws_lambda_event_source_mapping: ({ lambda: client }) =>
    all(paginateListEventSourceMappings({ client }, {}), (page) =>
      page.EventSourceMappings?.map(({ EventSourceArn = '' }) => EventSourceArn),
    ),
  aws_cloudwatch_log_group: ({ logs: client }) =>
    all(paginateDescribeLogGroups({ client }, {}), (page) =>
      page.logGroups?.map(({ logGroupName = '' }) => logGroupName),
    ),
  aws_cloudwatch_event_rule: ruleNames,
  aws_cloudwatch_event_target: async (clients) =>
    each(await ruleNames(clients), async (Rule) =>
      ((await clients.events.send(new ListTargetsByRuleCommand({ Rule }))).Targets ?? []).map(
        ({ Arn = '' }) => `${Rule} to ${Arn}`,
      ),
    ),
  aws_iam_role: roleNames,
  aws_iam_role_policy: async (clients) =>
    each(await roleNames(clients), (RoleName) =>
      all(paginateListRolePolicies({ client: clients.iam }, { RoleName }), (page) =>
        page.PolicyNames?.map((name) => `${RoleName}/${name}`),
      ),
    ),
  aws_iam_role_policy_attachment: async (clients) =>
    each(await roleNames(clients), (RoleName) =>
      all(paginateListAttachedRolePolicies({ client: clients.iam }, { RoleName }), (page) =>
        page.AttachedPolicies?.map(({ PolicyName = '' }) => `${RoleName}/${PolicyName}`),
      ),
    ),
  aws_scheduler_schedule: ({ scheduler: client }) =>
    all(paginateListSchedules({ client }, {}), (page) =>
      page.Schedules?.map(({ Name = '' }) => Name),
    ),
};

async function permissionsOf({ lambda }: Clients, FunctionName: string): Promise<string[]> {
  const found = await unless(
    'ResourceNotFoundException',
    lambda.send(new GetPolicyCommand({ FunctionName })),
  );
  const { Statement = [] } = JSON.parse(found?.Policy ?? '{}') as { Statement?: { Sid: string }[] };
  return Statement.map(({ Sid }) => `${FunctionName}/${Sid}`);
}
