import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../../components/stage/participant-tile.ts';
import type { ParticipantTile } from '../../../../components/stage/participant-tile.ts';
import { deepAll, textOf, toneStream } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

const tile = (
  content = html`<participant-tile participant-id="a" name="Ana"></participant-tile>`,
) => fixture<ParticipantTile>(content);

/** The level that rings and mouth have, which is the same. */
function movingLevel(el: Element): string {
  const parts = ['.ring', '.ring.outer', '.mouth'].map(
    (part) => deepAll(el, part)[0] as HTMLElement,
  );
  const levels = new Set(parts.map(({ style }) => style.getPropertyValue('--level')));
  expect(levels.size).to.equal(1);
  return [...levels].join();
}

describe('<participant-tile>', () => {
  it('shows just the name of a person who is not muted', async () => {
    expect(textOf(await tile())).to.equal('Ana');
  });

  it('says in text that a person is muted, is talking, is you', async () => {
    const el = await tile(html`<participant-tile name="Ana" muted local></participant-tile>`);
    expect(textOf(el)).to.equal('muted Ana you');
    el.muted = false;
    el.speaking = true;
    await el.updateComplete;
    expect(textOf(el)).to.equal('Ana you speaking');
    expect(el.hasAttribute('speaking')).to.equal(true);
  });

  it('gives each person a colour of their own', async () => {
    const one = await tile();
    const other = await tile(html`<participant-tile participant-id="b"></participant-tile>`);
    const colour = (el: Element): string =>
      getComputedStyle(deepAll(el, '.tile')[0]!).backgroundImage;
    expect(colour(one)).not.to.equal(colour(other));
  });

  it('moves with the voice, but not while muted', async () => {
    const { stream, stop } = toneStream();
    const el = await tile(html`<participant-tile name="Ana" .stream=${stream}></participant-tile>`);
    const level = () => Number(movingLevel(el));
    await waitUntil(() => level() > 0.5 && el.speaking, 'no level');
    el.muted = true;
    await waitUntil(() => level() === 0 && !el.speaking, 'a level while muted');
    stop();
  });

  it('writes the level on its moving parts, not on itself, which would restyle the whole tile in each frame', async () => {
    const { stream, stop } = toneStream();
    const el = await tile(html`<participant-tile name="Ana" .stream=${stream}></participant-tile>`);
    await waitUntil(() => Number(movingLevel(el)) > 0.5, 'no level');
    expect(el.style.getPropertyValue('--level')).to.equal('');
    stop();
  });

  it('does not follow the level while removed from the page', async () => {
    const { stream, stop } = toneStream();
    const el = await tile(html`<participant-tile name="Ana" .stream=${stream}></participant-tile>`);
    const level = () => movingLevel(el);
    await waitUntil(() => Number(level()) > 0.5, 'no level');
    const parent = el.parentElement!;
    el.remove();
    for (let frame = 0; frame < 5; frame++) await nextFrame();
    expect(level()).to.equal('');
    parent.append(el);
    await waitUntil(() => Number(level()) > 0.5, 'no level after it came back');
    stop();
  });

  it('keeps a long name inside', async () => {
    const el = await tile(
      html`<participant-tile name=${'Wolfeschlegelstein'.repeat(2)}></participant-tile>`,
    );
    const name = deepAll(el, '.name')[0]!.getBoundingClientRect();
    const box = el.getBoundingClientRect();
    expect(name.left).to.be.at.least(box.left);
    expect(name.right).to.be.at.most(box.right);
  });

  for (const state of ['', 'muted', 'local', 'speaking']) {
    it(`is accessible ${state || 'at rest'}`, async () => {
      const el = await tile();
      if (state) el.toggleAttribute(state, true);
      await el.updateComplete;
      await expect(el).to.be.accessible();
    });
  }
});
