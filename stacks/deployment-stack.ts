import { resolve } from 'node:path';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DEPLOYMENT_TAG, type Configuration } from './configuration.ts';

/** What all stacks of a deployment share: the provider, the tag on everything, and where the state is kept. */
export class DeploymentStack extends TerraformStack {
  readonly account: string;
  readonly region: string;

  /** @param owner whose the stack is: the environment, unless all of an account share it. */
  constructor(
    scope: Construct,
    name: string,
    { environment, region, state }: Configuration,
    owner: string = environment,
  ) {
    super(scope, name);
    new AwsProvider(this, 'aws', {
      region,
      defaultTags: [{ tags: { [DEPLOYMENT_TAG]: owner } }],
    });
    this.account = new DataAwsCallerIdentity(this, 'account').accountId;
    this.region = new DataAwsRegion(this, 'region').region;

    const key = `${owner}/${name}.tfstate`;
    if (state.kind === 's3') {
      new S3Backend(this, {
        bucket: state.bucket,
        key: `audio-rooms/${key}`,
        region: state.region,
        encrypt: true,
      });
      // A lock beside the state, from Terraform 1.10 on: no DynamoDB table to keep. CDKTF has no word for it.
      this.addOverride('terraform.backend.s3.use_lockfile', true);
    } else {
      // One file an environment: CDKTF would call both `terraform.backend.tfstate`, and a deploy of one replace the other.
      new LocalBackend(this, { path: resolve('.state', key) });
    }
  }
}
