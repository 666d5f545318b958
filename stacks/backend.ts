import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import {
  deployedFunctionName,
  functions,
  isDeployed,
  schedules,
  type ForEachFunction,
  type FunctionName,
} from '../src/backend/functions.ts';
import { roomQueue } from '../src/backend/resources.ts';
import type { Configuration } from './configuration.ts';
import { Alarms, type AlarmNames } from './constructs/alarms.ts';
import { createMonthlyBudget } from './constructs/monthly-budget.ts';
import type { OriginHeader } from './constructs/api-address-limit.ts';
import { HandlerFunction, type Bindings } from './constructs/handler-function.ts';
import { SigningKeyPair } from './constructs/signing-key-pair.ts';
import { invokeOnCreateAndDestroy } from './constructs/lifecycle-invocation.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { RestApi } from './constructs/rest-api.ts';
import { RoomQueue } from './constructs/room-queue.ts';
import { RoomsTable } from './constructs/rooms-table.ts';
import { ScheduledInvocation } from './constructs/scheduled-invocation.ts';
import { backendParameter, type BackendRecord } from './deployment-record.ts';
import { DeploymentStack } from './deployment-stack.ts';
import { ivsStatements } from './policies.ts';
import { terraformJson } from './terraform-json.ts';

export interface BackendStackProps {
  readonly configuration: Configuration;
  /** Directory of the handlers' bundles; undefined if there are none, to destroy. */
  readonly bundles?: string | undefined;
}

/** The API and everything behind it. */
export class BackendStack extends DeploymentStack {
  readonly apiDomain: string;
  readonly apiPath: string;
  /** What says that CloudFront has counted a request, if there is a limit for each address. */
  readonly countedHeader: OriginHeader | undefined;

  constructor(scope: Construct, { configuration, bundles }: BackendStackProps) {
    super(scope, 'backend', configuration);
    const table = new RoomsTable(this, configuration);
    const queue = new RoomQueue(this, configuration);
    const keyPair = new SigningKeyPair(this, configuration, this.region);
    const channel = this.#ivsBinding('room', configuration, 'ivschat');
    const bindings: Bindings = {
      table,
      queue,
      keyPairSecret: keyPair.secretBinding,
      publicKeyParameter: keyPair.parameterBinding,
      dataKey: keyPair.dataKeyBinding,
      stages: this.#ivsBinding('stage', configuration),
      namedStages: this.#ivsBinding('stage', configuration),
      publicKeys: this.#ivsBinding('public-key', configuration),
      channels: channel,
      namedChannels: channel,
      channelTokens: { ...channel, value: `wss://edge.ivschat.${this.region}.amazonaws.com` },
    };
    const handlers = mapFunctions(
      configuration,
      (name) =>
        new HandlerFunction(this, {
          name,
          configuration,
          bindings,
          bundles,
          ...(name === roomQueue.consumer && { serviceStatements: queue.consumerStatements }),
        }),
    );
    queue.feed(handlers[roomQueue.consumer]);

    // The first deploy creates the key pair before the API opens. Destroy runs in reverse: it closes the API and stops
    // the schedules, and only then removes all stages and public keys, so that nothing creates new ones meanwhile.
    const opensAfter = [
      invokeOnCreateAndDestroy(this, 'key-pair-life', handlers['rotate-key-pair']),
      invokeOnCreateAndDestroy(this, 'stages-life', handlers.sweep),
    ];
    for (const schedule of schedules) {
      const handler = handlers[schedule.function];
      new ScheduledInvocation(this, {
        configuration,
        account: this.account,
        schedule,
        handler,
        startsAfter: opensAfter,
      });
    }
    const api = new RestApi(this, { configuration, handlers, opensAfter });
    this.apiDomain = api.domain(this.region);
    this.apiPath = api.originPath;
    this.countedHeader = api.countedHeader;

    const names: AlarmNames = {
      api: api.api.name,
      queue: queue.queue.name,
      deadLetters: queue.deadLetters.name,
      stageEventRule: queue.rule.name,
      sweep: handlers.sweep.function.functionName,
    };
    new Alarms(this, names, configuration);
    if (configuration.budget)
      createMonthlyBudget(this, configuration.accountPrefix, configuration.budget);
    new Dashboard(this, names, configuration, this.region);

    this.#leaveRecord(configuration, {
      environment: configuration.environment,
      region: this.region,
      apiUrl: `https://${this.apiDomain}${this.apiPath}`,
      table: table.value,
      queueUrl: queue.value,
      deadLetterQueueUrl: queue.deadLetters.url,
      publicKeyParameter: keyPair.publicKeyArn.name,
      functions: mapFunctions(configuration, (name) =>
        deployedFunctionName(configuration.environment, name),
      ),
      roomLifetimeSeconds: configuration.roomLifetimeSeconds,
      ...(api.creationKey && { creationKeyId: api.creationKey.id }),
    });
  }

  #ivsBinding(
    type: 'stage' | 'public-key' | 'room',
    { environment }: Configuration,
    service = 'ivs',
  ) {
    const arnPattern = `arn:aws:${service}:${this.region}:${this.account}:${type}/*`;
    return {
      value: environment,
      allow: (actions: readonly string[]) =>
        ivsStatements(actions, { arnPattern, deployment: environment }),
    };
  }

  #leaveRecord({ environment }: Configuration, record: BackendRecord): void {
    new SsmParameter(this, 'record', {
      name: backendParameter(environment),
      description: 'Names and addresses of the backend, for the operator scripts',
      type: 'String',
      value: terraformJson(record),
    });
    new TerraformOutput(this, 'api-url', { value: record.apiUrl });
    if (record.creationKeyId !== undefined) {
      new TerraformOutput(this, 'creation-key-id', { value: record.creationKeyId });
    }
  }
}

/** Makes something for each function that is deployed. */
const mapFunctions = <T>(
  configuration: Configuration,
  make: (name: FunctionName) => T,
): ForEachFunction<T> =>
  Object.fromEntries(
    (Object.keys(functions) as FunctionName[])
      .filter((name) => isDeployed(name, configuration))
      .map((name) => [name, make(name)]),
  ) as ForEachFunction<T>;
