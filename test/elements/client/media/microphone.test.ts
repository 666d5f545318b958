import { expect } from '@open-wc/testing';
import { Microphone } from '../../../../src/client/media/microphone.ts';
import { MicrophoneFoundEvent } from '../../../../src/client/media/microphone-events.ts';
import { failureOf, nextFrame, until } from '../client-support.ts';

/** Against Chromium's fake devices; what those never do is played at the browser's own edge. */
describe('Microphone', () => {
  let microphone: Microphone;
  let restore: () => void;
  let asked: MediaStreamConstraints[];
  let changes: number;

  /** Answers getUserMedia with this from now on; the fake device when undefined. */
  let answer: (() => Promise<MediaStream>) | undefined;
  /** Lists these devices from now on; the fake ones when undefined. */
  let devices: { kind: string; deviceId: string; label: string }[] | undefined;

  beforeEach(() => {
    const media = navigator.mediaDevices;
    const open = media.getUserMedia.bind(media);
    const list = media.enumerateDevices.bind(media);
    asked = [];
    answer = devices = undefined;
    media.getUserMedia = (constraints) => {
      asked.push(constraints!);
      return answer ? answer() : open(constraints);
    };
    media.enumerateDevices = () =>
      devices ? Promise.resolve(devices as MediaDeviceInfo[]) : list();
    restore = () => Object.assign(media, { getUserMedia: open, enumerateDevices: list });
    microphone = new Microphone();
    changes = 0;
    microphone.addEventListener('change', () => changes++);
  });

  afterEach(() => {
    microphone.close();
    restore();
  });

  const track = () => microphone.stream!.getAudioTracks()[0]!;
  const plug = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));

  it('opens one mono stream, however often it is asked, and lists devices with labels', async () => {
    const [first, second] = await Promise.all([microphone.open(), microphone.open()]);
    expect(second === first).to.equal(true);
    expect((await microphone.open()) === first).to.equal(true);
    expect(asked).to.deep.equal([
      {
        audio: {
          channelCount: 1,
          autoGainControl: true,
          noiseSuppression: true,
          echoCancellation: true,
        },
      },
    ]);
    expect(microphone.devices.length).to.be.greaterThan(1);
    expect(microphone.devices.every(({ label }) => label !== '')).to.equal(true);
    expect(microphone.devices.map(({ id }) => id)).to.include(microphone.deviceId);
  });

  it('stops its track when closed, and can be opened again', async () => {
    await microphone.open();
    const first = track();
    microphone.close();
    expect(first.readyState).to.equal('ended');
    expect(microphone.stream === undefined && microphone.deviceId === undefined).to.equal(true);
    await microphone.open();
    expect(track().readyState).to.equal('live');
  });

  it('stays closed if the prompt is answered after close()', async () => {
    let late: MediaStream | undefined;
    const opening = microphone.open();
    microphone.addEventListener('change', () => (late = microphone.stream));
    microphone.close();
    expect((await failureOf(opening)).name).to.equal('AbortError');
    expect(late === undefined).to.equal(true);
    expect(microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('opens with settings that changed while the prompt was open', async () => {
    const opening = microphone.open();
    await microphone.change({ noiseSuppression: false });
    await opening;
    expect(track().readyState).to.equal('live');
    expect(microphone.settings.noiseSuppression).to.equal(false);
    expect(asked.at(-1)!.audio).to.include({ noiseSuppression: false });
  });

  it('changes the device while open, and opens the new one before it stops the old one', async () => {
    await microphone.open();
    const first = track();
    const other = microphone.devices.find(
      ({ id }) => id !== microphone.deviceId && id !== 'default',
    )!;
    await microphone.choose(other.id);
    expect(microphone.deviceId).to.equal(other.id);
    expect(first.readyState).to.equal('ended');
    expect(microphone.settings.deviceId).to.equal(other.id);
  });

  it('opens the default if the chosen device is gone, but does not change to a missing one', async () => {
    microphone = new Microphone({ deviceId: 'long gone' });
    await microphone.open();
    expect(track().readyState).to.equal('live');
    expect((await failureOf(microphone.choose('nowhere'))).code).to.equal('MICROPHONE_NOT_FOUND');
    expect(track().readyState).to.equal('live');
  });

  it('keeps its device and settings if a change fails', async () => {
    await microphone.open();
    const first = track();
    answer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    expect((await failureOf(microphone.change({ noiseSuppression: false }))).code).to.equal(
      'MICROPHONE_IN_USE',
    );
    expect(track() === first).to.equal(true);
    expect(first.readyState).to.equal('live');
    expect(microphone.settings.noiseSuppression).to.equal(true);
  });

  it('keeps settings that change while closed, without opening anything', async () => {
    await microphone.change({ echoCancellation: false });
    expect([asked.length, changes]).to.deep.equal([0, 1]);
    await microphone.open();
    expect(asked[0]!.audio).to.include({ echoCancellation: false });
  });

  const refusals = [
    ['NotAllowedError', 'Permission denied', 'MICROPHONE_DENIED'],
    ['NotAllowedError', 'Permissions policy violation', 'MICROPHONE_BLOCKED_BY_PAGE'],
    ['SecurityError', '', 'MICROPHONE_BLOCKED_BY_PAGE'],
    ['NotFoundError', '', 'MICROPHONE_NOT_FOUND'],
    ['OverconstrainedError', '', 'MICROPHONE_NOT_FOUND'],
    ['NotReadableError', '', 'MICROPHONE_IN_USE'],
    ['AbortError', '', 'MICROPHONE_IN_USE'],
  ] as const;
  for (const [name, message, code] of refusals) {
    it(`says ${code} for ${name}${message && ` "${message}"`}, and prompts again the next time`, async () => {
      answer = () => Promise.reject(new DOMException(message, name));
      expect((await failureOf(microphone.open())).code).to.equal(code);
      expect(microphone.stream === undefined, 'closed').to.equal(true);
      answer = undefined;
      await microphone.open();
      expect(track().readyState).to.equal('live');
    });
  }

  it('stops waiting for a prompt as soon as it is closed, and can be opened again', async () => {
    answer = () => new Promise(() => {}); // nobody answers
    const opening = failureOf(microphone.open());
    await until(() => microphone.waiting, 'waiting');
    changes = 0;
    microphone.close();
    expect((await opening).name).to.equal('AbortError');
    expect([microphone.waiting, changes]).to.deep.equal([false, 1]);
    answer = undefined;
    await microphone.open();
    expect(track().readyState).to.equal('live');
    expect(microphone.waiting).to.equal(false);
  });

  it('fires lost when it is unplugged, and opens the default', async () => {
    await microphone.open();
    const told: string[] = [];
    for (const type of ['lost', 'change']) microphone.addEventListener(type, () => told.push(type));
    const first = track();
    await microphone.change({ deviceId: microphone.deviceId });
    told.length = 0;
    track().dispatchEvent(new Event('ended'));
    expect(told[0]).to.equal('lost');
    await until(() => microphone.stream !== undefined, 'fell back');
    expect(track() !== first).to.equal(true);
    expect(microphone.settings.deviceId).to.equal(undefined);
  });

  it('stays closed if no other microphone is left', async () => {
    await microphone.open();
    answer = () => Promise.reject(new DOMException('', 'NotFoundError'));
    track().dispatchEvent(new Event('ended'));
    await until(() => asked.length === 2, 'tried');
    await nextFrame();
    expect(microphone.stream === undefined, 'closed').to.equal(true);
  });

  it('fires found for a device that was plugged in, and does not open it', async () => {
    const old = { kind: 'audioinput', deviceId: 'old', label: 'Old' };
    devices = [old];
    await microphone.open();
    const before = track();
    const offered: string[] = [];
    microphone.addEventListener('found', (event) => {
      if (event instanceof MicrophoneFoundEvent) offered.push(event.device.label);
    });
    devices = [
      old,
      { kind: 'audioinput', deviceId: 'new', label: 'New' },
      { kind: 'audioinput', deviceId: 'default', label: 'Default - New' },
      { kind: 'audiooutput', deviceId: 'out', label: 'Speakers' },
    ];
    plug();
    await until(() => offered.length > 0, 'offered');
    expect(offered).to.deep.equal(['New']);
    expect(track() === before).to.equal(true);
    expect(asked).to.have.length(1);
    microphone.close();
    devices = [...devices, { kind: 'audioinput', deviceId: 'third', label: 'Third' }];
    plug();
    await nextFrame();
    expect(offered).to.deep.equal(['New']); // closed: no ear on the devices
  });

  it('fires no change if the list of devices is the same', async () => {
    await microphone.open();
    changes = 0;
    await microphone.refreshDevices();
    expect(changes).to.equal(0);
  });
});
