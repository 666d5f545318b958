import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { reactionKinds } from '../../../../src/api/channel.ts';
import { ChannelLog } from '../../../../src/client/channel/channel-log.ts';

const EVERYBODY = { selfId: 'me', chat: 'all', barred: () => false } as const;
const SECOND = 1_000;

const incoming = (id: string, content: string, type: string, at = 0) => ({
  ...{ id, content, attributes: { type }, sendTime: new Date(at) },
  sender: { userId: 'ada', attributes: { name: 'Ada', role: 'listener' } },
});

describe('ChannelLog', () => {
  it('shows the newest 200 in the order of sending, each once and none that was deleted, in whatever order they come', () => {
    // More deliveries than messages: two connections bring the same, and deletions overtake.
    const delivery = fc.record({ n: fc.nat(260), deleted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 700, size: 'max' }), (deliveries) => {
        const log = new ChannelLog();
        const gone = new Set<string>();
        for (const { n, deleted } of deliveries) {
          const id = `m${n}`;
          if (deleted && n % 5 === 0) {
            gone.add(id);
            log.delete(id);
          } else log.add(incoming(id, id, 'text', n * SECOND), EVERYBODY, 0);
          const shown = log.messages.map(({ text }) => Number(text.slice(1)));
          expect(shown.length).to.be.at.most(200);
          expect(shown).to.deep.equal([...new Set(shown)].sort((a, b) => a - b));
          expect(log.messages.some(({ id: one }) => gone.has(one))).to.equal(false);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('keeps all messages until there are 200', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500), { maxLength: 200 }), (order) => {
        const log = new ChannelLog();
        for (const n of order) log.add(incoming(`m${n}`, 'x', 'text', n), EVERYBODY, 0);
        expect(log.messages.length).to.equal(order.length);
      }),
    );
  });

  it('shows at most 20 reactions, each for 4 s', () => {
    const kinds = fc.dictionary(fc.constantFrom(...reactionKinds), fc.integer({ min: 1, max: 10 }));
    const delivery = fc.record({ wait: fc.nat(3 * SECOND), kinds });
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 60 }), (deliveries) => {
        const log = new ChannelLog();
        const came = new Map<string, number>();
        let now = 0;
        for (const [i, { wait, kinds: counts }] of deliveries.entries()) {
          now += wait;
          const rest = log.expire(now);
          for (const { id } of log.reactions) expect(now - came.get(id)!).to.be.below(4 * SECOND);
          expect(rest === undefined).to.equal(log.reactions.length === 0);
          for (const kind of reactionKinds) came.set(`r${i}-${kind}`, now);
          log.add(incoming(`r${i}`, JSON.stringify(counts), 'reactions'), EVERYBODY, now);
          expect(log.reactions.length).to.be.at.most(20);
        }
        expect(log.expire(now + 4 * SECOND)).to.equal(undefined);
        expect(log.reactions).to.deep.equal([]);
      }),
    );
  });

  it('stays the same object while nothing changes', () => {
    const log = new ChannelLog();
    log.add(incoming('a', 'Hi', 'text'), EVERYBODY, 0);
    const { messages, reactions } = log;
    log.add(incoming('a', 'Hi', 'text'), EVERYBODY, 0);
    log.add(incoming('b', '{}', 'reactions'), EVERYBODY, 0);
    log.delete('unknown');
    log.expire(SECOND);
    expect(log.messages).to.equal(messages);
    expect(log.reactions).to.equal(reactions);
  });
});
