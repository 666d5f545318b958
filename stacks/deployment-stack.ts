import { resolve } from 'node:path';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import {
  dependable,
  LocalBackend,
  S3Backend,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
} from 'cdktf';
import type { Construct } from 'constructs';
import { DEPLOYMENT_TAG } from '../src/backend/functions.ts';
import type { Configuration, State } from './configuration.ts';
import { STATE_RECORD_OUTPUT, stateParameter, type StateRecord } from './deployment-record.ts';
import { terraformJson } from './terraform-json.ts';

/** Base of all stacks: the provider, the default tag, and where the state is stored. */
export class DeploymentStack extends TerraformStack {
  readonly account: string;
  readonly region: string;
  readonly #tags: { tags: Record<string, string> }[];
  readonly #stateRecord: SsmParameter;

  /** @param owner - Value of the deployment tag: the environment, or `account` for what a whole account shares. */
  constructor(
    scope: Construct,
    name: string,
    { environment, region, state }: Configuration,
    owner: string = environment,
  ) {
    super(scope, name);
    this.#tags = [{ tags: { [DEPLOYMENT_TAG]: owner } }];
    new AwsProvider(this, 'aws', { region, defaultTags: this.#tags });
    this.account = new DataAwsCallerIdentity(this, 'account').accountId;
    this.region = new DataAwsRegion(this, 'region').region;
    const place = this.#storeState(`${owner}/${region}/${name}.tfstate`, state);

    const record: StateRecord = { account: this.account, region: this.region, state: place };
    this.#stateRecord = new SsmParameter(this, 'state-record', {
      name: stateParameter(owner, name),
      description: 'Where the state of this stack is, for the operator scripts',
      type: 'String',
      value: terraformJson(record),
    });
    new TerraformOutput(this, STATE_RECORD_OUTPUT, { value: this.#stateRecord.arn });
  }

  /** @returns where that is, in words for the operator. */
  #storeState(key: string, state: State): string {
    if (state.kind === 's3') {
      const { bucket, region } = state;
      new S3Backend(this, { bucket, key: `audio-rooms/${key}`, region, encrypt: true });
      // Since Terraform 1.10 the lock is a file beside the state, so no DynamoDB table is needed. CDKTF has no option for it.
      this.addOverride('terraform.backend.s3.use_lockfile', true);
      return `s3://${bucket}/audio-rooms/${key}`;
    }
    // One file per deployment. By default CDKTF uses one name for all, so one deployment would replace another.
    const path = resolve('.state', key);
    new LocalBackend(this, { path });
    return path;
  }

  /**
   * Lets everything wait for the state record. AWS refuses to create it if it exists, so with an empty state over a living
   * deployment Terraform fails at the record, and neither adopts nor duplicates anything.
   */
  override prepareStack(): void {
    const record = this.#stateRecord;
    const reference = dependable(record);
    for (const one of this.node.findAll()) {
      if (!(one instanceof TerraformResource) || one === record) continue;
      one.dependsOn = [...new Set([...(one.dependsOn ?? []), reference])];
    }
    super.prepareStack();
  }

  /** The provider for what CloudFront requires to be in us-east-1, wherever the rest is. */
  protected get usEast1(): AwsProvider {
    const alias = 'us-east-1';
    const known = this.node.tryFindChild(alias) as AwsProvider | undefined;
    return known ?? new AwsProvider(this, alias, { alias, region: alias, defaultTags: this.#tags });
  }
}
