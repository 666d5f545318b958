import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/stage/stage-grid.ts';
import type { StageGrid } from '../../../../components/stage/stage-grid.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, eventOf, hasButton, speaker } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

const people = (amount: number) => Array.from({ length: amount }, (_, i) => speaker(`Person ${i}`));

async function grid(amount: number, width = 374, height = 640): Promise<StageGrid> {
  const box = await fixture<HTMLElement>(html`
    <div><audio-room-stage-grid joinable .speakers=${people(amount)}></audio-room-stage-grid></div>
  `);
  const el = box.querySelector('audio-room-stage-grid')!;
  el.style.width = `${width}px`;
  el.style.height = `${height}px`;
  el.requestUpdate();
  await el.updateComplete;
  return el;
}

describe('<audio-room-stage-grid>', () => {
  for (const [width, height] of [
    [374, 640],
    [1400, 700],
    [800, 240],
  ] as const) {
    it(`shows 1 to 12 people in ${width} × ${height} without scrolling`, async () => {
      const el = await grid(1, width, height);
      for (let amount = 1; amount <= 12; amount++) {
        el.speakers = people(amount);
        await el.updateComplete;
        expect(deepAll(el, 'participant-tile').length).to.equal(amount);
        expect(el.scrollHeight, `${amount} people`).to.be.at.most(el.clientHeight);
        expect(el.scrollWidth, `${amount} people`).to.be.at.most(el.clientWidth);
      }
    });
  }

  it('keeps the tile of a person while others come and go', async () => {
    const el = await grid(3);
    const [, second] = deepAll(el, 'participant-tile');
    el.speakers = [speaker('Person 1'), speaker('Somebody')];
    await el.updateComplete;
    expect(deepAll(el, 'participant-tile')[0]).to.equal(second);
  });

  it('fits again when its size changes', async () => {
    const el = await grid(4);
    const width = () => parseFloat(el.style.getPropertyValue('--participant-tile-width'));
    const before = width();
    el.style.width = '1000px';
    await waitUntil(() => width() > before);
  });

  it('fits again after it was moved', async () => {
    const el = await grid(4);
    const parent = el.parentElement!;
    el.remove();
    el.style.width = '1000px';
    parent.append(el);
    await waitUntil(() => parseFloat(el.style.getPropertyValue('--participant-tile-width')) > 200);
  });

  it('asks to go on stage, and says that this turns the microphone on', async () => {
    const el = await grid(1);
    const join = button(el, 'Go on stage Turns your microphone on');
    const request = eventOf(el, 'stage-request');
    join.click();
    expect((await request).onStage).to.equal(true);
  });

  it('asks for nothing while the person is going on stage', async () => {
    const el = await grid(1);
    el.publishing = true;
    await el.updateComplete;
    let asked = 0;
    el.addEventListener('stage-request', () => asked++);
    button(el, 'Going on stage… Turns your microphone on').click();
    expect(asked).to.equal(0);
  });

  it('offers to invite people until two are on stage', async () => {
    const el = await grid(1);
    const request = eventOf(el, 'panel-request');
    button(el, `${en.inviteTitle} ${en.inviteTileHint}`).click();
    expect((await request).panel).to.equal('invite');
    el.speakers = people(2);
    await el.updateComplete;
    expect(deepAll(el, '[part=invite]')).to.deep.equal([]);
  });

  it('does not offer a full stage', async () => {
    const el = await grid(12);
    expect(hasButton(el, 'Go on stage Turns your microphone on')).to.equal(false);
  });

  for (const amount of [0, 5, 12]) {
    it(`is accessible with ${amount} people`, async () => {
      await expect(await grid(amount)).to.be.accessible();
    });
  }
});
