import { ApiGatewayApiKey } from '@cdktf/provider-aws/lib/api-gateway-api-key/index.js';
import {
  ApiGatewayUsagePlan,
  type ApiGatewayUsagePlanApiStages,
} from '@cdktf/provider-aws/lib/api-gateway-usage-plan/index.js';
import { ApiGatewayUsagePlanKey } from '@cdktf/provider-aws/lib/api-gateway-usage-plan-key/index.js';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';

/** The API key without which nobody creates a room, and how many rooms it creates. API Gateway invents its value. */
export class CreationKey extends Construct {
  readonly key: ApiGatewayApiKey;

  constructor(
    scope: Construct,
    stage: ApiGatewayUsagePlanApiStages,
    { prefix, roomsPerDay, throttle }: Configuration,
  ) {
    super(scope, 'creation-key');
    const name = `${prefix}-create-rooms`;
    this.key = new ApiGatewayApiKey(this, 'key', {
      name,
      description: 'Creates rooms. For the server of a website, not for its pages.',
    });
    const plan = new ApiGatewayUsagePlan(this, 'plan', {
      name,
      apiStages: [stage],
      quotaSettings: { limit: roomsPerDay, period: 'DAY' },
      throttleSettings: {
        rateLimit: throttle.createRoom.perSecond,
        burstLimit: throttle.createRoom.burst,
      },
    });
    new ApiGatewayUsagePlanKey(this, 'member', {
      keyId: this.key.id,
      keyType: 'API_KEY',
      usagePlanId: plan.id,
    });
  }
}
