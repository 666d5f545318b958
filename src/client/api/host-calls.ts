import type { ChangeRoomRequest, RoomDetails, RoomForHosts } from '../../api/schemas.ts';
import { RoomError } from '../room-error.ts';
import type { ApiCall, RoomApi } from './room-api.ts';

/** The calls about the people of one room. Each rejects with a {@link RoomError}. All can be repeated. */
export class RoomCalls {
  readonly #api: RoomApi;
  readonly #roomId: string;

  constructor(api: RoomApi, roomId: string) {
    this.#api = api;
    this.#roomId = roomId;
  }

  change(hostKey: string, body: ChangeRoomRequest): Promise<RoomForHosts> {
    return this.#call({ method: 'PATCH', path: '', body, bearer: hostKey });
  }

  end(hostKey: string): Promise<void> {
    return this.#call({ method: 'DELETE', path: '', bearer: hostKey });
  }

  invite(hostKey: string, id: string): Promise<RoomDetails> {
    return this.#call({ method: 'PUT', path: `/participants/${id}/stage`, bearer: hostKey });
  }

  /** @param by - The participant id of the host who calls. */
  takeOffStage(hostKey: string, id: string, by: string): Promise<RoomDetails> {
    const path = `/participants/${id}/stage?by=${by}`;
    return this.#call({ method: 'DELETE', path, bearer: hostKey });
  }

  /** @param by - The participant id of the host who calls. */
  askToMute(hostKey: string, id: string, by: string): Promise<RoomDetails> {
    const path = `/participants/${id}/mute?by=${by}`;
    return this.#call({ method: 'POST', path, bearer: hostKey });
  }

  /** @param by - The participant id of the host who calls. */
  remove(hostKey: string, id: string, by: string): Promise<RoomDetails> {
    const path = `/participants/${id}?by=${by}`;
    return this.#call({ method: 'DELETE', path, bearer: hostKey });
  }

  silence(hostKey: string, id: string, silenced: boolean): Promise<RoomDetails> {
    const method = silenced ? 'PUT' : 'DELETE';
    return this.#call({ method, path: `/participants/${id}/silence`, bearer: hostKey });
  }

  letInAgain(hostKey: string, id: string): Promise<RoomForHosts> {
    return this.#call({ method: 'DELETE', path: `/removals/${id}`, bearer: hostKey });
  }

  lowerHands(hostKey: string): Promise<RoomDetails> {
    return this.#call({ method: 'DELETE', path: '/hands', bearer: hostKey });
  }

  /** @param bearer - The participant's token or, to lower a hand, the host key. */
  setHand(bearer: string, id: string, raised: boolean): Promise<RoomDetails> {
    return this.#call({ method: raised ? 'PUT' : 'DELETE', path: `/hands/${id}`, bearer });
  }

  async #call<T>({ path, ...call }: ApiCall): Promise<T> {
    try {
      const below = `/${encodeURIComponent(this.#roomId)}${path}`;
      return await this.#api.call<T>({ ...call, path: below });
    } catch (error) {
      const { code } = error as Partial<RoomError>;
      // The API knows the room, since somebody is in it: what it does not know is the call.
      if (code !== 'NOT_FOUND' && code !== 'METHOD_NOT_ALLOWED') throw error;
      throw outdated(error);
    }
  }
}

/** The API is of a version without hosts. */
const outdated = (cause?: unknown): RoomError =>
  new RoomError(
    'API_OUTDATED',
    'The rooms API is of an older version, which has no hosts, hands and invitations. Deploy the current version.',
    { cause },
  );
