import type { Answer } from './proxy.ts';

interface Patch {
  readonly patchOperations: readonly { readonly path: string; readonly value?: string }[];
}

/** API Gateway's settings of an account. moto has them, but fails when the role for logs is taken away. */
export class ApiSettings {
  #role = '';

  answer(method: string, body: string): Answer {
    if (method === 'PATCH') {
      for (const { path, value = '' } of (JSON.parse(body) as Patch).patchOperations) {
        if (path === '/cloudwatchRoleArn') this.#role = value;
      }
    }
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...(this.#role !== '' && { cloudwatchRoleArn: this.#role }),
        throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
        apiKeyVersion: '1',
      }),
    };
  }
}
