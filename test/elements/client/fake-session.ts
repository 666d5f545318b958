import { RoomSession } from '../../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../../src/client/snapshot.ts';
import { FakeApi } from './fake-api.ts';
import { fakeSdk, type FakeSdk, type FakeStage } from './fake-stage.ts';

export interface FakeSession {
  readonly api: FakeApi;
  readonly fake: FakeSdk;
  readonly session: RoomSession;
  /** Every snapshot since. */
  readonly history: RoomSnapshot[];
  /** The newest one. */
  readonly stage: () => FakeStage;
  /** Leaves, and gives the browser its own API back. */
  readonly end: () => void;
}

/** A real session between an API and a stage that are not. */
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
