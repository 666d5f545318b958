import { RoomSession } from '../../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../../src/client/snapshot.ts';
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
  /** Leaves, and restores `fetch`. */
  readonly end: () => void;
}

/** A real session with a fake API and a fake stage. */
export async function fakeSession(): Promise<FakeSession> {
  const api = new FakeApi();
  const fake = await fakeSdk();
  const session = new RoomSession({ loadSdk: () => Promise.resolve(fake.sdk) });
  const history: RoomSnapshot[] = [];
  session.addEventListener('change', () => history.push(session.snapshot));
  const end = (): void => {
    session.leave();
    api.restore();
  };
  return { api, fake, session, history, stage: () => fake.stages.at(-1)!, end };
}
