import { expect, fixture, html } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { Preferences } from '../../../../src/client/preferences.ts';
import { en } from '../../../../components/texts/en.ts';
import { es } from '../../../../components/texts/es.ts';
import { button, deepAll, eventOf, still, textOf } from '../element-support.ts';
import { AudioRoomFixture, says } from './audio-room-fixture.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room> in its page', () => {
  const rooms = new AudioRoomFixture();

  it('uses the language of its own lang attribute, else that of the page around it', async () => {
    const box = await fixture(html`<div lang="es-ES"><audio-room></audio-room></div>`);
    const el = box.querySelector('audio-room')!;
    await says(el, es.createRoom);
    el.lang = 'en';
    await says(el, en.createRoom);
  });

  it('uses the language of the page across shadow roots, and follows it', async () => {
    const outer = await fixture<HTMLElement>(html`<div lang="es"></div>`);
    const inner = document.createElement('div');
    outer.attachShadow({ mode: 'open' }).append(inner);
    const el = document.createElement('audio-room');
    inner.attachShadow({ mode: 'closed' }).append(el);
    await says(el, es.createRoom);
    outer.lang = 'en-GB';
    await says(el, en.createRoom);
    inner.lang = 'es-MX';
    await says(el, es.createRoom);
    inner.removeAttribute('lang');
    await says(el, en.createRoom);
  });

  it('uses the language of where it is moved to', async () => {
    const box = await fixture(html`
      <div>
        <div lang="es"><audio-room></audio-room></div>
        <div lang="en"></div>
      </div>
    `);
    const el = box.querySelector('audio-room')!;
    await says(el, es.createRoom);
    box.lastElementChild!.append(el);
    await says(el, en.createRoom);
  });

  it('keeps the language of the page in a window of its own, which has none', async () => {
    document.documentElement.lang = 'es';
    try {
      const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Elsewhere"></iframe>`);
      const el = await rooms.start();
      await says(el, es.createRoom);
      const { body } = frame.contentDocument!;
      body.append(el);
      await still();
      expect(textOf(el)).to.include(es.createRoom);
      document.documentElement.lang = 'en';
      await says(el, en.createRoom);
      body.lang = 'es';
      await says(el, es.createRoom);
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('uses the texts of the page in place of its own', async () => {
    const el = await rooms.start();
    el.texts = { createRoom: 'Los geht’s' };
    await says(el, 'Los geht’s');
    await says(el, en.yourName);
  });

  it('applies a theme, remembers it, and tells the page', async () => {
    const el = await rooms.listening();
    button(el, 'Appearance').click();
    await waitUntil(() => deepAll(el, 'input[type=radio]').length > 0);
    const told = eventOf(document.body, 'theme-request');
    deepAll<HTMLInputElement>(el, 'input[type=radio]')[2]!.click();
    expect((await told).theme).to.equal('dark');
    await el.updateComplete;
    expect(el.getAttribute('theme')).to.equal('dark');
    expect(getComputedStyle(el).colorScheme).to.equal('dark');
    expect((await rooms.start()).theme).to.equal('dark');
  });

  it('changes nothing in the page around it', async () => {
    const { title } = document;
    const { href } = location;
    const styles = document.adoptedStyleSheets.length + document.head.childElementCount;
    await rooms.listening();
    expect([document.title, location.href]).to.deep.equal([title, href]);
    expect(document.adoptedStyleSheets.length + document.head.childElementCount).to.equal(styles);
    expect(Object.keys(localStorage).every((key) => key.startsWith('audio-rooms.'))).to.equal(true);
  });

  for (const theme of ['light', 'dark', 'contrast'] as const) {
    it(`is accessible in the theme "${theme}"`, async () => {
      const el = await rooms.listening();
      for (const show of [() => rooms.start(), () => rooms.lobby(), () => Promise.resolve(el)]) {
        const shown = await show();
        shown.theme = theme;
        await shown.updateComplete;
        await still();
        await expect(shown).to.be.accessible();
      }
    });
  }

  it('is accessible at the start, in the lobby, in the room and after a visit', async () => {
    await expect(await rooms.start()).to.be.accessible();
    await expect(await rooms.lobby()).to.be.accessible();
    const el = await rooms.listening();
    await still();
    await expect(el).to.be.accessible();
    el.leave();
    await says(el, en.left.user.title);
    await expect(el).to.be.accessible();
  });
});

describe('a host link', () => {
  const key = (letter: string) => letter.repeat(43);
  const { href } = location;
  const open = async (roomId: string, letter: string): Promise<AudioRoom> => {
    history.replaceState(undefined, '', `${href}#host=${key(letter)}`);
    return fixture<AudioRoom>(html`<audio-room room-id=${roomId}></audio-room>`);
  };

  it('makes a host, and its key leaves the address at once and is kept', async () => {
    localStorage.removeItem('audio-rooms.hostKeys');
    const el = await open('abc', 'A');
    expect(el.hostKey).to.equal(key('A'));
    expect(location.href).to.equal(href);
    await open('xyz', 'B');
    await open('abc', 'C');
    const kept: unknown = JSON.parse(new Preferences().get('hostKeys') ?? '');
    expect(Object.fromEntries(kept as [string, string][])).to.deep.equal({
      abc: key('C'),
      xyz: key('B'),
    });
    localStorage.removeItem('audio-rooms.hostKeys');
  });
});
