import { expect, fixture, html } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { en } from '../../../../components/texts/en.ts';
import type { ProblemCode } from '../../../../src/api/problem-codes.ts';
import { problems } from '../../../../src/api/problems.ts';
import type { LeftReason } from '../../../../src/client/snapshot.ts';
import { button, eventOf, hasButton, textOf } from '../element-support.ts';
import { AudioRoomFixture, offers, says } from './audio-room-fixture.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room> when something fails or ends', () => {
  const rooms = new AudioRoomFixture();

  for (const [sdkReason, reason, title] of [
    ['STAGE_DELETED', 'room-ended', en.endedByHost],
    ['PARTICIPANT_DISCONNECTED', 'removed', en.left.removed.title],
    ['TOKEN_REUSED', 'joined-elsewhere', en.left['joined-elsewhere'].title],
  ] as const satisfies readonly (readonly [string, LeftReason, string])[]) {
    it(`says why the visit ended: ${reason}`, async () => {
      const el = await rooms.listening();
      // Whoever was removed asks the API, which knows by whom.
      if (reason === 'removed') rooms.api.refusals.push({ status: 403, code: 'REMOVED' });
      rooms.sdk.stages.at(-1)!.end(rooms.sdk.sdk.StageLeftReason[sdkReason]);
      await says(el, title);
      await says(el, en.left[reason].advice);
      expect(hasButton(el, 'Join again')).to.equal(reason === 'joined-elsewhere');
    });
  }

  for (const code of Object.keys(problems) as ProblemCode[]) {
    it(`says why joining failed: ${code}`, async () => {
      const el = await rooms.lobby();
      const refusal = { status: problems[code].status, code };
      rooms.api.refusals.push(refusal, refusal, refusal);
      const told = eventOf(el, 'room-error');
      button(el, 'Join as a listener').click();
      expect((await told).code).to.equal(code);
      await says(el, en.errors[code]);
      await expect(el).to.be.accessible();
    });
  }

  it('says that a link is wrong, and accepts another one', async () => {
    rooms.api.refusals.push({ status: 404, code: 'ROOM_NOT_FOUND' });
    const el = await fixture<AudioRoom>(html`<audio-room room-id="abc"></audio-room>`);
    await says(el, en.cannotJoin);
    await says(el, en.errors.ROOM_NOT_FOUND);
    expect(hasButton(el, 'Join again')).to.equal(false);
    el.roomId = 'xyz';
    await offers(el, 'Join as a listener');
  });

  it('says that the stage refused the connection', async () => {
    rooms.sdk.behaviour.join = 1;
    const el = await rooms.lobby();
    const told = eventOf(el, 'room-error');
    button(el, 'Join as a listener').click();
    await says(el, en.errors[(await told).code]);
    expect(hasButton(el, 'Join as a listener')).to.equal(true);
  });

  it('says that the SDK could not be loaded', async () => {
    const el = await rooms.lobby();
    el.loadSdk = () => Promise.reject(new Error('blocked'));
    button(el, 'Join as a listener').click();
    await says(el, en.errors.SDK_UNAVAILABLE);
  });

  it('says that the microphone was denied, and keeps listening', async () => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    media.getUserMedia = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
    const el = await rooms.listening();
    button(el, 'Go on stage').click();
    await says(el, en.errors.MICROPHONE_DENIED);
    expect(el.snapshot!.phase).to.equal('listening');
    button(el, 'Dismiss').click();
    await waitUntil(() => !textOf(el).includes(en.errors.MICROPHONE_DENIED));
    media.getUserMedia = real;
  });
});
