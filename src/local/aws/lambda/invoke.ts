import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../requests/aws-error.ts';
import type { Account } from '../account.ts';
import { respond } from '../../shared/http.ts';

/** Handles Lambda's Invoke: the bodies are the event and the result, everything else is in headers. */
export async function invokeFunction(
  { functions }: Account,
  nameOrArn: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const name = functions.find(nameOrArn);
  if (name === undefined) {
    throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, {
      status: 404,
    });
  }
  const event = parseEvent(body);
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const requestId = randomUUID();
  const headers = { 'x-amzn-requestid': requestId, 'x-amz-executed-version': '$LATEST' };
  if (type === 'DryRun') {
    respond(response, 204, headers, '');
  } else if (type === 'Event') {
    // The caller does not wait for the result. On an error, the service would retry twice; this is not implemented
    // because the system never invokes functions this way, and deploys those of schedules without retries.
    void functions.invoke(name, event, requestId);
    respond(response, 202, headers, '');
  } else {
    const { payload, functionError } = await functions.invoke(name, event, requestId);
    const failure = functionError && { 'x-amz-function-error': functionError };
    respond(response, 200, { ...headers, 'content-type': 'application/json', ...failure }, payload);
  }
}

function parseEvent(body: Buffer): string {
  const text = body.toString() || '{}';
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: the event must be JSON',
    );
  }
}
