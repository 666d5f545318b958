import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOM_CACHE_SECONDS } from '../../../src/api/limits.ts';
import { IVS_STAGE_SOURCE, pageHeaders } from '../../../src/api/page-headers.ts';
import { RETIRED_TAG } from '../../../stacks/site-folder.ts';
import { readJson, statementsOf } from './support/read-json.ts';
import {
  placeholderWebsite,
  resourceOf,
  resourcesOf,
  synthesize,
  type Attributes,
} from './support/synthesize.ts';

const website = synthesize({ APP_ENV: 'production' }).stack('website');
const distribution = resourceOf(website, 'aws_cloudfront_distribution');

describe('bucket', () => {
  it('blocks all public access', () => {
    const closed = resourceOf(website, 'aws_s3_bucket_public_access_block');
    for (const way of [
      'block_public_acls',
      'block_public_policy',
      'ignore_public_acls',
      'restrict_public_buckets',
    ]) {
      assert.equal(closed[way], true, way);
    }
  });

  it('is readable only by our distribution, and only over TLS', () => {
    const statements = statementsOf(resourceOf(website, 'aws_s3_bucket_policy'));
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    assert.equal(allowed.length, 1);
    assert.equal(allowed[0]?.Action, 's3:GetObject');
    assert.match(
      String(allowed[0].Condition?.['StringEquals']?.['aws:SourceArn']),
      /^\$\{aws_cloudfront_distribution\.[\w-]+\.arn\}$/,
    );
    const denied = statements.find(({ Effect }) => Effect === 'Deny');
    assert.deepEqual(denied?.Condition, { Bool: { 'aws:SecureTransport': 'false' } });
    assert.equal(
      resourceOf(website, 'aws_cloudfront_origin_access_control')['signing_behavior'],
      'always',
    );
  });

  it('is destroyed together with its files', () => {
    assert.equal(resourceOf(website, 'aws_s3_bucket')['force_destroy'], true);
    assert.deepEqual(resourcesOf(website, 'aws_s3_bucket_versioning'), []);
  });
});

describe('files', () => {
  const uploadOf = (directory?: string) =>
    resourceOf(
      synthesize({}, directory === undefined ? {} : { directory }).stack('website'),
      'terraform_data',
    );

  it('are uploaded again exactly if one of them has changed', () => {
    const hash = (directory?: string) => uploadOf(directory)['triggers_replace'];
    const folder = mkdtempSync(join(tmpdir(), 'audio-rooms-website-'));
    placeholderWebsite(folder);
    assert.deepEqual(hash(folder), hash());
    writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
    assert.notDeepEqual(hash(folder), hash());
    rmSync(folder, { recursive: true });
  });

  it('that are no longer needed are deleted a week after they were marked', () => {
    const { rule } = resourceOf(website, 'aws_s3_bucket_lifecycle_configuration');
    const [{ filter, expiration, status } = {}] = rule as Attributes[];
    assert.deepEqual(filter, [{ tag: [RETIRED_TAG] }]);
    assert.deepEqual(expiration, [{ days: 7 }]);
    assert.equal(status, 'Enabled');
  });

  it('that are missing stop the synthesis, with a message that says what to run', () => {
    assert.throws(() => synthesize({}, { directory: '/nonexistent' }), /npm run build/);
    assert.throws(() => synthesize({}, { bundles: '/nonexistent' }), /npm run build/);
  });
});

describe('distribution', () => {
  const behaviours = distribution['ordered_cache_behavior'] as Attributes[];
  const api = behaviours[0] ?? {};
  const pages = distribution['default_cache_behavior'] as Attributes;

  it('serves /api/* from the API on the same host, over TLS only', () => {
    assert.equal(behaviours.length, 1);
    assert.equal(api['path_pattern'], '/api/*');
    assert.equal(api['viewer_protocol_policy'], 'https-only');
    assert.ok((api['allowed_methods'] as string[]).includes('POST'));
    const origins = distribution['origin'] as Attributes[];
    const origin = origins.find((one) => one['origin_id'] === api['target_origin_id']);
    assert.equal(origin?.['origin_path'], '/live');
    assert.match(String(origin['domain_name']), /\.execute-api\..*\.amazonaws\.com$/);
    const { origin_protocol_policy: protocol } = origin['custom_origin_config'] as Attributes;
    assert.equal(protocol, 'https-only');
  });

  it('caches room reads as long as the API says, at most 2 seconds, and never a POST', () => {
    const policy = resourceOf(website, 'aws_cloudfront_cache_policy');
    assert.equal(policy['min_ttl'], 0);
    assert.equal(policy['default_ttl'], 0);
    assert.equal(policy['max_ttl'], ROOM_CACHE_SECONDS);
    assert.deepEqual(api['cached_methods'], ['GET', 'HEAD']);
  });

  it('has edge locations in Asia for a Region in Asia', () => {
    const priceClass = (region: string) =>
      resourceOf(
        synthesize({ AWS_REGION: region }).stack('website'),
        'aws_cloudfront_distribution',
      )['price_class'];
    assert.equal(priceClass('eu-west-1'), 'PriceClass_100');
    assert.equal(priceClass('ap-south-1'), 'PriceClass_200');
  });

  it('caches room reads for each origin apart if only some may read them', () => {
    const headersOf = (variables: Record<string, string>) => {
      const stack = synthesize(variables).stack('website');
      const policy = resourceOf(stack, 'aws_cloudfront_cache_policy');
      const parameters = policy['parameters_in_cache_key_and_forwarded_to_origin'] as Attributes;
      return parameters['headers_config'];
    };
    assert.deepEqual(headersOf({}), { header_behavior: 'none' });
    assert.deepEqual(headersOf({ ALLOWED_ORIGINS: 'https://shop.example' }), {
      header_behavior: 'whitelist',
      headers: { items: ['Origin'] },
    });
  });

  it('neither caches nor rewrites errors of the API', () => {
    for (const error of distribution['custom_error_response'] as Attributes[]) {
      assert.equal(error['error_caching_min_ttl'], 0);
      assert.equal(error['response_page_path'], undefined);
    }
  });

  it('applies the routing function to the website only', () => {
    assert.equal((pages['function_association'] as Attributes[]).length, 1);
    assert.equal(api['function_association'], undefined);
  });

  it('sends the security headers of the local server, but for the stages of IVS', () => {
    const policy = resourceOf(website, 'aws_cloudfront_response_headers_policy');
    const security = policy['security_headers_config'] as Record<string, Attributes>;
    const custom = (policy['custom_headers_config'] as { items: Attributes[] }).items;
    const local: Record<string, string> = pageHeaders(IVS_STAGE_SOURCE);
    const csp = security['content_security_policy']?.['content_security_policy'];
    assert.equal(csp, local['Content-Security-Policy']);
    assert.match(
      String(csp),
      /connect-src 'self' https:\/\/\*\.live-video\.net wss:\/\/\*\.live-video\.net;/,
    );
    assert.equal(security['referrer_policy']?.['referrer_policy'], local['Referrer-Policy']);
    for (const { header, value } of custom) {
      assert.equal(value, local[String(header)]);
    }
    assert.ok(custom.some(({ header }) => header === 'Permissions-Policy'));
    const { items: origins } = (
      policy['cors_config'] as Record<string, { items: readonly string[] }>
    )['access_control_allow_origins'] ?? { items: [] };
    assert.deepEqual(origins, [local['Access-Control-Allow-Origin']]);
    assert.ok(security['content_type_options']);
    assert.ok(Number(security['strict_transport_security']?.['access_control_max_age_sec']) > 0);
  });
});

describe('record', () => {
  it('tells the operator scripts the address of the website', () => {
    const record = resourceOf(website, 'aws_ssm_parameter', {
      name: '/audio-rooms/production/website',
    });
    assert.deepEqual(Object.keys(readJson<object>(record['value'])), [
      'url',
      'bucket',
      'distributionId',
    ]);
  });
});
