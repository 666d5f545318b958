import { expect } from '@open-wc/testing';
import { until } from '../client-support.ts';
import { ADA, ChannelWorld, ME } from './channel-world.ts';

describe('the connection of RoomChannel', () => {
  let world: ChannelWorld;

  beforeEach(() => {
    world = new ChannelWorld();
  });
  afterEach(() => world.end());

  it('is made again at once when it is cut', async () => {
    await world.start();
    world.chat.cut();
    expect(world.shown.state).to.equal('connecting');
    await world.connections(2);
    await world.connected();
    expect(world.states).not.to.include('lost');
    expect(world.opened()).to.have.length(2);
  });

  it('is lost after five seconds, and tried for until it is back', async () => {
    await world.start(100);
    world.chat.down = true;
    world.chat.cut();
    await until(() => world.shown.state === 'lost', 'lost');
    await until(() => world.chat.sockets.length >= 5, 'tries');
    world.chat.down = false;
    await world.connected();
    expect(world.states).to.deep.equal([
      'connecting',
      'connected',
      'connecting',
      'lost',
      'connected',
    ]);
    expect(
      world.failures.every((error) => (error as { code?: string }).code === 'CHANNEL_UNREACHABLE'),
    );
  });

  it('is made anew before its session ends, before the old one is closed', async () => {
    world.chat.sessionMs = 1_000;
    await world.start();
    await world.connections(2);
    expect(world.states).to.deep.equal(['connecting', 'connected']);
    expect(world.chat.sockets[0]!.readyState).to.equal(3);
  });

  it('goes by the time of the server, whatever the clock of this machine says', async () => {
    const realNow = Date.now.bind(Date);
    world.chat.sessionMs = 3_600_000;
    const restore = Date.now;
    Date.now = () => realNow() + 24 * 3_600_000;
    try {
      world.channel.start();
      await world.connected();
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(world.opened()).to.have.length(1);
    } finally {
      Date.now = restore;
    }
  });

  it('ends when it is stopped, and comes back when it is started', async () => {
    await world.start();
    world.channel.stop();
    await until(() => world.chat.open.length === 0, 'closed');
    expect(world.shown.state).to.equal('absent');
    world.channel.start();
    await world.connected();
    expect(world.opened()).to.have.length(2);
  });

  it('is not tried for any more by whoever was removed', async () => {
    await world.start();
    world.api.refusals.push({ status: 403, code: 'REMOVED' });
    world.chat.disconnect(ME);
    await until(() => world.shown.state === 'absent', 'absent');
    expect(world.opened()).to.have.length(2);
  });

  it('is made anew for whoever comes on stage, becomes a host or is another participant', async () => {
    await world.start();
    world.tokens.mayPublish = true;
    world.channel.update();
    await world.connections(2);
    world.snapshot = { ...world.snapshot, host: true };
    world.channel.update();
    await world.connections(3);
    world.snapshot = { ...world.snapshot, self: { id: 'aNew123456789012', name: 'Zoë' } };
    world.channel.update();
    await world.connections(4);
    expect(world.chat.sockets.map(({ grant }) => `${grant!.role} ${grant!.userId}`)).to.deep.equal([
      `listener ${ME}`,
      `speaker ${ME}`,
      `host ${ME}`,
      'host aNew123456789012',
    ]);
    expect(world.states).to.deep.equal(['connecting', 'connected']);
  });

  it('loses no message and shows none twice while one replaces the other', async () => {
    await world.start();
    world.tokens.mayPublish = true;
    world.channel.update();
    const sent: string[] = [];
    while (world.chat.sockets.length < 2 || world.chat.open.length > 1) {
      sent.push(`m${sent.length}`);
      world.chat.say(ADA, sent.at(-1)!);
      await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
      if (sent.length % 50 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    expect(world.texts()).to.deep.equal(sent.slice(-200));
  });
});
