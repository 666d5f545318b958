import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/sound/sound-settings.ts';
import type { SoundSettings } from '../../../../components/sound/sound-settings.ts';
import { Microphone } from '../../../../src/client/media/microphone.ts';
import { deepAll, eventOf } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

const settings = async (microphone = new Microphone()): Promise<SoundSettings> => {
  const el = await fixture<SoundSettings>(html`
    <audio-room-sound-settings .microphone=${microphone}></audio-room-sound-settings>
  `);
  await waitUntil(() => deepAll(el, '#microphone option').length > 1, 'no devices');
  return el;
};

const select = (el: SoundSettings): HTMLSelectElement =>
  deepAll<HTMLSelectElement>(el, '#microphone')[0]!;

describe('<audio-room-sound-settings>', () => {
  it('lists the microphones without opening one', async () => {
    const microphone = new Microphone();
    const el = await settings(microphone);
    expect(select(el).labels[0]!.textContent).to.equal('Microphone');
    expect(microphone.stream).to.equal(undefined);
  });

  it('asks for another microphone, but does not choose it itself', async () => {
    const microphone = new Microphone();
    const el = await settings(microphone);
    const request = eventOf(el, 'device-request');
    const { value } = [...select(el).options].at(-1)!;
    select(el).value = value;
    select(el).dispatchEvent(new Event('change'));
    const { kind, deviceId } = await request;
    expect([kind, deviceId]).to.deep.equal(['microphone', value]);
    expect(microphone.settings.deviceId).to.equal(undefined);
  });

  it('offers a choice of outputs where the browser supports it, and asks for the chosen one', async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const headset = { kind: 'audiooutput', deviceId: 'headset', label: 'Headset' };
    navigator.mediaDevices.enumerateDevices = () =>
      Promise.resolve([...devices, headset as MediaDeviceInfo]);
    try {
      const el = await settings();
      const options = () => deepAll<HTMLOptionElement>(el, '#output option');
      await waitUntil(
        () => options().some(({ value }) => value === 'headset'),
        'the headset is not offered',
      );
      const request = eventOf(el, 'device-request');
      const choice = deepAll<HTMLSelectElement>(el, '#output')[0]!;
      choice.value = 'headset';
      choice.dispatchEvent(new Event('change'));
      const { kind, deviceId } = await request;
      expect([kind, deviceId]).to.deep.equal(['output', 'headset']);
      el.noOutput = true;
      await el.updateComplete;
      expect(options()).to.deep.equal([]);
    } finally {
      Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
    }
  });

  it('offers the way back to the default output, whichever is in use, and follows the list', async () => {
    const headset = { kind: 'audiooutput', deviceId: 'headset', label: 'Headset' };
    const known = await navigator.mediaDevices.enumerateDevices();
    let devices = known;
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve(devices);
    try {
      const el = await settings();
      devices = [...known, headset as MediaDeviceInfo];
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      const values = () =>
        deepAll<HTMLOptionElement>(el, '#output option').map(({ value }) => value);
      await waitUntil(() => values().includes('headset'), 'the headset is not offered');
      const choice = deepAll<HTMLSelectElement>(el, '#output')[0]!;
      expect(choice.value).to.equal('');
      el.outputId = 'headset';
      await el.updateComplete;
      expect(choice.value).to.equal('headset');
      expect(values().filter((value) => value === '' || value === 'default')).to.deep.equal(['']);
      const request = eventOf(el, 'device-request');
      choice.value = '';
      choice.dispatchEvent(new Event('change'));
      expect((await request).deviceId).to.equal('');
    } finally {
      Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
    }
  });

  it('shows the microphone in use, even after a change', async () => {
    const microphone = new Microphone();
    const el = await settings(microphone);
    const last = microphone.devices.at(-1)!;
    await microphone.choose(last.id);
    await el.updateComplete;
    expect(select(el).value).to.equal(last.id);
  });

  it('shows the level while the microphone is open', async () => {
    const microphone = new Microphone();
    const el = await settings(microphone);
    expect(deepAll(el, 'audio-room-level-meter').length).to.equal(0);
    await microphone.open();
    await waitUntil(() => deepAll(el, 'audio-room-level-meter').length === 1);
    microphone.close();
    await waitUntil(() => deepAll(el, 'audio-room-level-meter').length === 0);
  });

  it('asks to turn off noise suppression and echo cancellation', async () => {
    const el = await settings();
    for (const [i, setting] of ['noiseSuppression', 'echoCancellation'].entries()) {
      const request = eventOf(el, 'processing-request');
      deepAll<HTMLInputElement>(el, 'input')[i]!.click();
      const asked = await request;
      expect([asked.setting, asked.on]).to.deep.equal([setting, false]);
    }
  });

  it('still follows its microphone after it was moved in the page', async () => {
    const microphone = new Microphone();
    const el = await settings(microphone);
    const parent = el.parentElement!;
    el.remove();
    parent.append(el);
    await microphone.open();
    await waitUntil(() => deepAll(el, 'audio-room-level-meter').length === 1);
    microphone.close();
  });

  it('is accessible', async () => {
    await expect(await settings()).to.be.accessible();
  });
});
