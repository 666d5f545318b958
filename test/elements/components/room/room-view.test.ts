import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { en } from '../../../../components/texts/en.ts';
import '../../../../components/room/room-view.ts';
import type { RoomView } from '../../../../components/room/room-view.ts';
import { Microphone } from '../../../../src/client/media/microphone.ts';
import { MicrophoneFoundEvent } from '../../../../src/client/media/microphone-events.ts';
import type { RoomSnapshot } from '../../../../src/client/snapshot.ts';
import {
  button,
  deepAll,
  eventOf,
  hasButton,
  snapshotOf,
  speaker,
  still,
  textOf,
  toneStream,
} from '../element-support.ts';

async function view(changes: Partial<RoomSnapshot> = {}): Promise<RoomView> {
  const el = await fixture<RoomView>(html`
    <room-view
      .snapshot=${snapshotOf(changes)}
      invite-link="https://rooms.example/room/abc"
    ></room-view>
  `);
  await settled(el);
  return el;
}

async function settled(el: RoomView): Promise<void> {
  await el.updateComplete;
  for (const child of deepAll<RoomView>(el, '*')) {
    if (child.localName.includes('-')) await child.updateComplete;
  }
}

const speaking = { phase: 'speaking', speakers: [speaker('Zoë', { local: true })] } as const;

const press = (key: string, target: EventTarget, type = 'keydown'): boolean =>
  target.dispatchEvent(
    new KeyboardEvent(type, {
      key,
      code: key === ' ' ? 'Space' : `Key${key.toUpperCase()}`,
      bubbles: true,
      composed: true,
      cancelable: true,
    }),
  );

describe('<room-view>', () => {
  it('shows everybody on stage by name and state, and counts the listeners', async () => {
    const el = await view({
      speakers: [speaker('Ana'), speaker('Li', { muted: true })],
      listeners: 1,
    });
    const tiles = deepAll(el, 'participant-tile');
    expect(
      tiles.map((tile) => [tile.getAttribute('name'), tile.hasAttribute('muted')]),
    ).to.deep.equal([
      ['Ana', false],
      ['Li', true],
    ]);
    expect(textOf(el)).to.include('1 listener');
  });

  it('shows the one truth about the microphone', async () => {
    const el = await view(speaking);
    expect(hasButton(el, 'Mute')).to.equal(true);
    el.snapshot = snapshotOf({ ...speaking, muted: true });
    await settled(el);
    expect(hasButton(el, 'Unmute')).to.equal(true);
  });

  it('asks to start sound that the browser holds back', async () => {
    const el = await view({ audioBlocked: true });
    const request = eventOf(el, 'audio-request');
    button(el, 'Tap to listen').click();
    await request;
  });

  it('tells that the connection is gone', async () => {
    expect(textOf(await view({ reconnecting: true }))).to.include(en.reconnecting);
  });

  it('says what went wrong until it is dismissed', async () => {
    const el = await view();
    el.problem = 'STAGE_FULL';
    await settled(el);
    expect(el.shadowRoot!.querySelector('[role=alert]')!.textContent).to.equal(
      en.errors.STAGE_FULL,
    );
    let dismissed = 0;
    el.addEventListener('dismiss', () => dismissed++);
    button(el, 'Dismiss').click();
    expect(dismissed).to.equal(1);
  });

  it('has words of its own for a microphone that is pulled out while live', async () => {
    const el = await view(speaking);
    el.problem = 'MICROPHONE_NOT_FOUND';
    await settled(el);
    expect(textOf(el)).to.include(en.microphoneGone);
  });

  it('offers a microphone that is plugged in, and takes it only when told', async () => {
    const el = await view(speaking);
    const microphone = new Microphone();
    el.microphone = microphone;
    await settled(el);
    microphone.dispatchEvent(new MicrophoneFoundEvent({ id: 'usb', label: 'USB Mic' }));
    await settled(el);
    expect(textOf(el)).to.include('“USB Mic” was connected.');
    const request = eventOf(el, 'device-request');
    button(el, 'Use it').click();
    const { kind, deviceId } = await request;
    expect([kind, deviceId]).to.deep.equal(['microphone', 'usb']);
    await settled(el);
    expect(textOf(el)).not.to.include('USB Mic');
  });

  it('tells people who talk while muted, and stops when they unmute', async () => {
    const { stream, stop } = toneStream();
    const el = await view({ ...speaking, muted: true });
    el.microphone = Object.defineProperty(new Microphone(), 'stream', { get: () => stream });
    await waitUntil(() => textOf(el).includes(en.mutedWhileSpeaking), 'no hint', { timeout: 5000 });
    el.snapshot = snapshotOf(speaking);
    await settled(el);
    expect(textOf(el)).not.to.include(en.mutedWhileSpeaking);
    stop();
  });

  it('shows how good the connection is, in words where it is poor', async () => {
    expect(textOf(await view())).not.to.include('connection');
    for (const [quality, sentence, seen] of [
      ['good', en.qualityGood, false],
      ['poor', en.qualityPoor, true],
    ] as const) {
      const el = await view({ quality });
      expect(textOf(el)).to.include(sentence);
      const words = deepAll(el, '.quality span')[0]!;
      expect(words.getBoundingClientRect().width > 1, quality).to.equal(seen);
    }
  });

  it('says the same of a connection on which nothing arrives as of one that the SDK gave up', async () => {
    for (const cut of [{ quality: 'lost' }, { reconnecting: true }] as const) {
      const el = await view(cut);
      expect(textOf(el)).to.include(en.reconnecting);
      expect(deepAll(el, '.quality')).to.deep.equal([]);
    }
  });

  it('counts the last minutes down', async () => {
    const closing = (seconds: number) => ({
      room: {
        ...snapshotOf().room!,
        expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
      },
    });
    expect(textOf(await view(closing(600)))).not.to.include('Closes in');
    expect(textOf(await view(closing(239)))).to.include('Closes in 4 minutes');
    const el = await view(closing(30));
    expect(textOf(el)).to.include('Closes in 30 seconds');
    await waitUntil(() => textOf(el).includes('Closes in 29 seconds'), 'it stands still', {
      timeout: 3000,
    });
  });

  it('says aloud what changed, once, for all changes of a moment', async () => {
    const el = await view();
    for (const names of [['Ana'], ['Ana', 'Li'], ['Ana', 'Li', 'Bo']]) {
      el.snapshot = snapshotOf({ speakers: names.map((name) => speaker(name)) });
      await el.updateComplete;
    }
    const region = el.shadowRoot!.querySelector('p[role=status]')!;
    await waitUntil(() => region.textContent !== '', 'nothing said', { timeout: 3000 });
    expect(region.textContent).to.equal('3 people joined the stage');
  });

  describe('keys', () => {
    it('mutes and unmutes with M', async () => {
      const el = await view(speaking);
      const request = eventOf(el, 'mic-request');
      press('m', el);
      expect((await request).muted).to.equal(true);
    });

    it('talks while Space is held by somebody muted', async () => {
      const el = await view({ ...speaking, muted: true });
      const asked: boolean[] = [];
      el.addEventListener('mic-request', ({ muted }) => asked.push(muted));
      expect(press(' ', el), 'the page scrolls').to.equal(false);
      el.snapshot = snapshotOf(speaking);
      await settled(el);
      press(' ', window, 'keyup');
      expect(asked).to.deep.equal([false, true]);
    });

    it('mutes nobody who presses Space while being heard', async () => {
      const el = await view(speaking);
      let asked = 0;
      el.addEventListener('mic-request', () => asked++);
      press(' ', el);
      press(' ', window, 'keyup');
      expect(asked).to.equal(0);
    });

    it('lets go of Space when another window comes to the front', async () => {
      const el = await view({ ...speaking, muted: true });
      press(' ', el);
      el.snapshot = snapshotOf(speaking);
      await settled(el);
      const request = eventOf(el, 'mic-request');
      window.dispatchEvent(new Event('blur'));
      expect((await request).muted).to.equal(true);
    });

    it('leaves Space to a button that has the focus', async () => {
      const el = await view({ ...speaking, muted: true });
      let asked = 0;
      el.addEventListener('mic-request', () => asked++);
      press(' ', button(el, 'Leave'));
      expect(asked).to.equal(0);
    });

    it('shows the shortcuts with ?', async () => {
      const el = await view();
      press('?', el);
      await settled(el);
      expect(deepAll(el, 'kbd').length).to.equal(3);
    });

    it('ignores them outside of the room, unless the page is all its own', async () => {
      const el = await view(speaking);
      let asked = 0;
      el.addEventListener('mic-request', () => asked++);
      press('m', document.body);
      expect(asked).to.equal(0);
      el.pageKeys = true;
      await settled(el);
      press('m', document.body);
      expect(asked).to.equal(1);
    });

    it('ignores them once it is removed, and knows them again when it is back', async () => {
      const el = await view(speaking);
      el.pageKeys = true;
      await settled(el);
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

    it('ignores what is typed, what has a modifier, and all of it when turned off', async () => {
      const el = await view(speaking);
      let asked = 0;
      el.addEventListener('mic-request', () => asked++);
      const input = document.createElement('input');
      el.append(input);
      press('m', input);
      el.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', code: 'KeyM', ctrlKey: true }));
      el.noKeys = true;
      await settled(el);
      press('m', el);
      expect(asked).to.equal(0);
    });
  });

  describe('dialogs', () => {
    const open = async (name: string): Promise<RoomView> => {
      const el = await view();
      button(el, name).click();
      await settled(el);
      await settled(el);
      return el;
    };

    for (const [name, heading] of [
      ['Invite', 'Invite people'],
      ['Sound settings', 'Sound settings'],
      ['About this room', 'About this room'],
      ['Keyboard shortcuts', 'Keyboard shortcuts'],
      ['Appearance', 'Appearance'],
      ['More', 'More'],
    ] as const) {
      it(`opens "${name}", accessible, and closes it`, async () => {
        const el = await open(name);
        const dialog = deepAll<HTMLDialogElement>(el, 'dialog')[0]!;
        expect(dialog.open).to.equal(true);
        expect(dialog.querySelector('h2')!.textContent).to.equal(heading);
        await still();
        await expect(el).to.be.accessible();
        const closed = oneEvent(dialog, 'close');
        dialog.close();
        await closed;
        await settled(el);
        button(el, name).click();
        await settled(el);
        expect(dialog.open, 'a second time').to.equal(true);
      });
    }

    it('leads from the menu of a small screen to every dialog', async () => {
      const el = await open('More');
      const names = deepAll(el, '.menu button').map(({ textContent }) => textContent.trim());
      expect(names).to.deep.equal([
        'Invite',
        'Sound settings',
        'Appearance',
        'Keyboard shortcuts',
        'About this room',
      ]);
      deepAll(el, '.menu button')[0]!.click();
      await settled(el);
      expect(deepAll(el, 'dialog h2')[0]!.textContent).to.equal('Invite people');
    });

    it('asks for another look', async () => {
      const el = await open('Appearance');
      const request = eventOf(el, 'theme-request');
      deepAll<HTMLInputElement>(el, 'input[type=radio]')[2]!.click();
      expect((await request).theme).to.equal('dark');
    });

    it('asks to turn the shortcuts off', async () => {
      const el = await open('Keyboard shortcuts');
      const request = eventOf(el, 'shortcuts-request');
      deepAll<HTMLInputElement>(el, 'input[type=checkbox]')[0]!.click();
      expect((await request).on).to.equal(false);
    });

    it('copies the link', async () => {
      const copied: string[] = [];
      const real = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = (text) => Promise.resolve(void copied.push(text));
      const el = await open('Invite');
      button(el, 'Copy link').click();
      await waitUntil(() => textOf(el).includes('Link copied'));
      navigator.clipboard.writeText = real;
      expect(copied).to.deep.equal(['https://rooms.example/room/abc']);
    });

    it('says how to copy by hand where the browser refuses', async () => {
      const real = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = () => Promise.reject(new Error('No.'));
      const el = await open('Invite');
      button(el, 'Copy link').click();
      await waitUntil(() => textOf(el).includes(en.copyFailed));
      navigator.clipboard.writeText = real;
    });
  });

  for (const [state, changes] of Object.entries<Partial<RoomSnapshot>>({
    'an empty room': {},
    'a speaker': speaking,
    'a muted speaker': { ...speaking, muted: true },
    'a full stage': { speakers: Array.from({ length: 12 }, (_, i) => speaker(`P${i}`)) },
    'no connection': { reconnecting: true },
    'no sound': { audioBlocked: true },
    'the way to the stage': { publishing: true },
  })) {
    it(`is accessible for ${state}`, async () => {
      const el = await view(changes);
      await still();
      await expect(el).to.be.accessible();
    });
  }
});
