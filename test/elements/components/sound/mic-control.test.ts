import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/sound/mic-control.ts';
import type { MicControl } from '../../../../components/sound/mic-control.ts';
import { button, eventOf, hasButton, provideTexts } from '../element-support.ts';

const control = (muted = false) =>
  fixture<MicControl>(html`<mic-control ?muted=${muted}></mic-control>`);

describe('<mic-control>', () => {
  for (const [muted, name] of [
    [false, 'Mute'],
    [true, 'Unmute'],
  ] as const) {
    it(`asks to ${name.toLowerCase()}, and changes only when the page sets muted`, async () => {
      const el = await control(muted);
      const request = eventOf(el, 'mic-request');
      button(el, name).click();
      expect((await request).muted).to.equal(!muted);
      expect(el.muted).to.equal(muted);
      expect(button(el, name)).to.be.instanceOf(HTMLButtonElement);
    });

    it(`is accessible while its button says ${name}`, async () => {
      await expect(await control(muted)).to.be.accessible();
    });
  }

  it('dispatches events that leave its shadow root and bubble', async () => {
    const room = await fixture<HTMLElement>(html`<div><mic-control></mic-control></div>`);
    const request = eventOf(room, 'mic-request');
    button(room, 'Mute').click();
    await request;
  });

  it('asks for the sound settings', async () => {
    const el = await control();
    const request = eventOf(el, 'panel-request');
    button(el, 'Sound settings').click();
    expect((await request).panel).to.equal('settings');
  });

  it('hides the settings button with no-devices', async () => {
    const el = await fixture(html`<mic-control no-devices></mic-control>`);
    expect(hasButton(el, 'Sound settings')).to.equal(false);
  });

  it('focuses the mute button', async () => {
    const el = await control();
    el.focus();
    expect(el.shadowRoot!.activeElement).to.equal(button(el, 'Mute'));
  });

  it('prefers its own texts to those provided around it, and both to English', async () => {
    const el = await control();
    provideTexts(el.parentElement!, { mute: 'Silenciar', settings: 'Ajustes' });
    await el.updateComplete;
    expect(hasButton(el, 'Silenciar')).to.equal(true);
    el.texts = { mute: 'Stumm' };
    await el.updateComplete;
    expect(hasButton(el, 'Stumm')).to.equal(true);
    expect(hasButton(el, 'Ajustes')).to.equal(true);
  });
});
