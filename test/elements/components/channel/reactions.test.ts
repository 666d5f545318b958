import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/channel/reactions.ts';
import '../../../../components/channel/rising-reactions.ts';
import type { Reactions } from '../../../../components/channel/reactions.ts';
import type { RisingReactions } from '../../../../components/channel/rising-reactions.ts';
import type { Reaction } from '../../../../src/client/snapshot.ts';
import { button, deepAll } from '../element-support.ts';

const reaction = (i: number, changes: Partial<Reaction> = {}): Reaction => ({
  id: `r${i}`,
  senderId: 'somebody',
  kind: 'clap',
  count: 1,
  ...changes,
});

async function bar(width: number): Promise<Reactions> {
  const box = await fixture<HTMLElement>(html`
    <div style="container-type: inline-size; margin-block-start: 100px">
      <audio-room-reactions></audio-room-reactions><button>After</button>
    </div>
  `);
  box.style.inlineSize = `${width}px`;
  const el = box.querySelector('audio-room-reactions')!;
  await el.updateComplete;
  return el;
}

const shown = (el: Reactions): string[] =>
  deepAll(el, 'button')
    .filter((one) => one.checkVisibility())
    .map((one) => one.getAttribute('aria-label') ?? '');
const six = ['Applause', 'Heart', 'Laughter', 'Wow', 'Thumbs up', 'Party'];

describe('<audio-room-reactions>', () => {
  it('shows six reactions where there is room, and asks for the one that is pressed', async () => {
    const el = await bar(900);
    expect(shown(el)).to.deep.equal(six);
    const asked: string[] = [];
    el.addEventListener('reaction-request', ({ kind }) => asked.push(kind));
    for (const name of six) button(el, name).click();
    expect(asked).to.deep.equal(['clap', 'heart', 'laugh', 'wow', 'thumbs-up', 'party']);
  });

  it('shows one button where there is little room, which opens them; Escape closes and gives the focus back', async () => {
    const el = await bar(390);
    expect(shown(el)).to.deep.equal(['Reactions']);
    const opener = button(el, 'Reactions');
    opener.click();
    await el.updateComplete;
    expect(opener.getAttribute('aria-expanded')).to.equal('true');
    expect(shown(el)).to.deep.equal(['Reactions', ...six]);
    button(el, 'Wow').focus();
    button(el, 'Wow').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await el.updateComplete;
    expect(shown(el)).to.deep.equal(['Reactions']);
    expect(opener.matches(':focus')).to.equal(true);
  });

  it('closes when the focus or a pointer goes elsewhere', async () => {
    const el = await bar(390);
    const after = el.nextElementSibling as HTMLElement;
    for (const leave of [
      () => after.focus(),
      () => after.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })),
    ]) {
      button(el, 'Reactions').click();
      await el.updateComplete;
      leave();
      await el.updateComplete;
      expect(shown(el)).to.deep.equal(['Reactions']);
    }
  });

  it('asks for nothing while the channel is lost, and says why', async () => {
    const el = await bar(900);
    el.obstacle = 'lost';
    await el.updateComplete;
    let asked = 0;
    el.addEventListener('reaction-request', () => asked++);
    button(el, 'Heart').click();
    expect(asked).to.equal(0);
    expect(button(el, 'Heart').title).to.include('can’t be reached');
    expect(button(el, 'Heart').getAttribute('aria-disabled')).to.equal('true');
  });

  it('is accessible, open and closed', async () => {
    const el = await bar(390);
    await expect(el).to.be.accessible();
    button(el, 'Reactions').click();
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});

async function overlay(): Promise<{ el: RisingReactions; origin: HTMLElement }> {
  const box = await fixture<HTMLElement>(html`
    <div style="position: relative; inline-size: 600px; block-size: 400px">
      <p style="position: absolute; left: 300px; top: 200px; inline-size: 80px; margin: 0">Tile</p>
      <audio-room-rising-reactions></audio-room-rising-reactions>
    </div>
  `);
  const el = box.querySelector('audio-room-rising-reactions')!;
  const origin = box.querySelector('p')!;
  el.origin = () => origin;
  await el.updateComplete;
  return { el, origin };
}

const rising = (el: RisingReactions) => deepAll(el, '.rising');

describe('<audio-room-rising-reactions>', () => {
  it('lets each reaction rise from whoever reacted', async () => {
    const { el, origin } = await overlay();
    el.reactions = [reaction(1, { count: 3 })];
    await el.updateComplete;
    const [one] = rising(el);
    const box = el.getBoundingClientRect();
    const tile = origin.getBoundingClientRect();
    const x = parseFloat(one!.style.left) + box.left;
    expect(x).to.be.within(tile.left, tile.right);
    expect(parseFloat(one!.style.top) + box.top).to.be.closeTo((tile.top + tile.bottom) / 2, 1);
    expect(one!.textContent.replace(/\s+/g, '')).to.equal('👏×3');
  });

  it('shows 20 at most, and lets those that stay rise on', async () => {
    const { el } = await overlay();
    const all = [...Array(30).keys()].map((i) => reaction(i));
    el.reactions = all;
    await el.updateComplete;
    expect(rising(el).length).to.equal(20);
    const last = rising(el).at(-1);
    el.reactions = all.slice(-5);
    await el.updateComplete;
    expect(rising(el).length).to.equal(5);
    expect(rising(el).at(-1)).to.equal(last);
  });

  it('is not there without reactions: no element, no animation, no frame', async () => {
    const { el } = await overlay();
    el.reactions = [reaction(1)];
    await el.updateComplete;
    el.reactions = [];
    await el.updateComplete;
    expect(el.shadowRoot!.querySelectorAll('*').length).to.equal(0);
    expect(el.shadowRoot!.getAnimations()).to.deep.equal([]);
  });

  it('lets clicks through, takes no room, and is silent', async () => {
    const { el, origin } = await overlay();
    const before = origin.getBoundingClientRect();
    el.reactions = [...Array(20).keys()].map((i) => reaction(i));
    await el.updateComplete;
    expect(origin.getBoundingClientRect()).to.deep.equal(before);
    const hit = document.elementFromPoint(before.left + 10, before.top + 5);
    expect(hit).to.equal(origin);
    expect(deepAll(el, '[aria-hidden=true]').length).to.equal(1);
  });
});
