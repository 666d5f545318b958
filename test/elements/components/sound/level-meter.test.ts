import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../../../components/sound/level-meter.ts';
import type { LevelMeter } from '../../../../components/sound/level-meter.ts';
import { toneStream } from '../element-support.ts';

describe('<level-meter>', () => {
  it('shows how loud a stream is, tells when somebody speaks, and rests without it', async () => {
    const { stream, stop } = toneStream();
    const el = await fixture<LevelMeter>(html`<level-meter label="Level"></level-meter>`);
    const heard = oneEvent(el, 'heard');
    el.stream = stream;
    await heard;
    expect(Number(el.style.getPropertyValue('--level'))).to.be.above(0.3);
    el.stream = undefined;
    await waitUntil(() => el.style.getPropertyValue('--level') === '');
    stop();
  });

  it('has a name, and no value that would be read out many times a second', async () => {
    const el = await fixture(html`<level-meter label="Microphone level"></level-meter>`);
    const meter = el.shadowRoot!.querySelector('[role=img]')!;
    expect(meter.getAttribute('aria-label')).to.equal('Microphone level');
    expect(meter.hasAttribute('aria-live')).to.equal(false);
    await expect(el).to.be.accessible();
  });
});
