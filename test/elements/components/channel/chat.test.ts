import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../../components/channel/chat.ts';
import type { Chat } from '../../../../components/channel/chat.ts';
import type { ChatMessage } from '../../../../components/channel/chat-message.ts';
import type { RoomSnapshot } from '../../../../src/client/snapshot.ts';
import { button, deepAll, eventOf, hasButton, textOf } from '../element-support.ts';
import { message, withChannel } from './channel-fixture.ts';

async function chat(snapshot: RoomSnapshot): Promise<Chat> {
  const el = await fixture<Chat>(html`
    <audio-room-chat .snapshot=${snapshot} style="block-size: 300px"></audio-room-chat>
  `);
  await rendered(el);
  return el;
}

async function rendered(el: Chat): Promise<void> {
  await el.updateComplete;
  for (const one of deepAll<ChatMessage>(el, 'audio-room-chat-message, audio-room-chat-field')) {
    await one.updateComplete;
  }
}

const log = (el: Chat): HTMLElement => deepAll(el, '[role=log]')[0]!;
const isAtEnd = (el: Chat): boolean => {
  const { scrollHeight, scrollTop, clientHeight } = log(el);
  return scrollHeight - scrollTop - clientHeight < 2;
};
const lines = (el: Chat): string[] => deepAll(el, 'li').map((line) => textOf(line));
const many = (amount: number) => [...Array(amount).keys()].map((i) => message(`Line ${i}`));

describe('<audio-room-chat>', () => {
  it('shows who wrote what and when, hosts and oneself marked, in a log', async () => {
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(
      Date.parse('2026-05-05T18:03:00Z'),
    );
    const messages = [
      message('Hello', { role: 'host', name: 'Ana', senderId: 'a' }),
      message('Hi', { own: true, name: 'Zoë', senderId: 'me' }),
    ];
    const el = await chat(withChannel({ messages }));
    expect(lines(el)).to.deep.equal([`Ana Host ${time} Hello`, `Zoë you ${time} Hi`]);
    expect(textOf(log(el))).to.include('Nothing is kept: who comes later doesn’t see this.');
  });

  it('shows a message as text, each in its own direction', async () => {
    const hostile = '<img src=x onerror=alert(1)> <b>bold</b> {{x}}';
    const el = await chat(withChannel({ messages: [message(hostile), message('שלום')] }));
    expect(deepAll(el, 'img, b')).to.deep.equal([]);
    const texts = deepAll(el, '.text');
    expect(texts[0]!.textContent).to.equal(hostile);
    expect(texts.map((text) => getComputedStyle(text).direction)).to.deep.equal(['ltr', 'rtl']);
  });

  it('links addresses without telling them where from, and asks for nothing', async () => {
    performance.clearResourceTimings();
    const text = 'See https://page.example/a. Not javascript:alert(1)';
    const el = await chat(withChannel({ messages: [message(text)] }));
    const links = deepAll<HTMLAnchorElement>(el, 'a');
    expect(links.length).to.equal(1);
    const [{ href, rel, target, textContent }] = links as [HTMLAnchorElement];
    expect([href, textContent]).to.deep.equal(Array(2).fill('https://page.example/a'));
    expect([rel, target]).to.deep.equal(['noopener noreferrer nofollow', '_blank']);
    const asked = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(asked.filter((name) => name.includes('page.example'))).to.deep.equal([]);
  });

  it('wraps long words', async () => {
    const el = await chat(withChannel({ messages: [message('x'.repeat(280))] }));
    expect(log(el).scrollWidth).to.be.at.most(log(el).clientWidth);
  });

  it('stays at the end, and where somebody reads otherwise, until they ask for what is new', async () => {
    const messages = many(30);
    const el = await chat(withChannel({ messages }));
    await waitUntil(() => isAtEnd(el), 'starts at the end');
    messages.push(message('New'));
    el.snapshot = withChannel({ messages: [...messages] });
    await rendered(el);
    await waitUntil(() => isAtEnd(el), 'stays at the end');
    expect(hasButton(el, 'New messages')).to.equal(false);

    log(el).scrollTo(0, 40);
    await new Promise((resolve) => log(el).addEventListener('scroll', resolve, { once: true }));
    messages.push(message('Newer'));
    el.snapshot = withChannel({ messages: [...messages] });
    await rendered(el);
    expect(log(el).scrollTop).to.equal(40);
    button(el, 'New messages').click();
    await rendered(el);
    await waitUntil(() => isAtEnd(el), 'goes to the end');
    expect(hasButton(el, 'New messages')).to.equal(false);
  });

  it('goes to one’s own message', async () => {
    const messages = many(30);
    const el = await chat(withChannel({ messages }));
    log(el).scrollTo(0, 40);
    await new Promise((resolve) => log(el).addEventListener('scroll', resolve, { once: true }));
    el.snapshot = withChannel({ messages: [...messages, message('Mine', { own: true })] });
    await rendered(el);
    await waitUntil(() => isAtEnd(el), 'goes to the end');
  });

  it('leaves the focus where it is when messages come', async () => {
    const el = await chat(withChannel());
    el.focus();
    const [area] = deepAll<HTMLTextAreaElement>(el, 'textarea');
    el.snapshot = withChannel({ messages: many(3) });
    await rendered(el);
    expect(area!.matches(':focus')).to.equal(true);
  });

  for (const [why, snapshot] of [
    [
      'The hosts have turned the chat off.',
      withChannel({ mayWrite: false }, { room: { chat: 'off' } as never }),
    ],
    [
      'Only those on stage can write',
      withChannel({ mayWrite: false }, { room: { chat: 'stage' } as never }),
    ],
    ['A host has taken the right', withChannel({ mayWrite: false })],
  ] as const) {
    it(`says why somebody can’t write, in place of the field: ${why}`, async () => {
      const el = await chat(snapshot);
      expect(deepAll(el, 'textarea')).to.deep.equal([]);
      expect(textOf(el)).to.include(why);
    });
  }

  it('lets those on stage and hosts write where only they can', async () => {
    const room = { chat: 'stage' } as never;
    const speaker = await chat(withChannel({}, { room, phase: 'speaking' }));
    const host = await chat(withChannel({}, { room: { chat: 'off' } as never, host: true }));
    for (const el of [speaker, host]) expect(deepAll(el, 'textarea').length).to.equal(1);
  });

  it('says that the channel is lost, and keeps field and text', async () => {
    const el = await chat(withChannel());
    const [area] = deepAll<HTMLTextAreaElement>(el, 'textarea');
    area!.value = 'Half a';
    area!.dispatchEvent(new Event('input'));
    el.snapshot = withChannel({ state: 'lost', mayWrite: false });
    await rendered(el);
    expect(textOf(deepAll(el, '.why')[0]!)).to.include('The chat can’t be reached');
    expect(area!.isConnected && area!.value).to.equal('Half a');
  });

  it('lets only hosts delete messages and take the right to write', async () => {
    const messages = [
      message('Buy this'),
      message('Hm', { own: true, senderId: 'me', name: 'Zoë' }),
    ];
    const guest = await chat(withChannel({ messages }));
    expect(hasButton(guest, 'Options for Bo')).to.equal(false);

    const el = await chat(withChannel({ messages }, { host: true }));
    button(el, 'Options for Bo').click();
    await rendered(el);
    const silence = eventOf(el, 'person-request');
    button(el, 'Don’t let them write').click();
    const { action, participantId } = await silence;
    expect([action, participantId]).to.deep.equal(['silence', 'id-Bo']);

    button(el, 'Options for Zoë').click();
    await rendered(el);
    expect(hasButton(el, 'Don’t let them write')).to.equal(false);
    const deletion = eventOf(el, 'message-delete-request');
    button(el, 'Delete message').click();
    expect((await deletion).messageId).to.equal(messages[1]!.id);
  });

  it('lets a host give the right to write back', async () => {
    const people = { hands: [], invited: [], audience: [], silenced: ['id-Bo'] };
    const el = await chat(withChannel({ messages: [message('Hm')] }, { host: true, people }));
    expect(lines(el)[0]).to.include('can’t write');
    button(el, 'Options for Bo').click();
    await rendered(el);
    const request = eventOf(el, 'person-request');
    button(el, 'Let them write again').click();
    expect((await request).action).to.equal('unsilence');
  });

  it('is accessible', async () => {
    const messages = [message('Hello https://page.example/'), ...many(30)];
    const el = await chat(withChannel({ messages }, { host: true }));
    await expect(el).to.be.accessible();
    el.snapshot = withChannel({ state: 'lost' });
    await rendered(el);
    await expect(el).to.be.accessible();
  });
});
