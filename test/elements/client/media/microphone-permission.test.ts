import { expect } from '@open-wc/testing';
import { Microphone } from '../../../../src/client/media/microphone.ts';
import { MicrophoneLostEvent } from '../../../../src/client/media/microphone-events.ts';
import { failureOf, nextFrame } from '../client-support.ts';

// What browsers answer, as tried in Chromium 147 and Firefox ESR 153, and as WebKit's sources say.
const FIREFOX =
  'The request is not allowed by the user agent or the platform in the current context.';
const SAFARI = `${FIREFOX.slice(0, -1)}, possibly because the user denied permission.`;

describe('Microphone and permissions', () => {
  let microphone: Microphone;
  let restore: () => void;
  /** What the Permissions API answers; `undefined` in browsers that do not know the name. */
  let permission: PermissionState | undefined;
  let refusal: DOMException | undefined;
  let requests: number;

  beforeEach(() => {
    const { mediaDevices: media, permissions } = navigator;
    const open = media.getUserMedia.bind(media);
    const query = permissions.query.bind(permissions);
    permission = 'granted';
    refusal = undefined;
    requests = 0;
    media.getUserMedia = (constraints) => {
      requests++;
      return refusal ? Promise.reject(refusal) : open(constraints);
    };
    permissions.query = () =>
      permission
        ? Promise.resolve({ state: permission } as PermissionStatus)
        : Promise.reject(new TypeError('No such name.'));
    restore = () => {
      Object.assign(media, { getUserMedia: open });
      Object.assign(permissions, { query });
    };
    microphone = new Microphone();
  });

  afterEach(() => {
    microphone.close();
    restore();
  });

  const refusals = [
    ['Chromium, blocked', 'Permission denied', 'denied', 'MICROPHONE_DENIED'],
    ['Chromium, prompt closed', 'Permission dismissed', 'prompt', 'MICROPHONE_DISMISSED'],
    [
      'Chromium, by system',
      'Permission denied by system',
      'granted',
      'MICROPHONE_BLOCKED_BY_SYSTEM',
    ],
    ['Firefox, blocked', FIREFOX, 'denied', 'MICROPHONE_DENIED'],
    ['Firefox, refused once', FIREFOX, 'prompt', 'MICROPHONE_DISMISSED'],
    ['Firefox below 118', FIREFOX, undefined, 'MICROPHONE_DENIED'],
    ['Safari, blocked', SAFARI, 'denied', 'MICROPHONE_DENIED'],
    ['Safari, refused once', SAFARI, 'prompt', 'MICROPHONE_DISMISSED'],
    ['Safari below 16', SAFARI, undefined, 'MICROPHONE_DENIED'],
  ] as const;
  for (const [browser, message, state, code] of refusals) {
    it(`${browser}: says ${code}, and can be tried again`, async () => {
      refusal = new DOMException(message, 'NotAllowedError');
      permission = state;
      expect((await failureOf(microphone.open())).code).to.equal(code);
      refusal = undefined;
      await microphone.open();
      expect(microphone.stream?.active).to.equal(true);
    });
  }

  /** Ends the open microphone as browsers do. Returns whether it was revoked, and whether it was asked for again. */
  async function lose(before: PermissionState, after: PermissionState) {
    microphone.close();
    permission = before;
    await microphone.open();
    let revoked: Promise<boolean> | undefined;
    microphone.addEventListener('lost', (event) => {
      if (event instanceof MicrophoneLostEvent) revoked = event.revoked;
    });
    permission = after;
    requests = 0;
    microphone.stream!.getAudioTracks()[0]!.dispatchEvent(new Event('ended'));
    const result = await revoked;
    await nextFrame();
    return [result, requests > 0];
  }

  it('tells a permission that was taken back from a device that was unplugged', async () => {
    expect(await lose('granted', 'denied'), 'Chromium').to.deep.equal([true, false]);
    expect(await lose('granted', 'prompt'), 'Firefox').to.deep.equal([true, false]);
    expect(await lose('granted', 'granted'), 'unplugged').to.deep.equal([false, true]);
    // Firefox says "prompt" while it allows by a setting.
    expect(await lose('prompt', 'prompt'), 'unplugged').to.deep.equal([false, true]);
  });

  it('opens no other microphone if it is closed while it is being lost', async () => {
    await microphone.open();
    requests = 0;
    microphone.stream!.getAudioTracks()[0]!.dispatchEvent(new Event('ended'));
    microphone.close();
    await nextFrame();
    expect(requests).to.equal(0);
  });
});
