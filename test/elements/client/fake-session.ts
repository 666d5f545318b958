import { RoomSession } from '../../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../../src/client/snapshot.ts';
import { FastTime, until } from './client-support.ts';
import { FakeApi } from './fake-api.ts';
import { fakeSdk, type FakeSdk, type FakeStage } from './fake-stage.ts';

export interface FakeSession {
  readonly api: FakeApi;
  readonly fake: FakeSdk;
  readonly session: RoomSession;
  /** Every snapshot so far. */
  readonly history: RoomSnapshot[];
  /** The newest stage. */
  readonly stage: () => FakeStage;
  /** Lets time run so many times faster, until `end`. */
  readonly runFaster: (factor?: number) => void;
  /** Joins a room in which time runs so many times faster; as a speaker, also goes on stage, muted. */
  readonly joinFaster: (factor: number, speak?: boolean) => Promise<void>;
  /** How many timers of the client are pending since time runs faster. */
  readonly pendingTimers: () => number;
  /** Waits until so many stages have been made. */
  readonly stages: (count: number) => Promise<void>;
  /** Waits until the session has reconnected. */
  readonly back: () => Promise<void>;
  /** Waits until the session has left. */
  readonly gone: () => Promise<void>;
  /** Leaves, and restores `fetch` and the time. */
  readonly end: () => void;
}

/** A real session with a fake API and a fake stage. */
export async function fakeSession(): Promise<FakeSession> {
  const api = new FakeApi();
  const fake = await fakeSdk();
  const session = new RoomSession({ loadSdk: () => Promise.resolve(fake.sdk) });
  const history: RoomSnapshot[] = [];
  session.addEventListener('change', () => history.push(session.snapshot));
  let time: FastTime | undefined;
  const runFaster = (factor?: number): void => {
    time = new FastTime(factor);
  };
  return {
    api,
    fake,
    session,
    history,
    stage: () => fake.stages.at(-1)!,
    runFaster,
    async joinFaster(factor, speak = false) {
      runFaster(factor);
      await session.join('abc', { name: 'Zoë', role: speak ? 'speaker' : 'listener' });
      if (speak) await session.goOnStage({ muted: true });
    },
    pendingTimers: () => time?.waiting ?? 0,
    stages: (count) => until(() => fake.stages.length === count, `${count} stages`),
    back: () => until(() => !session.snapshot.reconnecting, 'back'),
    gone: () => until(() => session.snapshot.phase === 'left', 'left'),
    end() {
      session.leave();
      api.restore();
      time?.restore();
    },
  };
}
