import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { synthesize, type StackName, type Synthesized } from './support/synthesize.ts';

/** The references in a text, such as `aws_sqs_queue.name` or `data.aws_region.region`. */
function referencesIn(text: string): string[] {
  return [...text.matchAll(/(?:\bdata\.)?\b(?:aws|terraform)_[a-z0-9_]+\.[\w-]+/g)].map(
    ([reference]) => reference,
  );
}

function definedIn(stack: Synthesized): Set<string> {
  const names = (all: Readonly<Record<string, object>>, prefix: string) =>
    Object.entries(all).flatMap(([type, ones]) =>
      Object.keys(ones).map((name) => `${prefix}${type}.${name}`),
    );
  return new Set([...names(stack.resource, ''), ...names(stack.data, 'data.')]);
}

/** The strings that Terraform evaluates: expressions, and names in depends_on. */
function expressionsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return value.includes('${') || /^aws_[a-z_]+\.[\w-]+$/.test(value) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(expressionsOf);
}

describe('references', () => {
  const app = synthesize({ APP_ENV: 'production' });

  for (const name of ['account', 'backend', 'website'] satisfies StackName[]) {
    it(`all resolve in ${name}`, () => {
      const stack = app.stack(name);
      const defined = definedIn(stack);
      const references = expressionsOf([stack.resource, stack.output]).flatMap(referencesIn);
      assert.ok(references.length > 0);
      assert.deepEqual(
        references.filter((reference) => !defined.has(reference)),
        [],
      );
    });
  }

  it('from website to backend name outputs of the backend, in the state that it writes', () => {
    const website = app.stack('website');
    const backend = app.stack('backend');
    const wanted = [
      ...JSON.stringify(website).matchAll(/outputs\.(cross-stack-output-[\w-]+)/g),
    ].map(([, output]) => output ?? '');
    assert.ok(wanted.length > 0);
    for (const output of wanted) assert.ok(backend.output?.[output], output);
    const remote = website.data['terraform_remote_state']?.[
      'cross-stack-reference-input-backend'
    ] as { backend: string; config: unknown };
    assert.equal(remote.backend, 'local');
    assert.deepEqual(remote.config, backend.terraform.backend['local']);
  });

  it('between stacks use the state in S3, if it is there', () => {
    const onS3 = synthesize({ TF_STATE_BUCKET: 'states', AWS_REGION: 'eu-west-1' });
    const { s3 } = onS3.stack('backend').terraform.backend;
    assert.deepEqual(s3, {
      bucket: 'states',
      encrypt: true,
      key: 'audio-rooms/development/eu-west-1/backend.tfstate',
      region: 'eu-west-1',
      use_lockfile: true,
    });
    const remote = onS3.stack('website').data['terraform_remote_state']?.[
      'cross-stack-reference-input-backend'
    ] as { backend: string; config: { key: string } };
    assert.equal(remote.backend, 's3');
    assert.equal(remote.config.key, 'audio-rooms/development/eu-west-1/backend.tfstate');
  });

  it('to the state differ between environments, so that a deploy never replaces another environment', () => {
    const paths = ['development', 'production'].map(
      (environment) =>
        synthesize({ APP_ENV: environment }).stack('backend').terraform.backend['local']?.['path'],
    );
    assert.equal(new Set(paths).size, 2);
  });
});
