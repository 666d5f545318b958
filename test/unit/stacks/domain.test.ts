import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WebsiteRecord } from '../../../stacks/deployment-record.ts';
import { readConfiguration } from '../../../stacks/configuration.ts';
import { readJson } from './support/read-json.ts';
import { resourceOf, resourcesOf, synthesize, type Attributes } from './support/synthesize.ts';

const DOMAIN = 'rooms.example.org';
const websiteWith = (variables: Record<string, string>) =>
  synthesize({ AWS_REGION: 'eu-west-1', ...variables }).stack('website');
type Website = ReturnType<typeof websiteWith>;

const distributionOf = (website: Website) => resourceOf(website, 'aws_cloudfront_distribution');
const recordOf = (website: Website): WebsiteRecord =>
  readJson(
    resourceOf(website, 'aws_ssm_parameter', { name: '/audio-rooms/development/website' })['value'],
  );

describe('a website without a name of its own', () => {
  it('has CloudFront’s name and certificate', () => {
    const website = websiteWith({});
    const distribution = distributionOf(website);
    assert.equal(distribution['aliases'], undefined);
    assert.deepEqual(distribution['viewer_certificate'], { cloudfront_default_certificate: true });
    assert.deepEqual(resourcesOf(website, 'aws_acm_certificate'), []);
    assert.equal(recordOf(website).domain, undefined);
  });
});

describe('a website with a name in a hosted zone', () => {
  const website = websiteWith({ DOMAIN, HOSTED_ZONE: 'Z0123ABC' });

  it('has a certificate in us-east-1, and waits for it, but not forever', () => {
    const certificate = resourceOf(website, 'aws_acm_certificate');
    assert.equal(certificate['domain_name'], DOMAIN);
    assert.equal(certificate['validation_method'], 'DNS');
    const validation = resourceOf(website, 'aws_acm_certificate_validation');
    for (const one of [certificate, validation]) assert.equal(one['provider'], 'aws.us-east-1');
    assert.deepEqual(validation['timeouts'], { create: '15m' });
    const { acm_certificate_arn: arn } = distributionOf(website)[
      'viewer_certificate'
    ] as Attributes;
    assert.match(String(arn), /^\$\{aws_acm_certificate_validation\.[\w-]+\.certificate_arn\}$/);
    assert.deepEqual(distributionOf(website)['aliases'], [DOMAIN]);
  });

  it('makes the records that prove the ownership and lead to the website, over IPv4 and IPv6', () => {
    const records = resourcesOf(website, 'aws_route53_record');
    for (const record of records) assert.equal(record['zone_id'], 'Z0123ABC');
    const addresses = records.filter(({ name }) => name === DOMAIN);
    assert.deepEqual(addresses.map(({ type }) => type).sort(), ['A', 'AAAA']);
    assert.equal(records.length, 3);
  });

  it('is found under its name by the scripts', () => {
    assert.equal(recordOf(website).url, `https://${DOMAIN}`);
    assert.equal(recordOf(website).domain, undefined, 'nothing is left to do');
  });
});

describe('a website with a name elsewhere', () => {
  const website = websiteWith({ DOMAIN });

  it('waits for nothing, and has the name once a deploy finds the certificate issued', () => {
    assert.deepEqual(resourcesOf(website, 'aws_acm_certificate_validation'), []);
    const { aliases, viewer_certificate: certificate } = distributionOf(website);
    const issued = /^\$\{\(aws_acm_certificate\.[\w-]+\.status == "ISSUED"\) \? /;
    assert.match(String(aliases), issued);
    for (const [name, value] of Object.entries(certificate as Attributes)) {
      assert.match(String(value), issued, name);
    }
  });

  it('tells the operator which records to make', () => {
    const { domain } = recordOf(website);
    assert.equal(domain?.name, DOMAIN);
    const [proof = '', address = ''] = domain.records;
    assert.match(
      proof,
      /resource_record_name\} \$\{.*resource_record_type\} \$\{.*record_value\}$/,
    );
    assert.match(address, /^rooms\.example\.org CNAME \$\{aws_cloudfront_distribution\./);
    assert.deepEqual(website.output?.['dns-records']?.['value'], domain.records);
  });
});

describe('variables of the domain', () => {
  const refused: readonly [variables: Record<string, string>, message: RegExp][] = [
    [{ DOMAIN: 'https://rooms.example.org' }, /DOMAIN is "https:.*without https/],
    [{ DOMAIN: 'Rooms.example.org' }, /lower case/],
    [{ DOMAIN: 'rooms' }, /DOMAIN is "rooms"/],
    [{ DOMAIN: '*.example.org' }, /DOMAIN/],
    [{ DOMAIN: 'rooms..example.org' }, /DOMAIN/],
    [{ DOMAIN: `${'a'.repeat(60)}.example.org` }, /at most 64/],
    [{ DOMAIN, HOSTED_ZONE: 'example.org' }, /HOSTED_ZONE is "example.org".*the id/],
    [{ HOSTED_ZONE: 'Z0123ABC' }, /HOSTED_ZONE is set, but DOMAIN is not/],
  ];
  for (const [variables, message] of refused) {
    it(`that are wrong are named: ${JSON.stringify(variables).slice(0, 60)}`, () => {
      assert.throws(() => readConfiguration({ AWS_REGION: 'eu-west-1', ...variables }), message);
    });
  }
});
