import { expect } from '@open-wc/testing';
import { ListenerCount } from '../../../../src/client/session/listener-count.ts';
import { FastTime, until } from '../client-support.ts';

describe('ListenerCount', () => {
  const room = {
    ...{ id: 'abc', stage: 'open' as const, locked: false, hosts: [] },
    ...{ live: false, speakers: [], listeners: 3 },
    ...{ createdAt: '2026-11-22T10:00:00Z', expiresAt: '2026-11-22T16:00:00Z' },
    now: '2026-11-22T10:00:00Z',
  };
  let time: FastTime;
  let counts: number[];
  let speakers: number;
  let listeners: ListenerCount;

  beforeEach(() => {
    time = new FastTime(20);
    counts = [];
    speakers = 0;
    listeners = new ListenerCount({
      room,
      read: () => Promise.resolve({ ...room, listeners: 9 }),
      speakers: () => speakers,
      onCount: (count) => counts.push(count),
      onFailure: (thrown) => expect.fail(String(thrown)),
    });
  });

  afterEach(() => {
    listeners.stop();
    time.restore();
  });

  const counted = (number: number) => until(() => counts.length === number, `${number} counts`);

  it("is the API's number until the stage counts", async () => {
    expect(counts).to.deep.equal([3]);
    listeners.setRoom({ ...room, listeners: 7 });
    listeners.settle(); // somebody went on stage
    await counted(3);
    expect(counts).to.deep.equal([3, 7, 9]);
  });

  it('is everybody who is connected and not on stage, once both numbers have settled', async () => {
    speakers = 1;
    listeners.setConnected(5);
    expect(counts).to.deep.equal([3]);
    await counted(2);
    speakers = 0; // leaves the stage, and is still counted as connected
    listeners.settle();
    listeners.setConnected(4);
    await counted(3);
    expect(counts).to.deep.equal([3, 4, 4]);
  });

  it('ignores the API and stops reading it when the stage counts', async () => {
    listeners.setConnected(5);
    await counted(2);
    listeners.setRoom({ ...room, listeners: 99 });
    const polled = performance.now() + 30_000;
    await until(() => performance.now() > polled, '30 s');
    expect(counts).to.deep.equal([3, 5]);
  });

  it('is never negative', async () => {
    speakers = 2;
    listeners.setConnected(1);
    await counted(2);
    expect(counts).to.deep.equal([3, 0]);
  });
});
