import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { RoomSession } from '../../../../src/client/session/room-session.ts';
import { fakeSession, type FakeSession } from '../fake-session.ts';
import { FastTime, nextFrame } from '../client-support.ts';

/** The system pauses the microphone, or gives it back. */
function systemPauses({ microphone }: RoomSession, muted: boolean): void {
  const track = microphone.stream?.getAudioTracks()[0];
  if (!track) return;
  Object.defineProperty(track, 'muted', { value: muted, configurable: true });
  track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
}

type Step = readonly [name: string, act: (world: FakeSession) => void];

const ignore = () => {};
const steps: readonly Step[] = [
  ['goOnStage', ({ session }) => void session.goOnStage().catch(ignore)],
  ['goOnStage muted', ({ session }) => void session.goOnStage({ muted: true }).catch(ignore)],
  ['stepBack', ({ session }) => session.stepBack()],
  ['mute', ({ session }) => void session.setMuted(true).catch(ignore)],
  ['unmute', ({ session }) => void session.setMuted(false).catch(ignore)],
  [
    'another microphone',
    ({ session }) =>
      void session.microphone
        .change({ noiseSuppression: !session.microphone.settings.noiseSuppression })
        .catch(ignore),
  ],
  [
    'unplugged',
    ({ session }) =>
      session.microphone.stream?.getAudioTracks()[0]?.dispatchEvent(new Event('ended')),
  ],
  ['paused by the system', ({ session }) => systemPauses(session, true)],
  ['given back', ({ session }) => systemPauses(session, false)],
  ['reconnecting', ({ stage }) => stage().connection('connecting')],
  ['connected', ({ stage }) => stage().left || stage().connection('connected')],
  ['dropped', ({ stage }) => stage().end('unknown')],
  ['publication lost', ({ stage }) => stage().losePublication()],
  ['online', () => window.dispatchEvent(new Event('online'))],
  ['ana speaks', ({ stage }) => void stage().speaker('a', 'Ana')],
  [
    'stage is full',
    ({ fake }) => void (fake.behaviour.publish = fake.sdk.StageErrorCode.STAGE_AT_CAPACITY),
  ],
  ['stage has room', ({ fake }) => void (fake.behaviour.publish = 'accept')],
  ['stage is down', ({ fake }) => void (fake.behaviour.join = fake.sdk.StageErrorCode.FAILED)],
  ['stage is up', ({ fake }) => void (fake.behaviour.join = 'accept')],
  ['hide', () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))],
  ['show', () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))],
];

const story = fc.array(fc.tuple(fc.constantFrom(...steps), fc.integer({ min: 0, max: 2 })), {
  minLength: 5,
  maxLength: 25,
});

function expectSound({ session, fake }: FakeSession): void {
  const { phase, muted, speakers, publishing } = session.snapshot;
  const open = fake.stages.filter(({ left }) => !left);
  expect(open.length, 'stages at a time').to.be.at.most(1);
  const [stage] = open;
  if (phase === 'speaking' && stage?.published) {
    expect(stage.published.isMuted, 'heard only if unmuted').to.equal(muted);
  }
  if (phase === 'listening' && !publishing) {
    expect(session.microphone.stream === undefined, 'no light without a wish to speak').to.equal(
      true,
    );
  }
  expect(speakers.filter(({ local }) => local).length).to.equal(phase === 'speaking' ? 1 : 0);
}

describe('RoomSession in any order of events', () => {
  it('has at most one stage, opens the microphone only for a speaker, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (list) => {
        const world = await fakeSession();
        const { session, fake } = world;
        const time = new FastTime(500);
        try {
          await session.join('abc', { name: 'Zoë' });
          for (const [[, act], frames] of list) {
            act(world);
            for (let frame = 0; frame < frames; frame++) await nextFrame();
            if (frames > 0) expectSound(world);
          }
          session.leave();
          for (let frame = 0; frame < 3; frame++) await nextFrame();
          expect(session.snapshot.phase).to.equal('left');
          expect(session.microphone.stream === undefined, 'closed').to.equal(true);
          expect(fake.stages.every(({ left }) => left)).to.equal(true);
          expect(time.waiting, 'timers').to.equal(0);
        } finally {
          world.end();
          time.restore();
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 8_000, includeErrorInReport: true },
    );
  });
});
