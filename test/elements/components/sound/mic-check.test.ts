import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../../components/sound/mic-check.ts';
import type { MicCheck } from '../../../../components/sound/mic-check.ts';
import { en } from '../../../../components/texts/en.ts';
import { Microphone } from '../../../../src/client/media/microphone.ts';
import { replace } from '../../client/client-support.ts';
import { button, eventOf, still, textOf } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room-mic-check>', () => {
  let microphone: Microphone;

  beforeEach(() => (microphone = new Microphone()));
  afterEach(() => microphone.close());

  const check = () =>
    fixture<MicCheck>(
      html`<audio-room-mic-check name="Zoë" .microphone=${microphone}></audio-room-mic-check>`,
    );
  const says = (el: MicCheck, text: string) =>
    waitUntil(() => textOf(el).includes(text), `no "${text}"`);

  /** Plays a browser that refuses, until the returned function is called. */
  function refusing(name: string): () => void {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    media.getUserMedia = () => Promise.reject(new DOMException('No.', name));
    return () => (media.getUserMedia = real);
  }

  it('says that the microphone works, and that nobody can hear it yet', async () => {
    const el = await check();
    expect(textOf(el)).to.match(/Nobody can hear you yet/);
    await says(el, en.micCheckHeard);
    expect(textOf(el)).to.include(en.micCheckJoinHint);
  });

  it('asks to join as a speaker only after a click', async () => {
    const el = await check();
    await says(el, en.micCheckHeard);
    const request = eventOf(el, 'join-request');
    button(el, 'Go on stage now').click();
    const { participantName, role } = await request;
    expect([participantName, role]).to.deep.equal(['Zoë', 'speaker']);
  });

  it('lets people hear themselves', async () => {
    const el = await check();
    await says(el, en.micCheckHeard);
    button(el, 'Hear yourself').click();
    await says(el, en.micCheckRecording);
    await says(el, en.micCheckPlaying);
  });

  it('explains a refusal, can try again, and offers to join as a listener', async () => {
    const allow = refusing('NotAllowedError');
    const el = await check();
    await says(el, en.errors.MICROPHONE_DENIED);
    await says(el, en.deniedHelp.chromium);
    await still();
    await expect(el).to.be.accessible();
    const request = eventOf(el, 'join-request');
    button(el, 'Join as a listener').click();
    expect((await request).role).to.equal('listener');
    allow();
    button(el, 'Try again').click();
    await says(el, en.micCheckHeard);
  });

  it('says that a prompt waits, and lets people listen instead', async () => {
    const media = navigator.mediaDevices;
    const own = media.getUserMedia.bind(media);
    media.getUserMedia = () => new Promise(() => {});
    const el = await check();
    await says(el, en.microphoneWaiting);
    media.getUserMedia = own;
    const request = eventOf(el, 'join-request');
    button(el, 'Join as a listener').click();
    expect((await request).role).to.equal('listener');
  });

  it('says that the microphone was taken away, and asks for it again after a click', async () => {
    const own = navigator.permissions.query.bind(navigator.permissions);
    const el = await check();
    await says(el, en.micCheckHeard);
    navigator.permissions.query = () => Promise.resolve({ state: 'denied' } as PermissionStatus);
    microphone.stream!.getAudioTracks()[0]!.dispatchEvent(new Event('ended'));
    await says(el, en.errors.MICROPHONE_REVOKED);
    navigator.permissions.query = own;
    button(el, 'Try again').click();
    await says(el, en.micCheckHeard);
  });

  it('says that no microphone was found', async () => {
    const allow = refusing('NotFoundError');
    await says(await check(), en.errors.MICROPHONE_NOT_FOUND);
    allow();
  });

  it('asks to go back', async () => {
    const el = await check();
    const back = oneEvent(el, 'back');
    button(el, 'Back').click();
    await back;
  });

  describe('with a bug', () => {
    const reported: unknown[] = [];
    let restore: () => void;
    beforeEach(() => {
      reported.length = 0;
      restore = replace(window, 'reportError', (error: unknown) => reported.push(error));
    });
    afterEach(() => restore());

    it('reports one that keeps the microphone from opening, and says that something went wrong', async () => {
      const bug = new TypeError('a bug while opening');
      microphone.open = () => Promise.reject(bug);
      const el = await check();
      await says(el, en.errors.UNEXPECTED_ERROR);
      expect(reported).to.deep.equal([bug]);
    });

    it('reports one of the recording, and still lets people join', async () => {
      const el = await check();
      await says(el, en.micCheckHeard);
      const bug = new TypeError('a bug while recording');
      const giveBack = replace(MediaRecorder.prototype, 'start', () => {
        throw bug;
      });
      button(el, 'Hear yourself').click();
      await waitUntil(() => reported.length > 0);
      giveBack();
      expect(reported).to.deep.equal([bug]);
      await says(el, en.micCheckHeard);
    });

    it('reports nothing when the microphone is closed before it opened, or a recording is cancelled', async () => {
      const el = await check();
      await says(el, en.micCheckHeard);
      button(el, 'Hear yourself').click();
      await says(el, en.micCheckRecording);
      el.remove();
      const second = await check();
      second.microphone = new Microphone();
      microphone.close();
      await says(second, en.micCheckHeard);
      second.microphone.close();
      expect(reported).to.deep.equal([]);
    });
  });

  it('is accessible', async () => {
    const el = await check();
    await says(el, en.micCheckHeard);
    await still();
    await expect(el).to.be.accessible();
  });
});
