import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { StageClient } from '../local/stage/support/stage-client.ts';
import { waitFor } from '../../support/eventually.ts';
import { record } from '../../support/record.ts';
import { runs, Target } from './support/target.ts';
import { hostileFrames, underlying } from './support/hostile-frames.ts';

const target = Target.forThisFile();

const messageType = fc.constantFrom(
  'PING',
  'SET_STATE',
  'aws:ivs:EXCHANGE_TOKEN',
  'STAGE_STATE',
  'aws:ivs:DISCONNECT',
  '__proto__',
  'constructor',
  'toString',
);

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('x'.repeat(15_000), '<img src=x onerror=alert(1)>', '\u0000', true, false, -1),
);

const message = fc
  .record(
    {
      type: fc.oneof({ weight: 9, arbitrary: messageType }, value),
      version: value,
      audioMuted: fc.oneof(fc.boolean(), value),
      videoStopped: fc.oneof(fc.boolean(), value),
      payload: fc.oneof(
        value,
        fc.record(
          { oldToken: value, newToken: value, requestId: value, traceId: value },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: ['type'] },
  )
  .map((body) => JSON.stringify(body));

const action = fc.oneof(...hostileFrames(message, '{"type":"PING"', '{"type":"PING"}'));

// A ping after bytes that begin a long frame is part of that frame, so the client counts as silent and is cut off in 7 to 9 s.
const SILENCE_MS = 60_000;

async function join(roomId: string, role = 'speaker'): Promise<StageClient> {
  const response = await target.post(`/api/rooms/${roomId}/participants`, { name: 'Eve', role });
  const { participant } = (await response.json()) as { participant: { token: string } };
  return new StageClient(participant.token);
}

describe('the events socket under hostile input', () => {
  it('disconnects only clients that break the protocol', async () => {
    const { room, participant } = await target.createRoom();
    const witness = await new StageClient(participant.token).joined();
    const times = runs(40);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 6 }), async (actions) => {
        const attacker = await (await join(room.id)).joined();
        for (const act of actions) {
          if (attacker.socket.readyState === WebSocket.OPEN) act(attacker.socket);
        }
        // Either it was disconnected, or it still gets answers.
        attacker.socket.on('error', () => {});
        if (attacker.socket.readyState === WebSocket.OPEN) attacker.send({ type: 'PING' });
        await waitFor(
          'an answer or an end',
          () => attacker.closed !== undefined || attacker.last('PONG') !== undefined,
          SILENCE_MS,
        );
        attacker.socket.terminate();
        assert.equal(witness.closed, undefined);
      }),
      { numRuns: times },
    );
    witness.send({ type: 'PING' });
    await waitFor('the witness is answered', () => witness.last('PONG'));
    assert.deepEqual(witness.publishers, []);
    witness.socket.close();
    record({
      part: 'Attack',
      what: 'Events socket: messages and frames',
      tried: `${times} sequences`,
      outcome: 'answered or disconnected; others on the stage were not affected',
    });
  });

  it('disconnects a client that begins a frame and never ends it', async () => {
    const { room } = await target.createRoom();
    const attacker = await (await join(room.id)).joined();
    underlying(attacker.socket).write(Uint8Array.of(0x81, 0xfe, 0x10, 0x00)); // the header of a masked text frame of 4,096 bytes
    attacker.send({ type: 'PING' });
    await waitFor('an end', () => attacker.closed, SILENCE_MS);
    assert.equal(attacker.last('PONG'), undefined);
    await target.isUnharmed();
  });

  it('refuses joins without a valid token, whatever the query says', async () => {
    const { room, participant } = await target.createRoom();
    const words = fc.constantFrom(
      participant.token.slice(0, -1),
      participant.token.split('.').reverse().join('.'),
      `${participant.token}x`,
      participant.token.replaceAll('.', '_'),
      'a'.repeat(8_000),
      'e30.e30.e30',
      'null',
    );
    const query = fc.constantFrom(
      `topic=${room.id}/publishers`,
      'topic=',
      `topic=${room.id}`,
      'topic=x&topic=y',
      'traceid=%00',
      `topic=${'%2e'.repeat(1_000)}`,
    );
    await fc.assert(
      fc.asyncProperty(words, query, async (word, parameters) => {
        const socket = new WebSocket(
          `${target.url.replace('http', 'ws')}/stages/events?${parameters}`,
          word,
        );
        const first = await new Promise<string>((resolve) => {
          socket.on('message', (data: Buffer) => resolve(data.toString()));
          socket.on('error', () => resolve('refused'));
        });
        socket.terminate();
        assert.ok(first === 'refused' || first.includes('JOIN_ERROR'), word.slice(-140));
      }),
      { numRuns: runs(30) },
    );
    await target.isUnharmed();
  });

  it('frees everything of a hundred or more participants who join and disappear', async () => {
    const { room } = await target.createRoom();
    const count = runs(2) * 50;
    for (let done = 0; done < count; done += 50) {
      const clients = await Promise.all(Array.from({ length: 50 }, () => join(room.id)));
      await Promise.all(clients.map((client) => client.joined()));
      for (const { socket } of clients) socket.terminate();
    }
    await target.isUnharmed();
    record({
      part: 'Attack',
      what: 'Events socket: participants who join and disappear',
      tried: String(count),
      outcome: 'all counts back to zero',
    });
  });
});
