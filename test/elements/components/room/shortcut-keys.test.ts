import { expect } from '@open-wc/testing';
import { deepAll } from '../element-support.ts';
import { hold, press, send } from './key-support.ts';
import { onStage, rendered, roomView } from './room-view-fixture.ts';

describe('keys on other layouts', () => {
  // What the key to the right of N types, unless the layout has an M of its own.
  const layouts = [
    ['Russian', { key: 'ь', code: 'KeyM' }, true],
    ['Greek', { key: 'μ', code: 'KeyM' }, true],
    ['Hebrew', { key: 'צ', code: 'KeyM' }, true],
    ['Arabic', { key: 'ة', code: 'KeyM' }, true],
    ['Burmese', { key: 'ာ', code: 'KeyM' }, true],
    ['Korean', { key: 'ㅡ', code: 'KeyM' }, true],
    ['Japanese, full width', { key: 'ｍ', code: 'KeyM' }, true],
    ['AZERTY', { key: 'm', code: 'Semicolon' }, true],
    ['AZERTY', { key: ',', code: 'KeyM' }, false],
    ['Turkish F', { key: 'ç', code: 'KeyM' }, false],
    ['Dvorak, caps lock', { key: 'M', code: 'KeyM' }, true],
    ['Thai', { key: '?', code: 'KeyM', shiftKey: true }, false],
  ] as const;
  for (const [layout, init, mutes] of layouts) {
    it(`${layout}: ${init.key} at ${init.code} ${mutes ? 'mutes' : 'does not mute'}`, async () => {
      const el = await roomView(onStage);
      expect(await hold(el, el, init, false)).to.deep.equal(mutes ? [true] : []);
    });
  }

  for (const init of [
    { key: '?', code: 'KeyM', shiftKey: true }, // AZERTY
    { key: '؟', code: 'Slash', shiftKey: true },
    { key: 'ฦ', code: 'Slash', shiftKey: true },
  ]) {
    it(`shows the list of shortcuts with ${init.key} at ${init.code}`, async () => {
      const el = await roomView();
      send(el, 'keydown', init);
      await rendered(el);
      expect(deepAll(el, 'kbd').length).to.equal(4);
    });
  }
});

describe('what is typed elsewhere in the page', () => {
  /** Counts how often a key in this place mutes. */
  async function mutings(place: HTMLElement, focused: HTMLElement = place): Promise<number> {
    const el = await roomView(onStage);
    el.pageKeys = true;
    await rendered(el);
    el.after(place);
    focused.focus();
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    press('m', focused);
    place.remove();
    return asked;
  }

  /** An element with a closed shadow root, as no script outside can look into. */
  function closed(host: HTMLElement, delegatesFocus = false): [HTMLElement, HTMLElement] {
    const input = document.createElement('input');
    host.attachShadow({ mode: 'closed', delegatesFocus }).append(input);
    return [host, input];
  }

  it('mutes nobody: a text field in a closed shadow root', async () => {
    for (const delegatesFocus of [false, true]) {
      for (const name of ['div', 'span', 'closed-form']) {
        const [host, input] = closed(document.createElement(name), delegatesFocus);
        expect(await mutings(host, input), name).to.equal(0);
      }
      const [host, input] = closed(document.createElement('section'), delegatesFocus);
      const outer = document.createElement('div');
      outer.attachShadow({ mode: 'open' }).append(host);
      expect(await mutings(outer, input), 'in an open one').to.equal(0);
    }
  });

  it('mutes nobody: editable elements, roles that take letters, and edit contexts', async () => {
    const editable = document.createElement('p');
    editable.contentEditable = 'true';
    expect(await mutings(editable)).to.equal(0);
    const list = document.createElement('div');
    list.role = 'listbox';
    list.tabIndex = 0;
    expect(await mutings(list)).to.equal(0);
    const canvas = Object.assign(document.createElement('canvas'), { tabIndex: 0 });
    Object.defineProperty(canvas, 'editContext', { value: {} });
    expect(await mutings(canvas)).to.equal(0);
    document.designMode = 'on';
    expect(await mutings(document.createElement('button'))).to.equal(0);
    document.designMode = 'off';
  });

  it('mutes from places where nothing is typed', async () => {
    const region = Object.assign(document.createElement('div'), { tabIndex: -1 });
    for (const place of [document.createElement('button'), region]) {
      expect(await mutings(place)).to.equal(1);
    }
  });
});
