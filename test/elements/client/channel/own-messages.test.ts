import { expect } from '@open-wc/testing';
import { failureOf, until } from '../client-support.ts';
import { ADA, ChannelWorld } from './channel-world.ts';

describe('what a participant sends to the channel', () => {
  let world: ChannelWorld;

  beforeEach(() => {
    world = new ChannelWorld();
  });
  afterEach(() => world.end());

  describe('a message of this participant', () => {
    it('is sent once, cleaned, and is there when the promise resolves', async () => {
      await world.start();
      await world.channel.sendMessage('  Hi\u0000 all ');
      expect(world.texts()).to.deep.equal(['Hi all']);
      expect(world.shown.messages[0]!.own).to.equal(true);
      await world.channel.sendMessage(' \n ');
      expect(world.chat.requests).to.have.length(1);
    });

    it('is refused with a reason', async () => {
      await world.start();
      const refused = async (text: string) =>
        (await failureOf(world.channel.sendMessage(text))).code;
      expect(await refused('a'.repeat(281))).to.equal('CHAT_TOO_LONG');
      world.chat.refusals.push(429, 403, 406, 413, 500);
      expect(await refused('a')).to.equal('CHAT_TOO_FAST');
      expect(await refused('a')).to.equal('CHAT_NOT_ALLOWED');
      expect(await refused('a')).to.equal('CHAT_NOT_ALLOWED');
      expect(await refused('a')).to.equal('CHAT_TOO_LONG');
      expect(await refused('a')).to.equal('CHANNEL_UNREACHABLE');
      expect(world.texts()).to.deep.equal([]);
    });

    it('is given up when the connection is lost before the answer, and when there is no answer', async () => {
      await world.start(100);
      world.chat.silent = true;
      const [lost] = await Promise.all([
        failureOf(world.channel.sendMessage('lost')),
        until(() => world.chat.requests.length === 1, 'sent').then(() => world.chat.cut()),
      ]);
      expect(lost.code).to.equal('CHANNEL_UNREACHABLE');
      await world.connections(2);
      expect((await failureOf(world.channel.sendMessage('silence'))).code).to.equal(
        'CHANNEL_UNREACHABLE',
      );
    });

    it('can be deleted, and stays deleted', async () => {
      await world.start();
      const id = world.chat.say(ADA, 'one');
      world.chat.say(ADA, 'two');
      await world.channel.deleteMessage(id);
      expect(world.texts()).to.deep.equal(['two']);
    });
  });

  describe('reactions', () => {
    it('are gathered for a second into one message', async () => {
      await world.start(10);
      for (let i = 0; i < 12; i++) world.channel.react('clap');
      world.channel.react('wow');
      await until(() => world.shown.reactions.length > 0, 'shown');
      expect(world.chat.requests.map(({ Content }) => Content)).to.deep.equal([
        '{"clap":10,"wow":1}',
      ]);
      expect(world.shown.reactions.map(({ kind, count }) => [kind, count])).to.deep.equal([
        ['clap', 10],
        ['wow', 1],
      ]);
      await until(() => world.shown.reactions.length === 0, 'gone');
    });

    it('are sent again if they were too many, with those that came since', async () => {
      await world.start(20);
      world.chat.refusals.push(429);
      world.channel.react('clap');
      await until(() => world.chat.requests.length === 1, 'refused');
      world.channel.react('clap');
      world.channel.react('heart');
      await until(() => world.shown.reactions.length > 0, 'shown');
      expect(world.chat.requests.at(-1)!.Content).to.equal('{"clap":2,"heart":1}');
    });

    it('are given up after three tries', async () => {
      await world.start(50);
      world.chat.refusals.push(429, 429, 429);
      world.channel.react('clap');
      await until(() => world.chat.requests.length === 3, 'three tries');
      world.channel.react('heart');
      await until(() => world.shown.reactions.length > 0, 'shown');
      expect(world.chat.requests.at(-1)!.Content).to.equal('{"heart":1}');
    });
  });
});
