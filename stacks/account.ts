import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import { DeploymentStack } from './deployment-stack.ts';
import { trustPolicy } from './policies.ts';

/**
 * Allows API Gateway to write logs. The setting applies to every API of the account in the Region, so it has a stack of
 * its own: destroying it stops the logs of all of them.
 */
export class AccountStack extends DeploymentStack {
  constructor(scope: Construct, configuration: Configuration) {
    super(scope, 'account', configuration, 'account');
    const role = new IamRole(this, 'role', {
      namePrefix: 'api-gateway-logs-', // roles are global, the setting is per Region
      assumeRolePolicy: trustPolicy('apigateway.amazonaws.com'),
    });
    const policy = new IamRolePolicyAttachment(this, 'policy', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    });
    new ApiGatewayAccount(this, 'settings', {
      cloudwatchRoleArn: role.arn,
      dependsOn: [policy],
    });
  }
}
