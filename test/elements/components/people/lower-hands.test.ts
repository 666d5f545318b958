import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/people/lower-hands.ts';
import type { LowerHands } from '../../../../components/people/lower-hands.ts';
import '../../../../components/people/people-panel.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, hasButton, textOf } from '../element-support.ts';
import { hand, inviting } from './people-fixture.ts';

const focused = (el: LowerHands) => el.shadowRoot!.activeElement?.textContent.trim();

describe('<audio-room-lower-hands>', () => {
  let el: LowerHands;
  let asked: number;

  beforeEach(async () => {
    asked = 0;
    el = await fixture(html`<audio-room-lower-hands hands="5"></audio-room-lower-hands>`);
    el.addEventListener('lower-hands-request', () => asked++);
    button(el, en.lowerAllHands).click();
    await el.updateComplete;
  });

  it('asks first, with the focus on the way back, so that nobody does it by accident', async () => {
    expect(asked).to.equal(0);
    expect(textOf(el)).to.include('Lower 5 hands?');
    expect(focused(el)).to.equal(en.cancel);
    button(el, en.cancel).click();
    await el.updateComplete;
    await el.updateComplete;
    expect([asked, focused(el)]).to.deep.equal([0, en.lowerAllHands]);
  });

  it('lowers them once that is confirmed', async () => {
    button(el, en.lowerAllHands).click();
    await el.updateComplete;
    expect(asked).to.equal(1);
    expect(textOf(el)).not.to.include('Lower 5 hands?');
  });

  it('is accessible while it asks', async () => {
    await expect(el).to.be.accessible();
  });

  for (const [who, host, names, offered] of [
    ['a host who sees two hands', true, ['Bo', 'Cy'], true],
    ['a host who sees one', true, ['Bo'], false],
    ['a listener', false, ['Bo', 'Cy'], false],
  ] as const) {
    it(`is ${offered ? '' : 'not '}offered to ${who}`, async () => {
      const snapshot = inviting({ hands: names.map((name) => hand(name)) }, { host });
      const panel = await fixture(html`
        <audio-room-people-panel .snapshot=${snapshot}></audio-room-people-panel>
      `);
      expect(deepAll(panel, 'audio-room-lower-hands').length > 0).to.equal(offered);
      expect(hasButton(panel, en.lowerAllHands)).to.equal(offered);
    });
  }
});
