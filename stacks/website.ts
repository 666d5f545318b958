import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';
import { SiteDomain } from './constructs/site-domain.ts';
import { SiteDistribution } from './constructs/site-distribution.ts';
import { SiteFiles } from './constructs/site-files.ts';
import { AddressLimit, matches } from './constructs/address-limit.ts';
import type { OriginHeader } from './constructs/api-address-limit.ts';
import { DeploymentStack } from './deployment-stack.ts';
import { websiteParameter, type WebsiteRecord } from './deployment-record.ts';
import { policyDocument } from './policies.ts';
import { terraformJson } from './terraform-json.ts';

export interface WebsiteStackProps {
  readonly configuration: Configuration;
  readonly apiDomain: string;
  readonly apiPath: string;
  /** How the API knows that CloudFront has counted a request, if there is a limit for each address. */
  readonly countedHeader?: OriginHeader | undefined;
  /** Directory of the built website; undefined if there is none, to destroy. */
  readonly directory?: string | undefined;
}

/** The hosted demo: a private bucket behind CloudFront, with the API on the same host. */
export class WebsiteStack extends DeploymentStack {
  constructor(scope: Construct, props: WebsiteStackProps) {
    super(scope, 'website', props.configuration);
    const { environment, prefix, accountPrefix, region, allowedOrigins } = props.configuration;
    const bucket = new S3Bucket(this, 'bucket', {
      bucketPrefix: `${prefix}-`, // bucket names are global
      forceDestroy: true, // every file can be rebuilt
    });
    const closed = new S3BucketPublicAccessBlock(this, 'no-public-access', {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'no-acls', {
      bucket: bucket.bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const domain = this.#domain(props.configuration);
    const { distribution } = new SiteDistribution(this, {
      prefix: accountPrefix,
      region,
      bucket,
      apiDomain: props.apiDomain,
      apiPath: props.apiPath,
      originsDiffer: !allowedOrigins.includes('*'),
      ...this.#addressLimit(props),
      ...(domain && { domain: domain.settings }),
    });
    new S3BucketPolicy(this, 'read-by-cdn', {
      bucket: bucket.bucket,
      policy: policyDocument([
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: `${bucket.arn}/*`,
          Condition: { StringEquals: { 'aws:SourceArn': distribution.arn } },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucket.arn, `${bucket.arn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
      dependsOn: [closed],
    });
    new SiteFiles(this, { bucket, region, directory: props.directory });

    domain?.pointTo(distribution);
    const url = `https://${domain?.address(distribution) ?? distribution.domainName}`;
    const domainRecord = domain?.record(distribution);
    const record: WebsiteRecord = {
      url,
      bucket: bucket.bucket,
      distributionId: distribution.id,
      ...(domainRecord && { domain: domainRecord }),
    };
    new SsmParameter(this, 'record', {
      name: websiteParameter(environment),
      description: 'Address of the website, for the operator scripts',
      type: 'String',
      value: terraformJson(record),
    });
    new TerraformOutput(this, 'url', { value: url });
    if (domainRecord) new TerraformOutput(this, 'dns-records', { value: domainRecord.records });
  }

  #domain({ domain }: Configuration): SiteDomain | undefined {
    return domain && new SiteDomain(this, domain, this.usEast1);
  }

  #addressLimit({
    configuration: { addressLimit, accountPrefix },
    countedHeader,
  }: WebsiteStackProps) {
    if (addressLimit === undefined || !countedHeader) return {};
    const { acl } = new AddressLimit(this, {
      name: `${accountPrefix}-website`,
      scope: 'CLOUDFRONT',
      provider: this.usEast1,
      limit: addressLimit,
      counted: matches({ uri_path: {} }, 'STARTS_WITH', '/api/'), // files are cheap
    });
    return { addressLimit: { aclArn: acl.arn, counted: countedHeader } };
  }
}
