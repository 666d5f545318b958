import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  GetObjectTaggingCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { cacheControl, contentType } from '../../src/api/page-headers.ts';
import { listSiteFiles, RETIRED_TAG } from '../../stacks/site-folder.ts';

/**
 * Uploads the built website to its bucket: files with a hash in their name first, then those that refer to them, and pages
 * last, so that no page names a file that is not there. Files that the build no longer has are only marked.
 *
 * @throws {OperatorError} if the website is not built.
 */
export async function uploadSite(
  s3: S3Client,
  bucket: string,
  directory: string,
): Promise<{ uploaded: number; retired: number }> {
  const files = listSiteFiles(directory);
  for (const rank of [0, 1, 2]) {
    await Promise.all(
      files
        .filter((file) => rankOf(file) === rank)
        .map((Key) =>
          // Without tags, so that a file that comes back is no longer marked.
          s3.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key,
              Body: readFileSync(join(directory, Key)),
              ...headersOf(Key),
            }),
          ),
        ),
    );
  }
  const old = (await listKeys(s3, bucket)).filter((key) => !files.includes(key));
  for (const key of old) await retire(s3, bucket, key);
  return { uploaded: files.length, retired: old.length };
}

function rankOf(file: string): number {
  if (file.startsWith('assets/')) return 0;
  return file.endsWith('.html') ? 2 : 1;
}

const headersOf = (key: string) => ({
  ContentType: contentType(key),
  CacheControl: cacheControl(key),
});

async function listKeys(s3: S3Client, bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
  }
  return keys;
}

/** Marks a file, unless it is marked. S3 counts the days of a lifecycle rule from when a file is written, so it is copied. */
async function retire(s3: S3Client, bucket: string, key: string): Promise<void> {
  const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
  if (TagSet.some(({ Key }) => Key === RETIRED_TAG.key)) return;
  await s3.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key: key,
      CopySource: `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`,
      TaggingDirective: 'REPLACE',
      Tagging: new URLSearchParams({ [RETIRED_TAG.key]: RETIRED_TAG.value }).toString(),
      MetadataDirective: 'REPLACE', // S3 refuses to copy a file to itself if nothing but tags changes
      ...headersOf(key),
    }),
  );
}
