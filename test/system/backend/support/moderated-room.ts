import assert from 'node:assert/strict';
import type { ChannelEvent } from '../../../../src/api/channel.ts';
import { ProblemError } from '../../../../src/backend/http/problem-errors.ts';
import { newHostKey } from '../../../../src/backend/people/host-key.ts';
import type { ParticipantTokens } from '../../../../src/backend/people/participant-tokens.ts';
import { newParticipantId, visitorTag } from '../../../../src/backend/people/visitors.ts';
import { StageGuard } from '../../../../src/backend/presence/stage-guard.ts';
import { lowerHand, raiseHand } from '../../../../src/backend/rooms/hands.ts';
import { openToAll, STEP_BACK_MS } from '../../../../src/backend/rooms/moderation.ts';
import {
  askToMute,
  inviteToStage,
  lowerHands,
  readmitParticipant,
  removeParticipant,
  silence,
  takeOffStage,
  unsilence,
} from '../../../../src/backend/rooms/people-management.ts';
import { onStage, withFacts, type SpeakerState } from '../../../../src/backend/rooms/presence.ts';
import { joinRoom } from '../../../../src/backend/rooms/room-joining.ts';
import { manageRoom } from '../../../../src/backend/rooms/room-management.ts';
import type { RoomTable } from '../../../../src/backend/rooms/room-table.ts';
import type { Room } from '../../../../src/backend/rooms/room.ts';
import { newRoomId, roomOf } from '../../../unit/backend/support/rooms.ts';
import { TABS, type Deed } from './moderation-model.ts';

const visitorKey = (tab: number): string => `visitor-${Math.floor(tab / 2)}`.padEnd(43, '_');

/** A room in the table, the tabs of its visitors, and what each of them and a host can do. */
export class ModeratedRoom {
  readonly id = newRoomId();
  /** What each tab has: a participant and a token. */
  readonly held: { id: string; token: string }[] = [];
  /** Ids of the participants of whom it will be checked that they have left the stage. */
  readonly checked: string[] = [];
  readonly disconnected: string[] = [];
  /** Ids of those who were disconnected from the channel. */
  readonly cutOff: string[] = [];
  /** What everybody in the channel was told. */
  readonly told: ChannelEvent[] = [];
  /** How often it was asked for that all participants are checked. */
  allChecked = 0;
  hostKey = '';
  readonly #table: RoomTable;
  readonly #tokens: ParticipantTokens;
  #eventAt = Date.now() * 1000;

  static async open(table: RoomTable, tokens: ParticipantTokens): Promise<ModeratedRoom> {
    const room = new ModeratedRoom(table, tokens);
    await room.#create();
    return room;
  }

  private constructor(table: RoomTable, tokens: ParticipantTokens) {
    this.#table = table;
    this.#tokens = tokens;
  }

  async #create(): Promise<void> {
    const { hostKey, hostKeyHash } = newHostKey();
    this.hostKey = hostKey;
    const room = roomOf(this.id, { hostKeyHash, moderation: { ...openToAll, chat: 'all' } });
    await this.#table.create(room);
    for (let tab = 0; tab < TABS; tab++) {
      const id = newParticipantId(room, visitorTag(room, visitorKey(tab)));
      this.held[tab] = await this.#tokens.issue(room, { id, name: `Tab ${tab}` });
    }
  }

  async read(): Promise<Room> {
    const room = await this.#table.get(this.id);
    assert.ok(room);
    return room;
  }

  get options() {
    const disconnect = (_arn: string, id: string) => {
      this.disconnected.push(id);
      return this.setOnStage(id, false);
    };
    return {
      ...{ table: this.#table, tokens: this.#tokens, participantLimit: 100, disconnect },
      channels: {
        tell: (_room: Room, events: readonly ChannelEvent[]) =>
          Promise.resolve(void this.told.push(...events)),
        disconnect: (_room: Room, id: string) => Promise.resolve(void this.cutOff.push(id)),
      },
      checks: {
        checkStage: (_room: Room, id: string) => Promise.resolve(void this.checked.push(id)),
        checkEverybody: () => Promise.resolve(void (this.allChecked += 1)),
      },
    };
  }

  /** What sees to it that nobody is on stage who may not be, when whoever was asked has had the time to leave it. */
  get guard(): StageGuard {
    return new StageGuard({ ...this.options, now: () => Date.now() + STEP_BACK_MS });
  }

  /** Tells the record that somebody is on stage, or no longer. */
  async setOnStage(participantId: string, on: boolean): Promise<void> {
    const at = ++this.#eventAt;
    const state: SpeakerState = on ? { on, at, name: 'Eve' } : { on, at };
    for (;;) {
      const room = await this.read();
      const presence = withFacts(room.presence, [{ participantId, state }]);
      if (await this.#table.updatePresence(room, presence)) return;
    }
  }

  /** Looks at everybody who is there, as a count does. */
  async count(): Promise<void> {
    const ids = this.held.map(({ id }) => id);
    const room = await this.read();
    await this.guard.disconnectRemoved(room, ids);
    await this.guard.lowerHandsOfAbsent(room, ids, Date.now());
    await this.clearStage();
  }

  /** Looks at everybody on stage, as a count does. */
  async clearStage(): Promise<void> {
    const room = await this.read();
    const since = Date.now() * 1000 + 1e9; // later than any change of the stage
    await this.guard.clearStage(
      room,
      onStage(room.presence).map(({ id }) => ({ id, at: since })),
    );
  }

  /** @returns the code of the refusal, if it is refused. */
  readonly act = async ([what, tab]: Deed): Promise<string | undefined> => {
    try {
      await this.#actions(tab)[what]();
      return undefined;
    } catch (error) {
      if (error instanceof ProblemError) return error.code;
      throw error;
    }
  };

  #actions(tab: number): Record<Deed[0], () => Promise<unknown>> {
    const { options, hostKey } = this;
    const { id: participantId = '', token = '' } = this.held[tab] ?? {};
    const roomId = this.id;
    const name = `Tab ${tab}`;
    const call = { roomId, participantId, hostKey };
    const hand = { roomId, participantId, bearer: token };
    const renew = async (request: object) => {
      const { participant } = await joinRoom(roomId, { name, token, ...request }, options);
      this.held[tab] = participant;
    };
    const change = (body: object) => manageRoom(options, roomId, hostKey, body);
    return {
      join: () => joinRoom(roomId, { name, visitor: visitorKey(tab) }, options),
      speak: () => renew({ role: 'speaker' }),
      renew: () => renew({}),
      host: () => renew({ hostKey }),
      raise: () => raiseHand(hand, options),
      lower: () => lowerHand(hand, options),
      hostLowers: () => lowerHand({ ...hand, bearer: hostKey }, options),
      goOn: () => this.setOnStage(participantId, true),
      leaveStage: () => this.setOnStage(participantId, false),
      invite: () => inviteToStage(call, options),
      takeOff: () => takeOffStage(call, options),
      mute: () => askToMute(call, options),
      remove: () => removeParticipant(call, options),
      readmit: () => readmitParticipant(call, options),
      lowerAll: () => lowerHands(call, options),
      silence: () => silence(call, options),
      unsilence: () => unsilence(call, options),
      open: () => change({ stage: 'open' }),
      close: () => change({ stage: 'invited' }),
      lock: () => change({ locked: true }),
      unlock: () => change({ locked: false }),
      newKey: async () => {
        const { hostKey: next } = newHostKey();
        await change({ hostKey: next });
        this.hostKey = next;
      },
      force: async () => {
        const room = await this.read();
        const isOn = room.presence.speakers.get(participantId)?.on === true;
        const speakers = isOn ? [{ id: participantId, at: (Date.now() + 1e6) * 1000 }] : [];
        await this.guard.clearStage(room, speakers);
      },
      count: () => this.count(),
    };
  }
}
