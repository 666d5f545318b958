import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

export interface Connection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type Clients = ReturnType<typeof connect>;

/** A call in one of AWS's JSON protocols: with an operation's target, or of a path. */
export interface JsonCall {
  readonly service: string;
  readonly target?: string;
  readonly path?: string;
  readonly input?: unknown;
}

/** A client for each service that the stacks use. */
export function connect({ endpoint, region, credentials }: Connection) {
  const options = { endpoint, region, credentials };
  return {
    apiGateway: new APIGatewayClient(options),
    cloudfront: new CloudFrontClient(options),
    cloudwatch: new CloudWatchClient(options),
    dynamodb: new DynamoDBClient(options),
    events: new EventBridgeClient(options),
    iam: new IAMClient(options),
    ivs: new IVSRealTimeClient(options),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    scheduler: new SchedulerClient(options),
    secrets: new SecretsManagerClient(options),
    sqs: new SQSClient(options),
    ssm: new SSMClient(options),
    /** For what the SDK can't be asked here. The account reads only the service's name of a signature. */
    json: async ({ service, target, path = '/', input }: JsonCall): Promise<unknown> => {
      const response = await fetch(endpoint + path, {
        method: target === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
          'content-type': 'application/x-amz-json-1.1',
          ...(target !== undefined && { 'x-amz-target': target }),
        },
        ...(input !== undefined && { body: JSON.stringify(input) }),
      });
      if (!response.ok) throw new Error(`${service} ${target ?? path}: ${await response.text()}`);
      return response.json();
    },
  };
}
