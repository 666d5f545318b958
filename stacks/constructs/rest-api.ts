import type { ApiGatewayApiKey } from '@cdktf/provider-aws/lib/api-gateway-api-key/index.js';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Fn, Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { routes, type RouteName } from '../../src/api/routes.ts';
import type { ForEachFunction } from '../../src/backend/functions.ts';
import type { Configuration, Throttle } from '../configuration.ts';
import { ApiAddressLimit, type OriginHeader } from './api-address-limit.ts';
import { CreationKey } from './creation-key.ts';
import { openApiDocument } from '../openapi.ts';
import type { HandlerFunction } from './handler-function.ts';
import { terraformJson } from '../terraform-json.ts';

export interface RestApiProps {
  readonly configuration: Configuration;
  readonly handlers: ForEachFunction<HandlerFunction>;
  /** Created before the API opens, and destroyed after it has closed. */
  readonly opensAfter: readonly ITerraformDependable[];
}

const STAGE_NAME = 'live';

/** What the access log records: nothing that identifies the caller or the room. Paths appear as templates. */
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

/**
 * The REST API, defined by one OpenAPI document. API Gateway can't create a stage with its limits, so the permissions to
 * invoke the functions come last: as long as a limit is missing, every request fails.
 */
export class RestApi extends Construct {
  readonly api: ApiGatewayRestApi;
  readonly stage: ApiGatewayStage;
  /** The key that creates rooms, if `roomCreation` asks for one. */
  readonly creationKey: ApiGatewayApiKey | undefined;
  /** What says that CloudFront has counted a request, if there is a limit for each address. */
  readonly countedHeader: OriginHeader | undefined;

  constructor(scope: Construct, { configuration, handlers, opensAfter }: RestApiProps) {
    super(scope, 'room-api');
    const { prefix, throttle } = configuration;
    const name = `${prefix}-RoomAPI`;
    const names = (Object.keys(routes) as RouteName[]).filter(
      (name) => routes[name].function in handlers,
    );
    const handlerOf = (route: RouteName) => {
      const handler = handlers[routes[route].function];
      if (!handler) throw new Error(`The route ${route} has no function.`);
      return handler;
    };
    const keyRequired = configuration.roomCreation === 'api-key';

    const document = openApiDocument({
      routes: names,
      title: name, // importing the document renames the API to its title
      invokeArn: (route) => handlerOf(route).function.invokeArn,
      timeoutSeconds: (route) => handlerOf(route).timeoutSeconds,
      keyRequired,
    });
    this.api = new ApiGatewayRestApi(this, 'api', {
      name,
      body: terraformJson(document),
      putRestApiMode: 'overwrite', // merging would keep routes that were removed
      endpointConfiguration: { types: ['REGIONAL'] }, // our own CloudFront distribution is in front
    });
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
      dependsOn: [...opensAfter],
    });
    // In a method path, ~1 stands for each slash of the resource path.
    const { path, method } = routes['create-room'];
    const limits = [
      this.#limit('all', '*/*', throttle.all),
      this.#limit('create-room', `${path.replaceAll('/', '~1')}/${method}`, throttle.createRoom),
    ];
    const { addressLimit } = configuration;
    const addresses =
      addressLimit === undefined
        ? undefined
        : new ApiAddressLimit(this, this.stage, prefix, addressLimit);
    this.countedHeader = addresses?.counted;
    const opensWith = [...limits, ...(addresses ? [addresses.association] : [])];
    for (const route of names) this.#permit(route, handlerOf(route), opensWith);
    if (keyRequired) {
      const stage = { apiId: this.api.id, stage: this.#stageNameOnceCreated };
      this.creationKey = new CreationKey(this, stage, configuration).key;
    }
  }

  /** Host name of the API, for a CloudFront origin. */
  domain(region: string): string {
    return `${this.api.id}.execute-api.${region}.amazonaws.com`;
  }

  get originPath(): string {
    return `/${STAGE_NAME}`;
  }

  /**
   * A stage that replaces another of the same name has no limits. Only an attribute that AWS returns tells Terraform that it
   * is a new one, and so the limits and permissions, too.
   */
  get #stageNameOnceCreated(): string {
    return Token.asString(Fn.basename(this.stage.executionArn)); // arn:aws:execute-api:…:<API>/live
  }

  #permit(name: RouteName, handler: HandlerFunction, limits: ITerraformDependable[]): void {
    const { method, path } = routes[name];
    const resource = path.replaceAll(/\{\w+\}/g, '*');
    new LambdaPermission(this, `permit-${name}`, {
      functionName: handler.function.functionName,
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      // GET routes also answer HEAD.
      sourceArn: `${this.stage.executionArn}/${method === 'GET' ? '*' : method}${resource}`,
      dependsOn: limits,
    });
  }

  #accessLog({ environment, logRetentionDays }: Configuration) {
    const logs = new CloudwatchLogGroup(this, 'access-log', {
      name: `/audio-rooms/${environment}/api-access`,
      retentionInDays: logRetentionDays,
    });
    return { destinationArn: logs.arn, format: terraformJson(accessLogFormat) };
  }

  #limit(id: string, methodPath: string, { perSecond, burst }: Throttle): ApiGatewayMethodSettings {
    return new ApiGatewayMethodSettings(this, `limit-${id}`, {
      restApiId: this.api.id,
      stageName: this.#stageNameOnceCreated,
      methodPath,
      settings: {
        throttlingRateLimit: perSecond,
        throttlingBurstLimit: burst,
        metricsEnabled: false, // per-method metrics are charged; those of the whole API are free
        loggingLevel: 'OFF', // execution logs would contain bodies, and so tokens
        dataTraceEnabled: false,
      },
    });
  }
}
