import type { CreateRoomResponse, JoinRoomResponse, Role } from '../../../../src/api/schemas.ts';
import { StageModel, stageUpdate } from '../../../unit/backend/support/stage-model.ts';
import type { Answer, Deployment } from './handler-deployment.ts';

/** What a person's page knows. */
interface Person {
  readonly joined: JoinRoomResponse;
  /** Milliseconds on the deployment's clock; undefined if the token lasts as long as the room. */
  readonly renewsAt: number | undefined;
}

const SECOND_MS = 1000;

/** A room in simulated time: the requests of the pages, and the events of IVS. */
export class RoomHour {
  readonly #deployment: Deployment;
  readonly #people = new Map<string, Person>();
  readonly #began: number;
  #roomId = '';
  #model = new StageModel('');

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.#began = deployment.clock.now();
  }

  /** Passes time, in which people renew their tokens. */
  async pass(seconds: number): Promise<void> {
    const { clock, quiet } = this.#deployment;
    for (let left = seconds * SECOND_MS; left > 0; left -= SECOND_MS) {
      clock.advance(Math.min(left, SECOND_MS));
      await quiet(); // one thing after another, so that each run counts the same
      for (const [name, { renewsAt = Infinity }] of this.#people) {
        if (renewsAt <= clock.now()) await this.#renew(name);
      }
    }
  }

  /** @param seconds - Since the start of the deployment. */
  async passUntil(seconds: number): Promise<void> {
    const { clock } = this.#deployment;
    await this.pass(seconds - (clock.now() - this.#began) / SECOND_MS);
  }

  async create(name: string): Promise<void> {
    const answer = await this.#deployment.api('create-room', { name, role: 'speaker' });
    const joined = read(answer) as CreateRoomResponse;
    this.#roomId = joined.room.id;
    const stages = this.#deployment.state.stages.values();
    this.#model = new StageModel(stages.find(({ id }) => id === this.#roomId)?.arn ?? '');
    this.#model.rule(this.#deployment.state.stageServer);
    this.#enter(name, joined);
  }

  /** Reads the room, as a lobby does. */
  async look(): Promise<void> {
    read(await this.#deployment.api('get-room', undefined, this.#roomId));
    await this.#deployment.quiet();
  }

  async join(name: string): Promise<void> {
    const answer = await this.#deployment.api('join-room', { name }, this.#roomId);
    this.#enter(name, read(answer) as JoinRoomResponse);
  }

  async goOnStage(name: string): Promise<void> {
    const { capabilities } = this.#of(name).joined.participant;
    if (!capabilities.includes('PUBLISH')) await this.#renew(name, 'speaker');
    await this.#happens(name, 'publish');
  }

  async leave(name: string): Promise<void> {
    await this.#happens(name, 'leave');
    this.#people.delete(name);
  }

  #enter(name: string, joined: JoinRoomResponse): void {
    this.#model.do(name, 'join', this.#deployment.clock.now());
    this.#keep(name, joined);
  }

  #keep(name: string, joined: JoinRoomResponse): void {
    const { participant, room } = joined;
    const now = this.#deployment.clock.now();
    const life = Date.parse(participant.expiresAt) - now;
    // Like the client's TokenKeeper: after 80 to 90 % of a token's life, unless it lasts as long as the room.
    const renewsAt = participant.expiresAt >= room.expiresAt ? undefined : now + life * 0.85;
    this.#people.set(name, { joined, renewsAt });
  }

  async #renew(name: string, role?: Role): Promise<void> {
    const { token, capabilities } = this.#of(name).joined.participant;
    const mine = capabilities.includes('PUBLISH') ? 'speaker' : 'listener';
    const body = { name, token, role: role ?? mine };
    const answer = await this.#deployment.api('join-room', body, this.#roomId);
    this.#keep(name, read(answer) as JoinRoomResponse);
    const update = { eventName: 'Token Exchanged', id: name, at: this.#deployment.clock.now() };
    await this.#tell(stageUpdate(this.#model.stageArn, update));
  }

  async #happens(name: string, deed: 'publish' | 'leave'): Promise<void> {
    const told = this.#model.messages.length;
    this.#model.do(name, deed, this.#deployment.clock.now());
    for (const message of this.#model.messages.slice(told)) await this.#tell(message);
  }

  async #tell(message: string): Promise<void> {
    await this.#deployment.send(this.#model.stageArn, message);
    await this.#deployment.quiet();
  }

  #of(name: string): Person {
    const person = this.#people.get(name);
    if (!person) throw new Error(`${name} is not in the room.`);
    return person;
  }
}

function read({ statusCode, body }: Answer): unknown {
  if (statusCode > 299) throw new Error(`${statusCode}: ${body}`);
  return JSON.parse(body);
}
