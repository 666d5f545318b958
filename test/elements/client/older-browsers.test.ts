import { expect } from '@open-wc/testing';
import { FastTime, replace, until } from './client-support.ts';
import { fakeSession } from './fake-session.ts';

describe('RoomSession in Safari before 17.4, which has no AbortSignal.any', () => {
  it('joins, reconnects and leaves', async () => {
    const restore = replace(AbortSignal, 'any', undefined);
    const time = new FastTime(100);
    const { session, fake, stage, end } = await fakeSession();
    await session.join('abc', { name: 'Zoë' });
    stage().end('unknown');
    await until(() => fake.stages.length === 2, 'a new stage');
    await until(() => !session.snapshot.reconnecting, 'back');
    expect(session.snapshot.error).to.equal(undefined);
    end();
    time.restore();
    restore();
  });
});
