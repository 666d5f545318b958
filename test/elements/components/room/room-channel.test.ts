import { expect, waitUntil } from '@open-wc/testing';
import type { RoomView } from '../../../../components/room/room-view.ts';
import type { Reaction, RoomSnapshot } from '../../../../src/client/snapshot.ts';
import { FastTime, until } from '../../client/client-support.ts';
import { message, withChannel } from '../channel/channel-fixture.ts';
import { button, deepAll, eventOf, hasButton, speaker, still, textOf } from '../element-support.ts';
import { press, send } from './key-support.ts';
import { rendered, roomView } from './room-view-fixture.ts';

async function room(snapshot: RoomSnapshot, width = 1200): Promise<RoomView> {
  const el = await roomView(snapshot);
  Object.assign(el.style, { inlineSize: `${width}px`, blockSize: '600px' });
  // The element learns its size in the next frame.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await rendered(el);
  return el;
}

async function show(el: RoomView, snapshot: RoomSnapshot): Promise<void> {
  el.snapshot = snapshot;
  await rendered(el);
}

const dialog = (el: RoomView): HTMLDialogElement =>
  deepAll(el, 'audio-room-dialog.chat')[0]!.shadowRoot!.querySelector('dialog')!;
const stageWidth = (el: RoomView): number =>
  deepAll(el, 'audio-room-stage-grid')[0]!.getBoundingClientRect().width;
const reactions = (amount: number, changes: Partial<Reaction> = {}): Reaction[] =>
  [...Array(amount).keys()].map((i) => ({
    id: `r${i}`,
    ...{ senderId: 'somebody', kind: 'clap', count: 1 },
    ...changes,
  }));

describe('the channel in a room', () => {
  it('is not there in a room without one: no button, no key, no entry in the list of keys', async () => {
    const el = await room(withChannel({ state: 'absent' }));
    expect(hasButton(el, 'Chat')).to.equal(false);
    expect(
      deepAll(el, 'audio-room-reactions, audio-room-rising-reactions, audio-room-chat'),
    ).to.deep.equal([]);
    press('c', el);
    press('1', el);
    await rendered(el);
    expect(deepAll(el, 'audio-room-chat')).to.deep.equal([]);
    press('?', el);
    await rendered(el);
    expect(textOf(el)).not.to.include('Open or close the chat');
  });

  it('opens beside the stage where there is space, which gets smaller but stays usable', async () => {
    const el = await room(withChannel());
    const width = stageWidth(el);
    button(el, 'Chat').click();
    await rendered(el);
    expect(dialog(el).open && !dialog(el).matches(':modal')).to.equal(true);
    await waitUntil(() => stageWidth(el) < width - 200, 'the stage makes room');
    const [panel, stage] = [dialog(el), deepAll(el, 'audio-room-stage-grid')[0]!].map((one) =>
      one.getBoundingClientRect(),
    );
    expect(panel!.left).to.be.at.least(stage!.right);
    expect(button(el, 'Chat').getAttribute('aria-expanded')).to.equal('true');
    button(el, 'Chat').click();
    await rendered(el);
    expect(dialog(el).open).to.equal(false);
  });

  it('opens over the stage on a phone', async () => {
    const el = await room(withChannel(), 390);
    button(el, 'Chat').click();
    await rendered(el);
    expect(dialog(el).matches(':modal')).to.equal(true);
  });

  for (const width of [1200, 390]) {
    it(`opens with C and closes with Escape or its button, and gives the focus back, ${width} px wide`, async () => {
      const el = await room(withChannel(), width);
      const opener = button(el, 'Chat');
      opener.focus();
      press('c', opener);
      await rendered(el);
      expect(dialog(el).open).to.equal(true);
      expect(opener.matches(':focus')).to.equal(false);
      const [area] = deepAll(el, 'textarea');
      area!.focus();
      if (width > 900) press('Escape', area!);
      else dialog(el).close(); // what the browser does for Escape
      await waitUntil(() => opener.matches(':focus'), 'the focus is back');
      await waitUntil(() => opener.getAttribute('aria-expanded') === 'false', 'it is closed');
      expect(dialog(el).open).to.equal(false);
    });
  }

  it('keeps what was written when it is closed, and when it changes its place', async () => {
    const el = await room(withChannel());
    button(el, 'Chat').click();
    await rendered(el);
    const [area] = deepAll<HTMLTextAreaElement>(el, 'textarea');
    area!.value = 'Half a';
    area!.dispatchEvent(new Event('input'));
    area!.focus();
    el.style.inlineSize = '390px';
    await waitUntil(() => dialog(el).matches(':modal'), 'it is over the stage');
    expect(deepAll<HTMLTextAreaElement>(el, 'textarea')[0]!.value).to.equal('Half a');
    el.style.inlineSize = '1200px';
    await waitUntil(() => dialog(el).open && !dialog(el).matches(':modal'), 'it is beside it');
    button(el, 'Chat').click();
    await rendered(el);
    button(el, 'Chat').click();
    await rendered(el);
    expect(deepAll<HTMLTextAreaElement>(el, 'textarea')[0]!.value).to.equal('Half a');
  });

  it('closes rather than cover the stage when the room gets narrow', async () => {
    const el = await room(withChannel());
    button(el, 'Chat').click();
    await rendered(el);
    button(el, 'Leave').focus();
    el.style.inlineSize = '390px';
    await waitUntil(() => !dialog(el).open, 'it is closed');
  });

  it('counts the messages of others that came while the chat was closed', async () => {
    const messages = [message('One'), message('Mine', { own: true }), message('Two')];
    const el = await room(withChannel({ messages }));
    const opener = button(el, 'Chat: 2 new messages');
    expect(deepAll(el, '.unread')[0]!.textContent).to.equal('2');
    opener.click();
    await rendered(el);
    expect(hasButton(el, 'Chat'), 'all are read').to.equal(true);
    await show(el, withChannel({ messages: [...messages, message('Three')] }));
    button(el, 'Chat').click();
    await rendered(el);
    await show(el, withChannel({ messages: [...messages, message('Three'), message('Four')] }));
    expect(hasButton(el, 'Chat: 1 new message')).to.equal(false);
    const all = [...messages, ...Array.from({ length: 120 }, (_, i) => message(`${i}`))];
    await show(el, withChannel({ messages: all }));
    expect(deepAll(el, '.unread')[0]!.textContent).to.equal('99+');
  });

  it('reacts with the keys 1 to 6, also of other keyboards, and not while somebody types', async () => {
    const el = await room(withChannel());
    const asked: string[] = [];
    el.addEventListener('reaction-request', ({ kind }) => asked.push(kind));
    for (const key of ['1', '2', '3', '4', '5', '6', '7', '0']) press(key, el);
    const all = ['clap', 'heart', 'laugh', 'wow', 'thumbs-up', 'party'];
    expect(asked).to.deep.equal(all);
    send(el, 'keydown', { key: 'é', code: 'Digit2' }); // AZERTY
    send(el, 'keydown', { key: '2', code: 'Digit2', shiftKey: true });
    send(el, 'keydown', { key: '٢', code: 'Digit2' }); // Arabic
    send(el, 'keydown', { key: '@', code: 'Digit2', shiftKey: true });
    expect(asked.slice(6)).to.deep.equal(['heart', 'heart', 'heart']);
    button(el, 'Chat').click();
    await rendered(el);
    press('1', deepAll(el, 'textarea')[0]!);
    press('c', deepAll(el, 'textarea')[0]!);
    expect(asked.length).to.equal(9);
    expect(dialog(el).open).to.equal(true);
  });

  it('does not react for somebody who may not, nor offers it where only a host can change that', async () => {
    const el = await room(withChannel({ mayWrite: false, state: 'lost' }));
    let asked = 0;
    el.addEventListener('reaction-request', () => asked++);
    press('1', el);
    expect(asked).to.equal(0);
    expect(deepAll(el, 'audio-room-reactions').length).to.equal(1);
    await show(el, withChannel({ mayWrite: false }));
    expect(deepAll(el, 'audio-room-reactions')).to.deep.equal([]);
  });

  it('lets reactions rise from the tile of who is on stage, else from the audience', async () => {
    const speakers = [speaker('Ana'), speaker('Bo')];
    const sent = [...reactions(1, { senderId: 'id-Bo' }), { ...reactions(2)[1]!, senderId: 'x' }];
    const el = await room(withChannel({}, { speakers }));
    await show(el, withChannel({ reactions: sent }, { speakers }));
    const points = deepAll(el, '.rising').map(({ style }) => {
      const box = el.getBoundingClientRect();
      return [parseFloat(style.left) + box.left, parseFloat(style.top) + box.top] as const;
    });
    const tile = deepAll(el, 'participant-tile')[1]!.getBoundingClientRect();
    const audience = deepAll(el, '[part=listeners]')[0]!.getBoundingClientRect();
    for (const [i, origin] of [tile, audience].entries()) {
      expect(points[i]![0]).to.be.within(origin.left, origin.right);
      expect(points[i]![1]).to.be.within(origin.top, origin.bottom);
    }
  });

  it('moves nothing when reactions come', async () => {
    const el = await room(withChannel());
    const boxes = () =>
      deepAll(el, 'audio-room-stage-grid, .facts, audio-room-controls').map((one) =>
        JSON.stringify(one.getBoundingClientRect()),
      );
    const before = boxes();
    await show(el, withChannel({ reactions: reactions(20) }));
    expect(boxes()).to.deep.equal(before);
  });

  it('tells screen readers now and then how many reactions of others there were', async () => {
    const el = await room(withChannel());
    const status = deepAll(el, '[role=status]')[0]!;
    const time = new FastTime(20);
    try {
      await show(el, withChannel({ reactions: reactions(3, { count: 4 }) }));
      const own = { ...reactions(1)[0]!, id: 'own', senderId: 'me' };
      await show(el, withChannel({ reactions: [...reactions(3, { count: 4 }), own] }));
      expect(status.textContent).to.equal('');
      await until(() => status.textContent === '12 reactions', 'it says how many');
    } finally {
      time.restore();
    }
  });

  it('tells the page which message is to be sent', async () => {
    const el = await room(withChannel());
    button(el, 'Chat').click();
    await rendered(el);
    const [area] = deepAll<HTMLTextAreaElement>(el, 'textarea');
    area!.value = 'Hello';
    area!.dispatchEvent(new Event('input'));
    await rendered(el);
    const request = eventOf(el, 'message-request');
    button(el, 'Send').click();
    expect((await request).text).to.equal('Hello');
  });

  for (const [width, height] of [
    [1200, 600],
    [390, 844],
    [320, 256],
  ] as const) {
    it(`fits and is accessible in ${width} × ${height} pixels`, async () => {
      const el = await room(withChannel({ messages: [message('Hello')] }), width);
      el.style.blockSize = `${height}px`;
      await still();
      expect(el.scrollWidth).to.be.at.most(el.clientWidth);
      await expect(el).to.be.accessible();
      button(el, 'Chat: 1 new message').click();
      await rendered(el);
      await still();
      expect(el.scrollWidth).to.be.at.most(el.clientWidth);
      await expect(el).to.be.accessible();
    });
  }
});
