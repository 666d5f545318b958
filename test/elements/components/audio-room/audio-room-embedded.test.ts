import { expect, fixture, html } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { en } from '../../../../components/texts/en.ts';
import type { PartialTexts } from '../../../../components/texts/texts.ts';
import { problems } from '../../../../src/api/problems.ts';
import { button, eventOf, textOf } from '../element-support.ts';
import { AudioRoomFixture, offers, says } from './audio-room-fixture.ts';

const rejection = (attempt: Promise<unknown>): Promise<{ name: string; code?: unknown }> =>
  attempt.then(
    () => expect.fail('it resolved'),
    (error: unknown) => error as { name: string; code?: unknown },
  );

describe('<audio-room> as pages embed it', () => {
  const rooms = new AudioRoomFixture();
  const { loadSdk } = rooms;
  const address = location.href;

  afterEach(() => history.replaceState(null, '', address));

  /** An element that the page makes and inserts in the same task. */
  function appended(properties: Partial<AudioRoom> = {}): AudioRoom {
    const el = Object.assign(document.createElement('audio-room'), { loadSdk, ...properties });
    document.body.append(el);
    return el;
  }

  const invitation = async (el: AudioRoom): Promise<string> => {
    await offers(el, 'Leave');
    const view = el.shadowRoot!.querySelector('audio-room-view')!;
    await view.updateComplete;
    return view.inviteLink;
  };

  it('invites with a link that brings into the room, also where the page’s address names no room', async () => {
    const el = await rooms.start();
    await el.create();
    const link = await invitation(el);
    expect(link).to.match(new RegExp(`#room=${el.roomId}$`));
    el.remove();
    history.replaceState(null, '', link);
    const guest = await rooms.start();
    expect(guest.roomId).to.equal(el.roomId);
    await offers(guest, 'Join as a listener');
  });

  it('invites with the page’s own address if that names the room', async () => {
    history.replaceState(null, '', '/rooms/abc?x=1');
    const el = await rooms.listening();
    expect(await invitation(el)).to.equal(`${location.origin}/rooms/abc?x=1`);
  });

  it('keeps the rest of the fragment in an invitation, and replaces the room in it', async () => {
    history.replaceState(null, '', '#/talk&room=old');
    const el = await rooms.listening();
    expect(await invitation(el)).to.match(/#\/talk&room=abc$/);
  });

  for (const nothing of [null, undefined]) {
    it(`takes ${String(nothing)} for no address`, async () => {
      const el = await rooms.lobby();
      Object.assign(el, { apiUrl: nothing, inviteUrl: nothing, texts: nothing });
      await el.updateComplete;
      await el.join();
      expect(await invitation(el)).to.include(el.roomId);
    });
  }

  it('takes a removed attribute for no address', async () => {
    const el = await rooms.lobby();
    for (const name of ['api-url', 'invite-url']) {
      el.setAttribute(name, 'https://other.example');
      el.removeAttribute(name);
    }
    await el.join();
    expect(await invitation(el)).to.include(el.roomId);
  });

  it('leaves the room when the page names another API', async () => {
    const el = await rooms.listening();
    const left = eventOf(el, 'room-left');
    el.apiUrl = 'https://other.example';
    expect((await left).reason).to.equal('user');
    await offers(el, 'Join as a listener');
  });

  it('lays part of a record of texts over the others', async () => {
    const el = await rooms.listening();
    el.texts = {
      left: { user: { title: 'Bye!' } },
      errors: { ROOM_FULL: 'Full!' },
      leave: 'Go',
    } satisfies PartialTexts;
    await offers(el, 'Go');
    button(el, 'Go').click();
    await says(el, 'Bye!');
    await says(el, en.left.user.advice);
  });

  it('leaves out what is no text', async () => {
    const el = await rooms.listening();
    el.texts = { leave: 7, mute: null, listeners: 'some', errors: 3 } as unknown as PartialTexts;
    await el.updateComplete;
    await offers(el, 'Leave');
    expect(textOf(el)).not.to.include('7');
  });

  it('joins with a suggested name if it is asked in the task that inserts it', async () => {
    const el = appended({ lang: 'es' });
    await el.create();
    const [{ body } = { body: undefined }] = rooms.api.calls;
    expect((body as { name: string }).name).to.match(/^\S+ \S+$/);
    expect(localStorage.getItem('audio-rooms.name')).not.to.equal('');
    el.remove();
  });

  it('resolves with the room as the person sees it', async () => {
    const el = await rooms.start();
    const snapshot = await el.create();
    expect(snapshot).to.equal(el.snapshot);
    expect(snapshot.phase).to.equal('listening');
    el.leave();
    const again = await rooms.lobby();
    expect((await again.join()).room?.id).to.equal('abc');
  });

  it('rejects with the reason, and never says that a person left who was not in', async () => {
    const el = await rooms.start();
    let left = 0;
    el.addEventListener('room-left', () => left++);
    const refusal = { status: problems.ORIGIN_REFUSED.status, code: 'ORIGIN_REFUSED' } as const;
    rooms.api.refusals.push(refusal, refusal, refusal);
    expect((await rejection(el.create())).code).to.equal('ORIGIN_REFUSED');
    expect(left).to.equal(0);
  });

  it('rejects with an AbortError if it is removed midway, left, or not in the page', async () => {
    const removed = await rooms.lobby();
    const joining = rejection(removed.join());
    removed.remove();
    expect((await joining).name).to.equal('AbortError');

    const el = await rooms.start();
    const creating = rejection(el.create());
    await eventOf(el, 'room-change');
    el.leave();
    expect((await creating).name).to.equal('AbortError');

    const detached = document.createElement('audio-room');
    expect((await rejection(detached.create())).name).to.equal('AbortError');
  });

  it('has one attempt at a time: a second call gets the first one’s result', async () => {
    const el = await rooms.lobby();
    const [first, second] = await Promise.all([el.join(), el.join()]);
    expect(first).to.equal(second);
    expect(rooms.api.joins.length).to.equal(1);
  });

  it('writes no attribute for the default theme, which a server would not render', async () => {
    const el = await rooms.start();
    expect(el.hasAttribute('theme')).to.equal(false);
    el.theme = 'dark';
    await el.updateComplete;
    expect(el.getAttribute('theme')).to.equal('dark');
    el.theme = 'system';
    await el.updateComplete;
    expect(el.hasAttribute('theme')).to.equal(false);
  });

  for (const style of [
    'display: flex',
    'display: grid; justify-content: center',
    'display: grid; place-items: center',
    'display: flex; flex-direction: column; align-items: center',
    'float: left',
    'position: absolute',
    'display: inline-block',
    'inline-size: fit-content',
  ]) {
    it(`has a width where its content decides about that: ${style}`, async () => {
      const page = await fixture(
        html`<div>
          <div style=${style}><audio-room></audio-room></div>
        </div>`,
      );
      const { width } = page.querySelector('audio-room')!.getBoundingClientRect();
      expect(width).to.be.within(280, innerWidth);
      const alone = await fixture(html`<audio-room style=${style}></audio-room>`);
      expect(alone.getBoundingClientRect().width).to.be.within(280, innerWidth);
    });
  }

  it('shrinks in a narrow row', async () => {
    const page = await fixture(
      html`<div style="display: flex; inline-size: 240px"><audio-room></audio-room></div>`,
    );
    const { width } = page.querySelector('audio-room')!.getBoundingClientRect();
    expect(width).to.be.within(1, 240);
  });

  it('has a width in a dialog and in a popover', async () => {
    const page = await fixture(
      html`<div>
        <dialog><audio-room></audio-room></dialog>
        <div popover><audio-room></audio-room></div>
      </div>`,
    );
    page.querySelector('dialog')!.showModal();
    page.querySelector<HTMLElement>('[popover]')!.showPopover();
    for (const room of page.querySelectorAll('audio-room')) {
      expect(room.getBoundingClientRect().width).to.be.within(200, innerWidth);
    }
  });
});
