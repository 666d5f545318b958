import assert from 'node:assert/strict';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetPublicKeyCommand } from '@aws-sdk/client-ivs-realtime';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import jsonwebtoken from 'jsonwebtoken';
import type { CreateRoomResponse, JoinRoomResponse, Room } from '../../src/api/schemas.ts';
import { routes } from '../../src/api/routes.ts';
import { resourceNames } from '../../src/backend/functions.ts';
import { backendParameter, type BackendRecord } from '../../stacks/deployment-record.ts';
import type { Clients } from './inventory/clients.ts';

/** A deployed backend, found as the operator scripts find it: by its record in SSM. */
export class DeployedSystem {
  readonly record: BackendRecord;
  readonly #clients: Clients;

  static async find(clients: Clients, environment: string): Promise<DeployedSystem> {
    const text = await parameter(clients, backendParameter(environment));
    return new DeployedSystem(clients, JSON.parse(text) as BackendRecord);
  }

  private constructor(clients: Clients, record: BackendRecord) {
    this.#clients = clients;
    this.record = record;
  }

  /** The ARN of the current key. @throws {AssertionError} if secret, parameter and IVS do not agree on the key pair. */
  async keyPair(): Promise<string> {
    const { secrets, ivs } = this.#clients;
    const SecretId = resourceNames(this.record.environment).keyPairSecret;
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    const secret = JSON.parse(SecretString) as Record<string, string>;
    const arn = await parameter(this.#clients, this.record.publicKeyParameter);
    assert.equal(secret['publicKeyArn'], arn);
    await ivs.send(new GetPublicKeyCommand({ arn }));
    return arn;
  }

  /**
   * Creates a room, reads it and has somebody join it, through the functions behind the API's routes.
   *
   * @returns the room as it was created.
   * @throws {AssertionError} if an answer or a token is not as it should be.
   */
  async createAndJoin(): Promise<Room> {
    const { room } = (await this.#request('create-room', 201)) as CreateRoomResponse;
    assert.deepEqual(((await this.#request('get-room', 200, room.id)) as Room).id, room.id);
    const { participant } = (await this.#request('join-room', 201, room.id)) as JoinRoomResponse;
    const { token } = participant;
    const { kid = '' } = jsonwebtoken.decode(token, { complete: true })?.header ?? {};
    const key = await this.#clients.ivs.send(new GetPublicKeyCommand({ arn: kid }));
    jsonwebtoken.verify(token, key.publicKey?.publicKeyMaterial ?? '', { algorithms: ['ES384'] });
    return room;
  }

  async #request(
    route: 'create-room' | 'get-room' | 'join-room',
    status: number,
    roomId?: string,
  ): Promise<unknown> {
    const { method, path } = routes[route];
    const { Payload, FunctionError } = await this.#clients.lambda.send(
      new InvokeCommand({
        FunctionName: this.record.functions[route],
        Payload: JSON.stringify({
          resource: path,
          path: path.replace('{roomId}', roomId ?? ''),
          httpMethod: method,
          headers: { 'content-type': 'application/json' },
          pathParameters: roomId === undefined ? null : { roomId },
          requestContext: { requestId: 'test' },
          body: method === 'GET' ? null : '{"name":"Ada"}',
          isBase64Encoded: false,
        }),
      }),
    );
    const text = Buffer.from(Payload ?? []).toString();
    assert.equal(FunctionError, undefined, text);
    const answer = JSON.parse(text) as { statusCode: number; body: string };
    assert.equal(answer.statusCode, status, `${route}: ${text}`);
    return JSON.parse(answer.body);
  }
}

async function parameter({ ssm }: Clients, Name: string): Promise<string> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  return Parameter?.Value ?? '';
}
