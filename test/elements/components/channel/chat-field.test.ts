import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/channel/chat-field.ts';
import type { ChatField } from '../../../../components/channel/chat-field.ts';
import type { MessageRequestEvent } from '../../../../components/events/message-request-event.ts';
import { RoomError, type RoomErrorCode } from '../../../../src/client/room-error.ts';
import { button, deepAll, textOf } from '../element-support.ts';

interface Sent {
  readonly text: string;
  readonly resolve: () => void;
  readonly refuse: (code: RoomErrorCode) => void;
}

async function field(): Promise<{ el: ChatField; area: HTMLTextAreaElement; sent: Sent[] }> {
  const sent: Sent[] = [];
  const answer = (event: MessageRequestEvent): void => {
    event.respondWith(
      new Promise((resolve, reject) => {
        const refuse = (code: RoomErrorCode): void => reject(new RoomError(code, 'Refused.'));
        sent.push({ text: event.text, resolve, refuse });
      }),
    );
  };
  const el = await fixture<ChatField>(html`
    <audio-room-chat-field @message-request=${answer}></audio-room-chat-field>
  `);
  const [area] = deepAll<HTMLTextAreaElement>(el, 'textarea');
  return { el, area: area!, sent };
}

async function write(el: ChatField, area: HTMLTextAreaElement, text: string): Promise<void> {
  area.value = text;
  area.dispatchEvent(new Event('input'));
  await el.updateComplete;
}

async function press(el: ChatField, area: HTMLTextAreaElement, init: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init });
  const goesOn = area.dispatchEvent(event);
  await el.updateComplete;
  return goesOn;
}

/** Resolves when everything that was settled has been rendered. */
const settled = (el: ChatField) =>
  new Promise<void>((resolve) => setTimeout(resolve)).then(() => el.updateComplete);

describe('<audio-room-chat-field>', () => {
  it('sends with Enter what was written, trimmed, and is then empty', async () => {
    const { el, area, sent } = await field();
    await write(el, area, '  Hello\nyou ');
    expect(await press(el, area), 'a line is broken').to.equal(false);
    expect(sent.map(({ text }) => text)).to.deep.equal(['Hello\nyou']);
    expect(area.value).to.equal('');
    expect(textOf(el)).to.include('Sending…');
    sent[0]!.resolve();
    await settled(el);
    expect(textOf(el)).not.to.include('Sending…');
  });

  it('sends with its button, too', async () => {
    const { el, area, sent } = await field();
    await write(el, area, 'Hi');
    button(el, 'Send').click();
    expect(sent.length).to.equal(1);
  });

  for (const [what, init] of [
    ['with Shift', { shiftKey: true }],
    ['while an input method composes a word', { isComposing: true }],
    ['that ends a composition in Safari', { keyCode: 229 }],
  ] as const) {
    it(`leaves Enter ${what} to the browser`, async () => {
      const { el, area, sent } = await field();
      await write(el, area, 'にほん');
      expect(await press(el, area, init)).to.equal(true);
      expect(sent).to.deep.equal([]);
      expect(area.value).to.equal('にほん');
    });
  }

  it('sends nothing that can’t be seen', async () => {
    const { el, area, sent } = await field();
    await write(el, area, ' \u200b\n ');
    await press(el, area);
    expect(sent).to.deep.equal([]);
  });

  for (const [code, text] of [
    ['CHAT_TOO_FAST', 'Too many messages at once'],
    ['CHAT_NOT_ALLOWED', 'You may not write here'],
    ['CHANNEL_UNREACHABLE', 'The chat can’t be reached'],
  ] as const) {
    it(`keeps what was refused, and says why: ${code}`, async () => {
      const { el, area, sent } = await field();
      await write(el, area, 'Hello');
      await press(el, area);
      sent[0]!.refuse(code);
      await settled(el);
      expect(area.value).to.equal('Hello');
      expect(deepAll(el, '[role=alert]')[0]!.textContent).to.include(text);
      await write(el, area, 'Hello!');
      expect(deepAll(el, '[role=alert]')).to.deep.equal([]);
    });
  }

  it('keeps what was refused in front of what was written since', async () => {
    const { el, area, sent } = await field();
    await write(el, area, 'First');
    await press(el, area);
    await write(el, area, 'Second');
    await press(el, area);
    expect(sent.length, 'sends one at a time').to.equal(1);
    sent[0]!.refuse('CHAT_TOO_FAST');
    await settled(el);
    expect(area.value).to.equal('First\nSecond');
  });

  it('sends nothing while the channel is lost, says so, and keeps the text', async () => {
    const { el, area, sent } = await field();
    el.obstacle = 'lost';
    await write(el, area, 'Hello');
    await press(el, area);
    expect(sent).to.deep.equal([]);
    expect(area.value).to.equal('Hello');
    expect(deepAll(el, '[role=alert]')[0]!.textContent).to.include('Trying again');
    el.obstacle = undefined;
    await el.updateComplete;
    expect(deepAll(el, '[role=alert]')).to.deep.equal([]);
  });

  it('counts characters as people do, near the end only', async () => {
    const { el, area, sent } = await field();
    await write(el, area, 'é'.normalize('NFD').repeat(239));
    expect(deepAll(el, '#counter')).to.deep.equal([]);
    await write(el, area, 'é'.normalize('NFD').repeat(279));
    expect(textOf(deepAll(el, '#counter')[0]!)).to.equal('1 character left');
    await write(el, area, 'x'.repeat(282));
    expect(textOf(deepAll(el, '#counter')[0]!)).to.equal('2 characters too many');
    expect(area.getAttribute('aria-invalid')).to.equal('true');
    await press(el, area);
    expect(sent).to.deep.equal([]);
    expect(deepAll(el, '[role=alert]')[0]!.textContent).to.include('too long');
    expect(area.value.length).to.equal(282);
  });

  it('is accessible', async () => {
    const { el, area } = await field();
    await write(el, area, 'x'.repeat(282));
    await press(el, area);
    await expect(el).to.be.accessible();
  });
});
