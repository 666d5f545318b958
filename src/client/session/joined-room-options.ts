import type { JoinRoomResponse } from '../../api/schemas.ts';
import type { RoomApi } from '../api/room-api.ts';
import type { Microphone } from '../media/microphone.ts';
import type { RoomSnapshot } from '../snapshot.ts';
import type { IvsSdk } from '../stage/ivs-sdk.ts';
import type { RoomFact } from './room-fact.ts';

export interface JoinedRoomOptions {
  readonly sdk: IvsSdk;
  readonly api: RoomApi;
  readonly microphone: Microphone;
  readonly name: string;
  /** The API's answer: the room and the first token. */
  readonly joined: JoinRoomResponse;
  /** The key with which this person is a host. */
  readonly hostKey: string | undefined;
  readonly snapshot: () => RoomSnapshot;
  readonly report: (fact: RoomFact) => void;
}
