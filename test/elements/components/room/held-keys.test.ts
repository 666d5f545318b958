import { expect } from '@open-wc/testing';
import { button, deepAll, snapshotOf } from '../element-support.ts';
import { hold, press, send } from './key-support.ts';
import { onStage, rendered, roomView } from './room-view-fixture.ts';

describe('a key that is held', () => {
  const keys = [
    ['Space', { key: ' ', code: 'Space' }],
    ['Enter', { key: 'Enter', code: 'Enter' }],
    ['M', { key: 'm', code: 'KeyM' }],
  ] as const;
  for (const [name, init] of keys) {
    it(`unmutes for as long as it is held, a tap for good: ${name} on the mute button`, async () => {
      const el = await roomView({ ...onStage, muted: true });
      expect(await hold(el, button(el, 'Unmute'), init)).to.deep.equal([false, true]);
      el.snapshot = snapshotOf({ ...onStage, muted: true });
      await rendered(el);
      expect(await hold(el, button(el, 'Unmute'), init, false)).to.deep.equal([false]);
    });
  }

  it('mutes again even if shortcuts are off', async () => {
    const el = await roomView({ ...onStage, muted: true });
    el.noKeys = true;
    await rendered(el);
    expect(await hold(el, button(el, 'Unmute'), keys[0][1])).to.deep.equal([false, true]);
  });

  it('mutes again if another window gets its release, and when ⌘ hides the release', async () => {
    const el = await roomView({ ...onStage, muted: true });
    const asked: boolean[] = [];
    el.addEventListener('mic-request', ({ muted }) => asked.push(muted));
    press('m', el);
    window.dispatchEvent(new Event('blur'));
    press(' ', el);
    send(el, 'keydown', { key: 'Meta', code: 'MetaLeft', metaKey: true });
    expect(asked).to.deep.equal([false, true, false, true]);
  });

  it('does not bring anybody on stage, but a tap does', async () => {
    const el = await roomView();
    for (const [, init] of keys.slice(0, 2)) {
      for (const target of deepAll(el, 'button.stage, button.join')) {
        let asked = 0;
        const countIt = (): number => asked++;
        el.addEventListener('stage-request', countIt);
        await hold(el, target, init);
        expect(asked, 'held').to.equal(0);
        await hold(el, target, init, false);
        expect(asked, 'tapped').to.equal(1);
        el.removeEventListener('stage-request', countIt);
      }
    }
  });
});
