import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { Construct } from 'constructs';
import { TerraformData } from './terraform-data.ts';
import { hashSite, RETIRED_TAG } from '../site-folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** For how long a page that is open finds the files that it may still load. */
const RETIRED_DAYS = 7;

export interface SiteFilesProps {
  readonly bucket: S3Bucket;
  readonly region: string;
  /** Directory of the built website; undefined to destroy. */
  readonly directory: string | undefined;
}

/**
 * The files of the website. A program uploads them when one has changed, because Terraform, which would have a resource for
 * each, deletes those that are gone at once, and pages that are open would miss them.
 */
export class SiteFiles extends Construct {
  constructor(scope: Construct, { bucket, region, directory }: SiteFilesProps) {
    super(scope, 'files');
    const { key, value } = RETIRED_TAG;
    const expiry = new S3BucketLifecycleConfiguration(this, 'expiry', {
      bucket: bucket.bucket,
      rule: [
        {
          id: 'retired-files',
          status: 'Enabled',
          filter: [{ tag: [{ key, value }] }],
          expiration: [{ days: RETIRED_DAYS }],
        },
      ],
    });
    if (directory === undefined) return;
    new TerraformData(this, 'upload', {
      triggersReplace: { bucket: bucket.bucket, files: hashSite(directory) },
      dependsOn: [expiry],
      provisioners: [
        {
          type: 'local-exec',
          interpreter: ['node', '--import', 'tsx'],
          command: 'scripts/operator/upload-website-process.ts',
          workingDir: ROOT,
          environment: {
            SITE_BUCKET: bucket.bucket,
            SITE_DIRECTORY: resolve(directory),
            AWS_REGION: region,
          },
        },
      ],
    });
  }
}
