import { expect } from '@open-wc/testing';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { FakeChat } from '../../client/channel/fake-chat.ts';
import { waitUntil } from '../../wait-until.ts';
import { button, deepAll, hasButton, textOf } from '../element-support.ts';
import { AudioRoomFixture, offers, says } from './audio-room-fixture.ts';

describe('the chat in <audio-room>', () => {
  const room = new AudioRoomFixture();
  let chat: FakeChat;

  beforeEach(() => {
    chat = new FakeChat();
    room.api.details = { chat: 'all' };
    room.api.openChannel = () => chat.grant({ userId: 'me', role: 'listener', mayWrite: true });
  });
  afterEach(() => chat.restore());

  async function opened(): Promise<AudioRoom> {
    const el = await room.listening();
    await offers(el, 'Chat');
    button(el, 'Chat').click();
    await waitUntil(() => deepAll(el, 'textarea').length === 1, 'the field');
    await waitUntil(() => chat.open.length === 1, 'connected');
    return el;
  }

  function write(el: AudioRoom, text: string): void {
    const [area] = deepAll<HTMLTextAreaElement>(el, 'textarea');
    area!.value = text;
    area!.dispatchEvent(new Event('input'));
    area!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
  }

  it('shows what others write, and sends what is written here', async () => {
    const el = await opened();
    chat.say({ id: 'aBo', name: 'Bo', role: 'listener' }, 'Hello');
    await says(el, 'Hello');
    await waitUntil(() => {
      if (chat.requests.length === 0) write(el, 'Hi Bo');
      return chat.requests.length === 1;
    }, 'sent');
    expect(chat.requests[0]).to.include({ Action: 'SEND_MESSAGE', Content: 'Hi Bo' });
    await says(el, 'Hi Bo');
  });

  it('keeps what was refused, and says why', async () => {
    const el = await opened();
    chat.refusals.push(429);
    await waitUntil(() => {
      if (chat.requests.length === 0) write(el, 'Hi');
      return chat.requests.length === 1;
    }, 'sent');
    await says(el, 'Too many messages at once');
    expect(deepAll<HTMLTextAreaElement>(el, 'textarea')[0]!.value).to.equal('Hi');
  });

  it('sends reactions', async () => {
    const el = await opened();
    await waitUntil(() => !button(el, 'Heart').hasAttribute('aria-disabled'), 'may react');
    button(el, 'Heart').click();
    await waitUntil(() => chat.requests.length === 1, 'sent');
    expect(chat.requests[0]!.Content).to.equal('{"heart":1}');
  });

  it('is not there with no-chat', async () => {
    const el = await opened();
    el.noChat = true;
    await waitUntil(() => !hasButton(el, 'Chat'), 'no button');
    expect(deepAll(el, 'audio-room-reactions, audio-room-chat')).to.deep.equal([]);
    expect(textOf(el)).not.to.include('Chat');
  });
});
