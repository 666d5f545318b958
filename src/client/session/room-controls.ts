import type { ReactionKind } from '../../api/channel.ts';
import type { Room, RoomDetails } from '../../api/schemas.ts';
import { RoomCalls } from '../api/host-calls.ts';
import type { RoomApi } from '../api/room-api.ts';
import { RoomChannel } from '../channel/room-channel.ts';
import type { HostAsk } from '../snapshot.ts';
import { HostControls, type HostControlsOptions } from './host-controls.ts';
import type { MicrophonePublisher } from './microphone-publisher.ts';
import { PeopleFollower } from './people-follower.ts';

export interface RoomControlsOptions extends HostControlsOptions {
  readonly api: RoomApi;
  readonly room: Room;
  /** Reads the room and reports it. */
  readonly read: (signal: AbortSignal) => Promise<RoomDetails>;
  readonly publisher: () => Pick<MicrophonePublisher, 'setMuted' | 'stop'>;
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Hands, invitations, messages, reactions and what hosts can do. Each method rejects with a {@link RoomError}: `NOT_HOST` if
 * this person is no host, or no more; `API_OUTDATED` if the API is of a version without hosts. Each can be repeated.
 */
export class RoomControls extends HostControls {
  readonly #options: RoomControlsOptions;
  readonly #people: PeopleFollower;
  readonly #channel: RoomChannel;

  /** @internal */
  constructor(options: RoomControlsOptions) {
    super(new RoomCalls(options.api, options.room.id), options);
    this.#options = options;
    const { api, room, tokens, snapshot, report, read, onFailure } = options;
    this.#people = new PeopleFollower({
      ...{ snapshot, report, read, onFailure },
      obey: (ask) => this.#obey(ask),
    });
    this.#channel = new RoomChannel({
      ...{ api, tokens, snapshot, onFailure, roomId: room.id },
      onChange: (channel) => {
        const { state } = snapshot().channel;
        report({ type: 'channel-changed', channel });
        if (channel.state !== state) this.#people.channelChanged();
      },
      onEvent: (event, sentAt) => this.#people.apply(event, sentAt),
    });
  }

  /**
   * Keeps `snapshot.people` up to date: who listens by a request every 5 s while the page is visible, and the rest at once
   * by the room's channel, if there is one. Call it while the people are shown, and not otherwise.
   * @returns a function that ends it
   */
  watch(): () => void {
    return this.#people.watch();
  }

  /** Asks to speak. While the hand is raised, an invitation is noticed as with {@link watch}, whoever has a channel or not. */
  async raiseHand(): Promise<void> {
    await this.#setHand(true);
  }

  /** Lowers this person's hand, or declines an invitation. */
  async lowerHand(): Promise<void> {
    await this.#setHand(false);
  }

  /**
   * Writes to everybody in the room.
   * @param text - 1 to 280 characters. Nothing is sent if nothing of it can be seen.
   * @returns when everybody gets it
   * @throws RoomError `CHAT_TOO_LONG`; `CHAT_NOT_ALLOWED`; `CHAT_TOO_FAST`: try again in a second; `CHANNEL_UNREACHABLE`: the
   * message may have been sent, if the connection was lost meanwhile
   */
  async sendMessage(text: string): Promise<void> {
    await this.#channel.sendMessage(text);
  }

  /** Reacts; everybody sees it within a second or so. Nothing happens without the channel, or the right to write. */
  react(kind: ReactionKind): void {
    this.#channel.react(kind);
  }

  /** Deletes a message for everybody. For hosts. @throws RoomError `CHAT_NOT_ALLOWED`, `CHAT_TOO_FAST`, `CHANNEL_UNREACHABLE` */
  async deleteMessage(messageId: string): Promise<void> {
    await this.#channel.deleteMessage(messageId);
  }

  /** Reads who took this person off the stage, if it came back as another participant. @internal */
  async joinedAs(id: string): Promise<void> {
    await this.#people.joinedAs(id);
  }

  /** The stage is connected, so that it is time for the rest. @internal */
  start(): void {
    this.#channel.start();
  }

  /** The network is back. @internal */
  hurry(): void {
    this.#channel.hurry();
  }

  /** The snapshot has changed. @internal */
  update(): void {
    this.#channel.update();
  }

  /** Disconnects from the channel until {@link start}. @internal */
  suspend(): void {
    this.#channel.stop();
  }

  /** @internal */
  stop(): void {
    this.#people.stop();
    this.#channel.stop();
  }

  /** @internal */
  protected override async read(): Promise<void> {
    await this.#people.read();
  }

  /** @internal */
  protected override follow(details: RoomDetails): void {
    this.#people.follow(details);
  }

  async #setHand(raised: boolean): Promise<void> {
    const { tokens, snapshot } = this.#options;
    const id = snapshot().self?.id ?? '';
    this.#people.setHand(raised, await this.calls.setHand(tokens.token, id, raised));
  }

  async #obey(ask: HostAsk['ask']): Promise<void> {
    const { publisher, tokens } = this.#options;
    if (ask === 'mute') return publisher().setMuted(true);
    publisher().stop();
    await tokens.demote();
  }
}
