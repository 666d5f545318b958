import type { Answer } from './proxy.ts';

/**
 * Keeps the policies of buckets apart from moto, which enforces them without their conditions: it would refuse every
 * request because of a statement about those without encryption.
 */
export class BucketPolicies {
  readonly #policies = new Map<string, string>();

  answer(method: string, path: string, body: string): Answer {
    const bucket = path.replaceAll('/', ''); // clients differ in the last slash
    if (method === 'PUT') {
      this.#policies.set(bucket, body);
      return { status: 204, body: '' };
    }
    const policy = this.#policies.get(bucket);
    if (policy === undefined) {
      return {
        status: 404,
        headers: { 'content-type': 'text/xml' },
        body: '<Error><Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message></Error>',
      };
    }
    if (method === 'GET') return { status: 200, body: policy };
    this.#policies.delete(bucket);
    return { status: 204, body: '' };
  }
}
