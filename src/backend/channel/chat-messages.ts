import {
  DisconnectUserCommand,
  type IvschatClient,
  SendEventCommand,
} from '@aws-sdk/client-ivschat';
import type { ChannelEvent } from '../../api/channel.ts';
import { isAwsFailure } from '../aws/aws-errors.ts';
import { describeError, log, roomTag } from '../aws/log.ts';
import type { RoomChannels } from '../rooms/room-changes.ts';
import type { Room } from '../rooms/room.ts';

/** How long a caller waits until everybody is told, in milliseconds. Who is not told reads the room. */
const TELL_MS = 1_500;

// What IVS answers about somebody who is not connected is not documented. The ids have been checked.
const NOBODY = new Set(['ResourceNotFoundException', 'ValidationException']);

/** What our functions say in the channels of rooms. A room that nobody has asked for a channel has none. */
export class ChatMessages implements RoomChannels {
  readonly #client: Pick<IvschatClient, 'send'>;

  constructor(client: Pick<IvschatClient, 'send'>) {
    this.#client = client;
  }

  async tell(room: Room, events: readonly ChannelEvent[]): Promise<void> {
    const { channelArn } = room;
    if (channelArn === undefined) return;
    await Promise.all(events.map((event) => this.#send(channelArn, event, room)));
  }

  async disconnect({ channelArn }: Room, participantId: string): Promise<void> {
    if (channelArn === undefined) return;
    try {
      await this.#client.send(
        new DisconnectUserCommand({
          roomIdentifier: channelArn,
          userId: participantId,
          reason: 'Disconnected by a host',
        }),
      );
    } catch (error) {
      if (!(error instanceof Error) || !NOBODY.has(error.name)) throw error;
    }
  }

  async #send(roomIdentifier: string, event: ChannelEvent, { id }: Room): Promise<void> {
    const { name: eventName, version, attributes } = event;
    const command = new SendEventCommand({
      roomIdentifier,
      eventName,
      attributes: { ...attributes, version: String(version) },
    });
    try {
      await this.#client.send(command, { abortSignal: AbortSignal.timeout(TELL_MS) });
    } catch (error) {
      const line = { room: roomTag(id), event: eventName, error: describeError(error) };
      if (isAwsFailure(error) || isTimeout(error)) log.warn('Nobody told', line);
      else log.error('Nobody told', line);
    }
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
