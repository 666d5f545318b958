import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object/index.js';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { cacheControl, contentType } from '../../src/api/page-headers.ts';
import { OperatorError } from '../operator-error.ts';

/** Uploads the built website: assets first, then the pages that refer to them. */
export class SiteFiles extends Construct {
  constructor(scope: Construct, bucket: S3Bucket, directory: string) {
    super(scope, 'files');
    const files = listFiles(directory);
    const folder = new TerraformAsset(this, 'folder', {
      path: directory,
      type: AssetType.DIRECTORY,
    });
    const upload = (key: string, dependsOn?: S3Object[]): S3Object =>
      new S3Object(this, key.replaceAll('/', '--'), {
        bucket: bucket.bucket,
        key,
        source: `${folder.path}/${key}`,
        sourceHash: createHash('sha256')
          .update(readFileSync(join(directory, key)))
          .digest('hex'),
        contentType: contentType(key),
        cacheControl: cacheControl(key),
        dependsOn,
      });
    const assets = files.filter((file) => !file.endsWith('.html')).map((file) => upload(file));
    for (const page of files.filter((file) => file.endsWith('.html'))) upload(page, assets);
  }
}

function listFiles(directory: string): string[] {
  if (!existsSync(join(directory, 'index.html'))) {
    throw new OperatorError(`There is no index.html in ${directory}. Run npm run build first.`);
  }
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
