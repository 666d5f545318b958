import assert from 'node:assert/strict';
import type {
  CreateRoomResponse,
  JoinRoomRequest,
  JoinRoomResponse,
  Role,
  Room,
} from '../../../src/api/schemas.ts';

/** Calls the API as a script would. */
export class Api {
  readonly #url: string;

  constructor(origin: string) {
    this.#url = `${origin}/api/rooms`;
  }

  create(name: string): Promise<CreateRoomResponse> {
    return this.#post('', { name });
  }

  join(roomId: string, name: string, role: Role): Promise<JoinRoomResponse> {
    return this.#post(`/${roomId}/participants`, { name, role });
  }

  /** Renews a token. Returns the response whatever its status. */
  renew(roomId: string, request: JoinRoomRequest): Promise<Response> {
    return this.#send(`/${roomId}/participants`, request);
  }

  async room(roomId: string): Promise<Room> {
    const response = await fetch(`${this.#url}/${roomId}`);
    assert.equal(response.status, 200);
    return (await response.json()) as Room;
  }

  async #post<Answer>(path: string, body: unknown): Promise<Answer> {
    const response = await this.#send(path, body);
    assert.equal(response.status, 201, await response.clone().text());
    return (await response.json()) as Answer;
  }

  #send(path: string, body: unknown): Promise<Response> {
    return fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}
