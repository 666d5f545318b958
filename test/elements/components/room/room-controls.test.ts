import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/room/room-controls.ts';
import type { RoomControls } from '../../../../components/room/room-controls.ts';
import { en } from '../../../../components/texts/en.ts';
import { es } from '../../../../components/texts/es.ts';
import { button, deepAll, eventOf, hasButton, provideTexts } from '../element-support.ts';

const bar = (width = 1000) =>
  fixture<HTMLElement>(html`<div><audio-room-controls></audio-room-controls></div>`).then((box) => {
    box.style.width = `${width}px`;
    return box.querySelector('audio-room-controls')!;
  });

async function barWith(changes: Partial<RoomControls>): Promise<RoomControls> {
  const el = await bar();
  Object.assign(el, changes);
  await el.updateComplete;
  return el;
}

describe('<audio-room-controls>', () => {
  it('has no microphone button for listeners', async () => {
    expect(hasButton(await bar(), 'Mute')).to.equal(false);
    expect(hasButton(await barWith({ speaking: true }), 'Mute')).to.equal(true);
  });

  for (const [speaking, name] of [
    [false, 'Go on stage'],
    [true, 'Step back'],
  ] as const) {
    it(`asks to ${name.toLowerCase()}`, async () => {
      const el = await barWith({ speaking });
      const request = eventOf(el, 'stage-request');
      button(el, name).click();
      expect((await request).onStage).to.equal(!speaking);
    });
  }

  for (const [changes, name] of [
    [{ publishing: true }, 'Going on stage…'],
    [{ full: true }, 'The stage is full'],
  ] as const) {
    it(`does not ask again while its button says "${name}"`, async () => {
      const el = await barWith(changes);
      let asked = 0;
      el.addEventListener('stage-request', () => asked++);
      const stage = button(el, name);
      stage.click();
      expect(asked).to.equal(0);
      expect(stage.getAttribute('aria-disabled')).to.equal('true');
    });
  }

  it('lets a speaker step back from a full stage', async () => {
    const el = await barWith({ full: true, speaking: true });
    const request = eventOf(el, 'stage-request');
    button(el, 'Step back').click();
    await request;
  });

  it('asks to leave', async () => {
    const el = await bar();
    const request = eventOf(el, 'leave-request');
    button(el, 'Leave').click();
    await request;
  });

  for (const [name, panel] of [
    ['Invite', 'invite'],
    ['Sound settings', 'settings'],
    ['About this room', 'about'],
    ['Keyboard shortcuts', 'keys'],
    ['Appearance', 'appearance'],
  ] as const) {
    it(`asks for the dialog "${name}"`, async () => {
      const el = await bar();
      const request = eventOf(el, 'panel-request');
      button(el, name).click();
      expect((await request).panel).to.equal(panel);
    });
  }

  it('keeps every button at least 40 pixels large, and inside the bar, on the narrowest phone', async () => {
    const el = await bar(320);
    el.speaking = true;
    await el.updateComplete;
    const shown = deepAll(el, 'button').filter((one) => one.checkVisibility());
    const names = shown.map((one) => one.getAttribute('aria-label') ?? one.textContent.trim());
    expect(names).to.include('More');
    expect(names).not.to.include('About this room');
    for (const one of shown) {
      const { width, height, left, right } = one.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(40);
      expect(left).to.be.at.least(el.getBoundingClientRect().left);
      expect(right).to.be.at.most(el.getBoundingClientRect().right);
    }
  });

  for (const width of [180, 374, 720, 830]) {
    it(`fits every button into ${width} pixels, in English and Spanish`, async () => {
      for (const texts of [en, es]) {
        for (const changes of [{ speaking: true, muted: true }, { publishing: true }, {}]) {
          const el = await bar(width);
          provideTexts(el.parentElement!, texts);
          Object.assign(el, changes);
          await el.updateComplete;
          await el.shadowRoot!.querySelector('mic-control')?.updateComplete;
          expect(hasButton(el, texts.leave)).to.equal(true);
          const inside = el.getBoundingClientRect();
          for (const one of deepAll(el, 'button').filter((each) => each.checkVisibility())) {
            const { left, right } = one.getBoundingClientRect();
            const which = `${texts.language}, ${one.textContent.trim()}`;
            expect(left, which).to.be.at.least(inside.left);
            expect(right, which).to.be.at.most(inside.right);
          }
        }
      }
    });
  }

  for (const changes of [{}, { speaking: true }, { speaking: true, muted: true }, { full: true }]) {
    it(`is accessible as ${JSON.stringify(changes)}`, async () => {
      await expect(await barWith(changes)).to.be.accessible();
    });
  }
});
