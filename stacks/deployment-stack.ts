import { resolve } from 'node:path';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DEPLOYMENT_TAG } from '../src/backend/functions.ts';
import type { Configuration } from './configuration.ts';

/** Base of all stacks: the provider, the default tag, and where the state is stored. */
export class DeploymentStack extends TerraformStack {
  readonly account: string;
  readonly region: string;
  readonly #tags: { tags: Record<string, string> }[];

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

    const key = `${owner}/${region}/${name}.tfstate`;
    if (state.kind === 's3') {
      new S3Backend(this, {
        bucket: state.bucket,
        key: `audio-rooms/${key}`,
        region: state.region,
        encrypt: true,
      });
      // Since Terraform 1.10 the lock is a file beside the state, so no DynamoDB table is needed. CDKTF has no option for it.
      this.addOverride('terraform.backend.s3.use_lockfile', true);
    } else {
      // One file per deployment. By default CDKTF uses one name for all, so one deployment would replace another.
      new LocalBackend(this, { path: resolve('.state', key) });
    }
  }

  /** The provider for what CloudFront requires to be in us-east-1, wherever the rest is. */
  protected get usEast1(): AwsProvider {
    const alias = 'us-east-1';
    const known = this.node.tryFindChild(alias) as AwsProvider | undefined;
    return known ?? new AwsProvider(this, alias, { alias, region: alias, defaultTags: this.#tags });
  }
}
