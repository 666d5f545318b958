import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { routes, type RouteName } from '../../src/api/routes.ts';
import type { Configuration, Throttle } from '../configuration.ts';
import { openApiDocument } from '../openapi.ts';
import type { HandlerFunction } from './handler-function.ts';
import { terraformJson } from '../terraform-json.ts';

export interface RestApiProps {
  readonly configuration: Configuration;
  readonly handlers: Readonly<Record<RouteName, HandlerFunction>>;
  /** Must be there before the API opens and stay until it is closed. */
  readonly opensAfter: readonly ITerraformDependable[];
}

const STAGE_NAME = 'live';

/** What is logged of a request: nothing that says who called, or which room. Paths appear as templates. */
const accessLogFormat = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integrationLatency',
  bytes: '$context.responseLength',
  error: '$context.error.responseType',
} as const;

/** The REST API, whole in one OpenAPI document. */
export class RestApi extends Construct {
  readonly api: ApiGatewayRestApi;
  readonly stage: ApiGatewayStage;

  constructor(scope: Construct, { configuration, handlers, opensAfter }: RestApiProps) {
    super(scope, 'room-api');
    const { prefix, throttle } = configuration;
    const name = `${prefix}-RoomAPI`;
    const names = Object.keys(routes) as RouteName[];

    const document = openApiDocument({
      title: name, // importing the document renames the API to its title
      invokeArn: (route) => handlers[route].function.invokeArn,
      timeoutSeconds: (route) => handlers[route].timeoutSeconds,
    });
    this.api = new ApiGatewayRestApi(this, 'api', {
      name,
      body: terraformJson(document),
      putRestApiMode: 'overwrite', // merge would keep routes that the document no longer has
      endpointConfiguration: { types: ['REGIONAL'] }, // CloudFront of our own stands before it
    });
    const permissions = names.map((route) => this.#permit(route, handlers[route]));
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: this.api.id,
      triggers: { redeployment: Fn.sha1(this.api.body) },
      lifecycle: { createBeforeDestroy: true },
    });
    this.stage = new ApiGatewayStage(this, 'stage', {
      restApiId: this.api.id,
      deploymentId: deployment.id,
      stageName: STAGE_NAME,
      ...(configuration.accessLog && { accessLogSettings: this.#accessLog(configuration) }),
      dependsOn: [...permissions, ...opensAfter],
    });
    this.#limit('all', '*/*', throttle.all);
    // A path inside a method path is written with ~1 for each slash.
    const { path, method } = routes['create-room'];
    this.#limit('create-room', `${path.replaceAll('/', '~1')}/${method}`, throttle.createRoom);
  }

  /** Host of the API, for an origin. */
  domain(region: string): string {
    return `${this.api.id}.execute-api.${region}.amazonaws.com`;
  }

  get originPath(): string {
    return `/${STAGE_NAME}`;
  }

  #permit(name: RouteName, handler: HandlerFunction): LambdaPermission {
    const resource = routes[name].path.replaceAll(/\{\w+\}/g, '*');
    return new LambdaPermission(this, `permit-${name}`, {
      functionName: handler.function.functionName,
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      // Any method, as a route that reads also answers HEAD; the document has no others.
      sourceArn: `${this.api.executionArn}/${STAGE_NAME}/*${resource}`,
    });
  }

  #accessLog({ environment, logRetentionDays }: Configuration) {
    const logs = new CloudwatchLogGroup(this, 'access-log', {
      name: `/audio-rooms/${environment}/api-access`,
      retentionInDays: logRetentionDays,
    });
    return { destinationArn: logs.arn, format: terraformJson(accessLogFormat) };
  }

  #limit(id: string, methodPath: string, { perSecond, burst }: Throttle): void {
    new ApiGatewayMethodSettings(this, `limit-${id}`, {
      restApiId: this.api.id,
      stageName: this.stage.stageName,
      methodPath,
      settings: {
        throttlingRateLimit: perSecond,
        throttlingBurstLimit: burst,
        metricsEnabled: false, // per-method metrics are billed one by one; the API's own are free
        loggingLevel: 'OFF', // execution logs would hold bodies, and with them tokens
        dataTraceEnabled: false,
      },
    });
  }
}
