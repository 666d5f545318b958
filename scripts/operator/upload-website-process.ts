import { S3Client } from '@aws-sdk/client-s3';
import { explain } from './cli.ts';
import { uploadSite } from './site-upload.ts';

// What Terraform runs when a file of the website has changed: stacks/constructs/site-files.ts.
const { SITE_BUCKET: bucket = '', SITE_DIRECTORY: directory = '' } = process.env;
try {
  const { uploaded, retired } = await uploadSite(new S3Client({}), bucket, directory);
  console.log(`Uploaded ${uploaded} files; ${retired} old ones stay for some days.`);
} catch (error) {
  console.error(`The website was not uploaded. ${explain(error)}`);
  process.exitCode = 1;
}
