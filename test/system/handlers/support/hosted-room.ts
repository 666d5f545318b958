import assert from 'node:assert/strict';
import type { ProblemCode } from '../../../../src/api/problem-codes.ts';
import { routes, type RouteName } from '../../../../src/api/routes.ts';
import type {
  CreateRoomResponse,
  RoomForHosts,
  JoinRoomResponse,
  RoomDetails,
} from '../../../../src/api/schemas.ts';
import { schemaValidator } from '../../../../src/backend/http/json-body.ts';
import type { Answer, Deployment } from './handler-deployment.ts';

interface Bodies {
  'create-room': CreateRoomResponse;
  'join-room': JoinRoomResponse;
  'get-room': RoomDetails;
  'change-room': RoomForHosts;
  'invite-to-stage': RoomDetails;
  'take-off-stage': RoomDetails;
  'ask-to-mute': RoomDetails;
  'remove-participant': RoomDetails;
  'readmit-participant': RoomForHosts;
  'lower-hands': RoomDetails;
  'raise-hand': RoomDetails;
  'lower-hand': RoomDetails;
}

/** A room, and the calls that its hosts and participants make. */
export class HostedRoom {
  readonly #deployment: Deployment;
  readonly created: CreateRoomResponse;

  static async create(deployment: Deployment, name: string): Promise<HostedRoom> {
    return new HostedRoom(
      deployment,
      read('create-room', await deployment.api('create-room', { name })),
    );
  }

  private constructor(deployment: Deployment, created: CreateRoomResponse) {
    this.#deployment = deployment;
    this.created = created;
  }

  readonly call = (route: RouteName, body?: unknown, bearer?: string): Promise<Answer> =>
    this.#deployment.api(route, body, this.created.room.id, bearer === undefined ? {} : { bearer });

  readonly change = async (body: unknown, bearer = this.created.hostKey) =>
    read('change-room', await this.call('change-room', body, bearer));

  readonly join = (body: object = {}, bearer?: string): Promise<Answer> =>
    this.call('join-room', { name: 'Bob', ...body }, bearer);

  readonly joined = async (body: object = {}, bearer?: string) =>
    read('join-room', await this.join(body, bearer));

  readonly look = async () => read('get-room', await this.call('get-room'));

  /** Makes a call about a participant. */
  readonly about = async <R extends keyof Bodies>(
    route: R,
    participantId: string,
    bearer: string,
    by?: string,
  ) => {
    const { id } = this.created.room;
    const call = { bearer, participantId, ...(by !== undefined && { by }) };
    return read(route, await this.#deployment.api(route, undefined, id, call));
  };
}

/** @returns the body of a successful answer, which must match its schema. */
function read<R extends keyof Bodies>(route: R, answer: Answer): Bodies[R] {
  const { status, schema } = routes[route].response;
  assert.equal(answer.statusCode, status, answer.body);
  const body: unknown = JSON.parse(answer.body);
  assert.deepEqual(schemaValidator(schema).validate(body), { valid: true, errors: [] });
  return body as Bodies[R];
}

export const codeOf = ({ statusCode, body }: Answer) =>
  [statusCode, (JSON.parse(body) as { code: ProblemCode }).code] as const;
