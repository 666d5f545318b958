import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../../components/sound/level-meter.ts';
import type { LevelMeter } from '../../../../components/sound/level-meter.ts';
import { toneStream } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room-level-meter>', () => {
  it('shows the level of a stream, and dispatches heard when somebody speaks', async () => {
    const { stream, stop } = toneStream();
    const el = await fixture<LevelMeter>(
      html`<audio-room-level-meter label="Level"></audio-room-level-meter>`,
    );
    const heard = oneEvent(el, 'heard');
    el.stream = stream;
    await heard;
    expect(Number(el.style.getPropertyValue('--level'))).to.be.above(0.3);
    el.stream = undefined;
    await waitUntil(() => el.style.getPropertyValue('--level') === '');
    stop();
  });

  it('has an accessible name, and no value that screen readers would read all the time', async () => {
    const el = await fixture(
      html`<audio-room-level-meter label="Microphone level"></audio-room-level-meter>`,
    );
    const meter = el.shadowRoot!.querySelector('[role=img]')!;
    expect(meter.getAttribute('aria-label')).to.equal('Microphone level');
    expect(meter.hasAttribute('aria-live')).to.equal(false);
    await expect(el).to.be.accessible();
  });
});
