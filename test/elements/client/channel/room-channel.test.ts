import { expect } from '@open-wc/testing';
import { failureOf, until } from '../client-support.ts';
import { ADA, ChannelWorld, HOST, ME } from './channel-world.ts';

describe('RoomChannel', () => {
  let world: ChannelWorld;

  beforeEach(() => {
    world = new ChannelWorld();
  });
  afterEach(() => world.end());

  it('connects with a token of its own, and shows what comes', async () => {
    await world.start();
    expect(world.states).to.deep.equal(['connecting', 'connected']);
    expect(world.opened().map(({ method, bearer }) => [method, bearer])).to.deep.equal([
      ['POST', 'participant'],
    ]);
    const id = world.chat.say(ADA, 'Hello <b>you</b>');
    const [message] = world.shown.messages;
    expect(message).to.include({ id, senderId: ADA.id, name: 'Ada', role: 'speaker', own: false });
    expect(message!.text).to.equal('Hello <b>you</b>');
    expect(message!.sentAt).to.match(/^2\d+-.*Z$/);
  });

  it('is absent in a room without one, and where the API knows none', async () => {
    world.inRoom({ chat: undefined });
    world.channel.start();
    expect(world.opened()).to.have.length(0);
    world.inRoom({ chat: 'all' });
    world.api.openChannel = undefined;
    world.channel.start();
    await until(() => world.states.at(-1) === 'absent', 'absent');
    expect(world.opened()).to.have.length(1);
    expect(world.failures).to.deep.equal([]);
    expect((await failureOf(world.channel.sendMessage('Hi'))).code).to.equal('CHANNEL_UNREACHABLE');
  });

  describe('the right to write', () => {
    it('goes at once when a host takes it from all, and comes back with another token', async () => {
      await world.start();
      expect(world.shown.mayWrite).to.equal(true);
      world.inRoom({ chat: 'stage' });
      expect(world.shown.mayWrite).to.equal(false);
      expect((await failureOf(world.channel.sendMessage('x'))).code).to.equal('CHAT_NOT_ALLOWED');
      await world.connections(2);
      world.inRoom({ chat: 'all' });
      await world.connections(3);
      expect(world.shown.mayWrite).to.equal(true);
    });

    it('goes at once from whoever is silenced, and comes back', async () => {
      await world.start();
      world.chat.tell('silenced', { version: '1', id: ME });
      expect(world.shown.mayWrite).to.equal(false);
      world.mayWrite = false;
      world.chat.disconnect(ME);
      await world.connections(2);
      world.mayWrite = true;
      world.chat.tell('unsilenced', { version: '2', id: ME });
      await until(() => world.shown.mayWrite, 'may write');
      await world.channel.sendMessage('back');
    });

    it('comes to whoever was silenced before they connected', async () => {
      world.mayWrite = false;
      await world.start();
      expect(world.shown.mayWrite).to.equal(false);
      world.mayWrite = true;
      world.chat.tell('unsilenced', { version: '2', id: ME });
      await until(() => world.shown.mayWrite, 'may write');
    });
  });

  it('passes on events of the server, and ignores what is none', async () => {
    await world.start();
    world.chat.tell('hand-raised', { version: 'x', id: ADA.id });
    world.chat.tell('unheard-of', { version: '3' });
    world.chat.tell('hand-lowered', { version: '4', id: ADA.id });
    expect(world.events.map(({ name, version }) => [name, version])).to.deep.equal([
      ['hand-lowered', 4],
    ]);
  });

  it('drops what breaks the rules', async () => {
    await world.start();
    world.chat.say(ADA, 'a'.repeat(281));
    world.chat.say(ADA, '\u200B');
    world.chat.say(ADA, 'of another type', 'other');
    world.chat.say({ ...ADA, role: 'admin' }, 'forged role');
    world.chat.say({ ...ADA, id: '' }, 'nobody');
    world.chat.say(ADA, '{"clap":99999}', 'reactions');
    world.chat.say(ADA, '{"clap":', 'reactions');
    for (const frame of ['', 'x', 'null', '[]', '{}', '{"Type":"MESSAGE"}']) {
      world.chat.sockets[0]!.receive(frame);
    }
    world.chat.sockets[0]!.receive({
      Type: 'MESSAGE',
      Id: 'i',
      Content: 7,
      Attributes: 1,
      Sender: null,
    });
    world.chat.tell('silenced', { version: '1', id: ADA.id });
    world.chat.say(ADA, 'silenced');
    world.chat.say(ADA, '{"clap":1}', 'reactions');
    world.chat.tell('unsilenced', { version: '2', id: ADA.id });
    world.inRoom({ chat: 'off' });
    world.chat.say(ADA, 'too late');
    world.chat.say(HOST, 'of a host');
    world.inRoom({ chat: 'stage' });
    world.chat.say({ ...ADA, role: 'listener' }, 'not on stage');
    world.chat.say(ADA, 'on stage');
    world.chat.tell('removed', { version: '3', id: ADA.id });
    world.chat.say(ADA, 'removed');
    expect(world.texts()).to.deep.equal(['of a host', 'on stage']);
    expect(world.shown.reactions).to.deep.equal([]);
  });
});
