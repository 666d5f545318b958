import { API_KEY_HEADER } from '../../src/api/routes.ts';
import type { Problem } from '../../src/api/problem-schema.ts';
import type { CreateRoomResponse } from '../../src/api/schemas.ts';
import { OperatorError } from '../operator/cli.ts';
import type { Site } from './smoke-target.ts';

const TIMEOUT_MS = 30_000;

/** Calls the API as a program does. Each failure is an {@link OperatorError} with the API's own explanation. */
export class RoomsApi {
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  async create(name: string): Promise<CreateRoomResponse> {
    const { apiKey } = this.#site;
    const answer = await this.#call('POST', '/api/rooms', {
      headers: {
        'content-type': 'application/json',
        ...(apiKey !== undefined && { [API_KEY_HEADER]: apiKey }),
      },
      body: JSON.stringify({ name }),
    });
    return (await answer.json()) as CreateRoomResponse;
  }

  async end({ room, hostKey }: CreateRoomResponse): Promise<void> {
    await this.#call('DELETE', `/api/rooms/${room.id}`, {
      headers: { authorization: `Bearer ${hostKey}` },
    });
  }

  /** @throws {OperatorError} if the API still knows a room that has ended. */
  async isGone(roomId: string): Promise<void> {
    const answer = await this.#send('GET', `/api/rooms/${roomId}`);
    if (answer.status === 404 || answer.status === 410) return;
    throw new OperatorError(`The API answers ${answer.status} for a room that has ended.`);
  }

  async #call(method: string, path: string, init: RequestInit): Promise<Response> {
    const answer = await this.#send(method, path, init);
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    const route = path.replace(/(?<=rooms\/).*/, '{roomId}'); // the id of a room admits its holder
    throw new OperatorError(
      `${method} ${route} answered ${answer.status} ${problem.code ?? ''}: ${problem.detail ?? 'there is no API of ours at this address.'}`,
    );
  }

  async #send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const url = this.#site.origin + path;
    try {
      return await fetch(url, { ...init, method, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new OperatorError(
        `No answer from ${this.#site.origin}: ${cause instanceof Error ? cause.message : String(cause)}. Check the address and the network.`,
      );
    }
  }
}
