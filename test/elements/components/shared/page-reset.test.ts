import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/audio-room/audio-room.ts';
import '../../../../components/sound/level-meter.ts';
import '../../../../components/sound/mic-control.ts';
import '../../../../components/stage/stage-grid.ts';
import { FakeApi } from '../../client/fake-api.ts';
import { deepAll, speaker } from '../element-support.ts';

/** Properties that elements inherit, each with a value that would spoil the room. */
const SPOILED: Readonly<Record<string, string>> = {
  '-webkit-text-fill-color': 'rgb(255, 0, 0)',
  '-webkit-text-security': 'disc',
  '-webkit-text-stroke-width': '3px',
  'border-collapse': 'collapse',
  'border-spacing': '9px',
  'caption-side': 'bottom',
  'caret-color': 'rgb(255, 0, 0)',
  'clip-rule': 'evenodd',
  color: 'rgb(255, 0, 0)',
  cursor: 'crosshair',
  direction: 'rtl',
  'dominant-baseline': 'hanging',
  'empty-cells': 'hide',
  fill: 'rgb(255, 0, 0)',
  'fill-opacity': '0.1',
  'fill-rule': 'evenodd',
  'font-family': 'fantasy',
  'font-feature-settings': '"smcp"',
  'font-kerning': 'none',
  'font-stretch': '50%',
  'font-style': 'italic',
  'font-synthesis-weight': 'none',
  'font-variant-caps': 'small-caps',
  'font-variant-numeric': 'oldstyle-nums',
  'font-weight': '100',
  hyphens: 'auto',
  'image-rendering': 'pixelated',
  'letter-spacing': '7px',
  'line-break': 'anywhere',
  'line-height': '90px',
  'list-style-position': 'inside',
  'list-style-type': 'square',
  orphans: '5',
  'overflow-wrap': 'anywhere',
  'paint-order': 'stroke',
  quotes: 'none',
  stroke: 'rgb(255, 0, 0)',
  'stroke-dasharray': '1px',
  'stroke-linecap': 'square',
  'stroke-linejoin': 'bevel',
  'stroke-opacity': '0.1',
  'stroke-width': '9px',
  'tab-size': '1',
  'text-align': 'right',
  'text-align-last': 'right',
  'text-anchor': 'end',
  'text-emphasis-style': 'dot',
  'text-indent': '50px',
  'text-orientation': 'upright',
  'text-rendering': 'geometricprecision',
  'text-shadow': 'rgb(255, 0, 0) 3px 3px 3px',
  'text-transform': 'uppercase',
  'text-underline-offset': '9px',
  'text-underline-position': 'under',
  'text-wrap-mode': 'nowrap',
  'white-space-collapse': 'preserve',
  widows: '5',
  'word-break': 'break-all',
  'word-spacing': '20px',
  'writing-mode': 'vertical-rl',
};

const elements = html`
  <audio-room name="Ann" theme="light"></audio-room>
  <mic-control></mic-control>
  <participant-tile name="Ann"></participant-tile>
  <audio-room-level-meter label="Level"></audio-room-level-meter>
  <audio-room-participant-face participant-id="ann"></audio-room-participant-face>
  <audio-room-stage-grid joinable .speakers=${[speaker('Ann')]}></audio-room-stage-grid>
`;

/** A box of a page, in the page's styles, with all the elements that a page may use. */
async function boxOf(style: Readonly<Record<string, string>>, dir = ''): Promise<HTMLElement> {
  const box = await fixture<HTMLElement>(html`
    <div dir=${dir}>${elements}<b>The page's own</b></div>
  `);
  for (const [name, value] of Object.entries(style)) box.style.setProperty(name, value);
  await new Promise((resolve) => setTimeout(resolve, 100)); // for what renders later
  return box;
}

/** The elements of ours in the box, and all that is in their shadow roots. */
const insideOf = (box: HTMLElement) =>
  deepAll(box, '*').filter((el) => el.getRootNode() !== document || el.localName.includes('-'));

/** All the named properties of all elements, such as `audio-room-start h2 color: red`. */
const looksOf = (box: HTMLElement) =>
  insideOf(box).flatMap((el) => {
    const style = getComputedStyle(el);
    const root = el.getRootNode();
    const name = `${root instanceof ShadowRoot ? root.host.localName : ''} ${el.localName}`;
    return Object.keys(SPOILED).map((key) => `${name} ${key}: ${style.getPropertyValue(key)}`);
  });

describe('elements in a page whose styles they would inherit', () => {
  let api: FakeApi;
  beforeEach(() => (api = new FakeApi()));
  afterEach(() => api.restore());

  it('look as in a page without styles', async () => {
    const plain = looksOf(await boxOf({}));
    const box = await boxOf(SPOILED);
    const own = getComputedStyle(box.querySelector('b')!);
    for (const [key, value] of Object.entries(SPOILED)) {
      if (key !== 'font-weight') expect(own.getPropertyValue(key), `test: ${key}`).to.equal(value);
    }
    expect(plain.length).to.be.greaterThan(1000);
    const spoiled = looksOf(box);
    expect(spoiled.length).to.equal(plain.length);
    expect(spoiled.filter((look, index) => look !== plain[index])).to.deep.equal([]);
  });

  it('are as invisible, inactive and large as the page around them', async () => {
    const style = { visibility: 'hidden', 'pointer-events': 'none', 'font-size': '31px' };
    for (const el of (await boxOf(style)).querySelectorAll(':not(b)')) {
      const { visibility, pointerEvents, fontSize } = getComputedStyle(el);
      expect([visibility, pointerEvents, fontSize]).to.deep.equal(['hidden', 'none', '31px']);
    }
  });

  it('take no focus where the page is inert, by attribute or by style', async () => {
    const [usable] = deepAll(await boxOf({}), 'button');
    usable!.focus();
    expect(usable!.matches(':focus')).to.equal(true);
    const byAttribute = await boxOf({});
    byAttribute.inert = true;
    for (const box of [byAttribute, await boxOf({ interactivity: 'inert' })]) {
      for (const button of deepAll(box, 'button, input')) {
        button.focus();
        expect(button.matches(':focus')).to.equal(false);
      }
    }
  });

  it('run from right to left where the page’s `dir` says so, and not where only its style does', async () => {
    for (const el of (await boxOf({}, 'rtl')).querySelectorAll(':not(b)')) {
      expect(getComputedStyle(el).direction).to.equal('rtl');
    }
    for (const el of (await boxOf({ direction: 'rtl' })).querySelectorAll(':not(b)')) {
      expect(getComputedStyle(el).direction).to.equal('ltr');
    }
  });
});
