import { encodeUserId } from '../../../../src/api/name-claims.ts';
import type {
  ParticipantEventRecord,
  ParticipantRecord,
} from '../../../../src/local/shared/stage-records.ts';
import type { StageServer } from '../../../../src/local/stage/stage-server.ts';

interface Person {
  connected: boolean;
  publishing: boolean;
  everPublished: boolean;
  readonly events: ParticipantEventRecord[];
}

export type Deed = 'join' | 'publish' | 'unpublish' | 'leave';

/** What really happens on a stage, and the events that IVS would send about it. */
export class StageModel {
  readonly stageArn: string;
  readonly people = new Map<string, Person>();
  /** Bodies of the queue messages, in the order of the events. */
  readonly messages: string[] = [];

  constructor(stageArn: string) {
    this.stageArn = stageArn;
  }

  do(id: string, deed: Deed, at: number): void {
    const person = this.people.get(id) ?? newPerson();
    this.people.set(id, person);
    if (deed === 'join') person.connected = true;
    if (deed === 'publish' && person.connected && !person.publishing) {
      Object.assign(person, { publishing: true, everPublished: true });
      this.#note(id, 'Participant Published', 'PUBLISH_STARTED', at);
    }
    if ((deed === 'unpublish' || deed === 'leave') && person.publishing) {
      person.publishing = false;
      this.#note(id, 'Participant Unpublished', 'PUBLISH_STOPPED', at);
    }
    if (deed === 'leave') person.connected = false;
  }

  get onStage(): string[] {
    return this.#ids(({ publishing }) => publishing);
  }

  get listeners(): number {
    return this.#ids(({ connected, publishing }) => connected && !publishing).length;
  }

  /** Makes the embedded IVS report this stage. */
  rule(server: StageServer): void {
    Object.assign(server, {
      activeSessionId: () => 'st-0123456789abc',
      participants: () => this.#records(),
    });
  }

  #records(): ParticipantRecord[] {
    return [...this.people].map(([participantId, person]) => ({
      participantId,
      userId: encodeUserId(participantId),
      attributes: {},
      state: person.connected ? 'CONNECTED' : 'DISCONNECTED',
      firstJoinTime: new Date(0),
      published: person.everPublished,
      events: person.events,
    }));
  }

  #ids(matches: (person: Person) => boolean): string[] {
    return [...this.people].filter(([, person]) => matches(person)).map(([id]) => id);
  }

  #note(id: string, eventName: string, name: ParticipantEventRecord['name'], at: number): void {
    this.people.get(id)?.events.push({ name, eventTime: new Date(at) });
    this.messages.push(stageUpdate(this.stageArn, { eventName, id, at }));
  }
}

const newPerson = (): Person => ({
  connected: false,
  publishing: false,
  everPublished: false,
  events: [],
});

/** The body of an `IVS Stage Update` as it arrives in the queue. */
export function stageUpdate(
  stageArn: string,
  { eventName, id, at, precise = true }: UpdateOptions,
): string {
  const time = new Date(at).toISOString();
  return JSON.stringify({
    version: '0',
    id: '12345678-1a23-4567-a1bc-1a2b34567890',
    'detail-type': 'IVS Stage Update',
    source: 'aws.ivs',
    account: '000000000000',
    time,
    region: 'us-east-1',
    resources: [stageArn],
    detail: {
      session_id: 'st-0123456789abc',
      event_name: eventName,
      event_time: time.replace(/\.\d+/, ''),
      ...(precise && { event_time_precise: time }),
      user_id: encodeUserId(id),
      participant_id: id,
      replica: false,
    },
  });
}

interface UpdateOptions {
  readonly eventName: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether IVS sends the time with decimals. */
  readonly precise?: boolean;
}
