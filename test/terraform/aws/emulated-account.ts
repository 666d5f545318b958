import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { startEmbeddedCloud } from '../../../src/local/embedded-cloud.ts';
import { systemClock } from '../../../src/local/shared/clock.ts';
import { defaultSettings, REGION, resources } from '../../../src/local/shared/local-deployment.ts';
import { ApiSettings } from './api-settings.ts';
import { BucketPolicies } from './bucket-policies.ts';
import { CloudFrontParts } from './cloudfront.ts';
import { DeployedFunctions } from './deployed-functions.ts';
import { startMoto } from './moto.ts';
import { startProxy, type AwsRequest, type Route } from './proxy.ts';

export type EmulatedAccount = Awaited<ReturnType<typeof startEmulatedAccount>>;

/**
 * An AWS account on this machine, behind one endpoint: moto for what Terraform creates, and the embedded cloud for what
 * the deployed functions do beyond that, which is IVS, key pairs and invocations.
 *
 * @param handlers - Directory of the handlers' bundles. None of them is run from there: the functions run what is uploaded.
 */
export async function startEmulatedAccount(handlers: string) {
  const moto = await startMoto();
  const cloud = await startEmbeddedCloud({
    origin: 'http://127.0.0.1',
    handlersDirectory: handlers,
    mediaAddress: '127.0.0.1',
    mediaPort: 0,
    settings: defaultSettings,
    schedules: [],
    clock: systemClock,
    rateLimits: false,
    onCall: () => {},
    onInvoke: () => {},
    onLog: () => {},
    onBug: console.error,
  });
  const clients = { region: REGION, credentials: cloud.credentials };
  const lambda = new LambdaClient({ ...clients, endpoint: moto.url });
  const kms = new KMSClient({ ...clients, endpoint: moto.url });
  const cloudfront = new CloudFrontParts();
  const bucketPolicies = new BucketPolicies();
  const apiSettings = new ApiSettings();
  const calls = new Map<string, number>();
  const logs: string[] = [];

  const route = async (request: AwsRequest): Promise<Route> => {
    const { service, method, url, target, body } = request;
    const call = `${service}:${target || `${method} ${url.pathname}`}`;
    calls.set(call, (calls.get(call) ?? 0) + 1);
    if (service === 'ivs' || service === 'ivschat') return { to: cloud.endpoint };
    if (service === 'kms' && target === 'GenerateDataKeyPair') {
      const input = JSON.parse(body.toString()) as { KeyId: string };
      await kms.send(new DescribeKeyCommand({ KeyId: input.KeyId })); // throws if there is none
      return { to: cloud.endpoint, body: JSON.stringify({ ...input, KeyId: resources.dataKeyId }) };
    }
    if (service === 'lambda') return (await routeLambda(request)) ?? { to: moto.url };
    if (service === 'apigateway' && url.pathname === '/account') {
      return apiSettings.answer(method, body.toString());
    }
    if (service === 'apigateway' && method === 'PUT') {
      return { to: moto.url, body: withTargets(body.toString()) };
    }
    if (service === 'cloudfront') {
      const ifMatch = request.headers['if-match'];
      const answer = cloudfront.answer({
        method,
        url,
        body: body.toString(),
        ...(ifMatch !== undefined && { ifMatch }),
      });
      if (answer) return answer;
    }
    if (service === 's3' && url.searchParams.has('policy')) {
      return bucketPolicies.answer(method, url.pathname, body.toString());
    }
    return { to: moto.url };
  };

  const proxy = await startProxy(route);
  const functions = new DeployedFunctions({
    lambda,
    scratch: mkdtempSync(join(tmpdir(), 'audio-rooms-functions-')),
    variables: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
      AWS_SESSION_TOKEN: 'emulated',
      AWS_ENDPOINT_URL: proxy.url,
    },
    onLog: (line) => logs.push(line),
  });

  async function routeLambda({ method, url, body }: AwsRequest): Promise<Route | undefined> {
    const [path, name = '', what] =
      /^\/2015-03-31\/functions\/?([^/]*)\/?(\w*)$/.exec(url.pathname) ?? [];
    if (path === undefined) return undefined;
    if (method === 'POST' && what === 'invocations') {
      const { payload, functionError } = await functions.invoke(name, body.toString() || '{}');
      return {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'x-amz-executed-version': '$LATEST',
          ...(functionError && { 'x-amz-function-error': functionError }),
        },
        body: payload,
      };
    }
    if (method === 'POST' && name === '') {
      const input = JSON.parse(body.toString()) as {
        FunctionName: string;
        Code: { ZipFile: string };
      };
      functions.upload(input.FunctionName, input.Code.ZipFile);
    } else if (method === 'PUT' && what === 'code') {
      functions.upload(name, (JSON.parse(body.toString()) as { ZipFile: string }).ZipFile);
    }
    return undefined;
  }

  return {
    endpoint: proxy.url,
    region: REGION,
    credentials: cloud.credentials,
    /** How often each call was made. */
    calls,
    /** What the functions and moto logged last, to explain a failure. */
    log: () => [...logs.slice(-40), moto.log()].join('\n'),
    close: async () => {
      await proxy.close();
      await functions.close();
      await cloud.close();
      await moto.close();
    },
  };
}

/** An API's definition with a target for each mock, which has none and needs none; moto does not read it otherwise. */
function withTargets(definition: string): string {
  return JSON.stringify(JSON.parse(definition), (key, value: unknown) =>
    key === 'x-amazon-apigateway-integration'
      ? { uri: '', httpMethod: 'POST', ...(value as object) }
      : value,
  );
}
