import { expect } from '@open-wc/testing';
import { button, deepAll, eventOf, snapshotOf } from '../element-support.ts';
import { press, send } from './key-support.ts';
import { onStage, rendered, roomView } from './room-view-fixture.ts';

describe('keyboard shortcuts', () => {
  it('mutes with M', async () => {
    const el = await roomView(onStage);
    const request = eventOf(el, 'mic-request');
    press('m', el);
    expect((await request).muted).to.equal(true);
  });

  it('unmutes a muted person while Space is held', async () => {
    const el = await roomView({ ...onStage, muted: true });
    const asked: boolean[] = [];
    el.addEventListener('mic-request', ({ muted }) => asked.push(muted));
    expect(press(' ', el), 'the page scrolls').to.equal(false);
    el.snapshot = snapshotOf(onStage);
    await rendered(el);
    press(' ', window, 'keyup');
    expect(asked).to.deep.equal([false, true]);
  });

  it('ignores Space while the person is not muted', async () => {
    const el = await roomView(onStage);
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    press(' ', el);
    press(' ', window, 'keyup');
    expect(asked).to.equal(0);
  });

  it('mutes again when the window loses the focus while Space is held', async () => {
    const el = await roomView({ ...onStage, muted: true });
    press(' ', el);
    el.snapshot = snapshotOf(onStage);
    await rendered(el);
    const request = eventOf(el, 'mic-request');
    window.dispatchEvent(new Event('blur'));
    expect((await request).muted).to.equal(true);
  });

  it('ignores Space while a button has the focus', async () => {
    const el = await roomView({ ...onStage, muted: true });
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    press(' ', button(el, 'Leave'));
    expect(asked).to.equal(0);
  });

  it('shows the list of shortcuts with ?', async () => {
    const el = await roomView();
    press('?', el);
    await rendered(el);
    expect(deepAll(el, 'kbd').length).to.equal(4);
  });

  it('ignores keys outside the room, unless page-keys is set', async () => {
    const el = await roomView(onStage);
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    press('m', document.body);
    expect(asked).to.equal(0);
    el.pageKeys = true;
    await rendered(el);
    press('m', document.body);
    expect(asked).to.equal(1);
  });

  it('ignores keys while the element is removed from the page', async () => {
    const el = await roomView(onStage);
    el.pageKeys = true;
    await rendered(el);
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    const parent = el.parentElement!;
    el.remove();
    press('m', document.body);
    expect(asked).to.equal(0);
    parent.append(el);
    press('m', document.body);
    expect(asked).to.equal(1);
  });

  it('ignores text input, keys with a modifier, and all keys when turned off', async () => {
    const el = await roomView(onStage);
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    const input = document.createElement('input');
    el.append(input);
    press('m', input);
    el.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', code: 'KeyM', ctrlKey: true }));
    el.noKeys = true;
    await rendered(el);
    press('m', el);
    expect(asked).to.equal(0);
  });

  it('does not scroll or unmute if Space is released before the room has unmuted', async () => {
    const el = await roomView({ ...onStage, muted: true });
    const asked: boolean[] = [];
    el.addEventListener('mic-request', ({ muted }) => asked.push(muted));
    press(' ', el);
    press(' ', window, 'keyup'); // the snapshot is the same: still muted
    expect(asked).to.deep.equal([false, true]);
  });

  it('ignores keys that compose text, and AltGraph', async () => {
    const el = await roomView(onStage);
    let asked = 0;
    el.addEventListener('mic-request', () => asked++);
    send(el, 'keydown', { key: 'm', code: 'KeyM', isComposing: true });
    send(el, 'keydown', { key: 'Process', code: 'KeyM' });
    send(el, 'keydown', { key: 'm', code: 'KeyM', modifierAltGraph: true });
    expect(asked).to.equal(0);
  });
});
