import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { ChatRoomRecord } from '../../../../src/local/shared/chat-records.ts';
import { waitFor } from '../../../support/eventually.ts';
import type { ChatClient } from './support/chat-client.ts';
import { ChatFixture } from './support/chat-fixture.ts';

const underlying = ({ socket }: ChatClient): Socket =>
  (socket as unknown as { _socket: Socket })._socket;

describe('a hostile client of the messaging socket', () => {
  let fixture: ChatFixture;
  let room: ChatRoomRecord;
  let witness: ChatClient;

  before(async () => {
    fixture = await ChatFixture.start({ timings: { pingInterval: 100, silenceLimit: 1_500 } });
    room = fixture.addRoom();
    witness = await fixture.connect(room, 'witness');
  });
  after(async () => {
    assert.deepEqual(fixture.failures, []);
    await fixture.stop();
  });

  const mallory = () => fixture.connect(room, 'mallory');
  const unharmed = async () => {
    const { Type } = await witness.answer(witness.say('still here'));
    assert.equal(Type, 'MESSAGE');
  };

  const malformed: readonly (readonly [what: string, frame: string])[] = [
    ['text that is not JSON', 'hello'],
    ['nothing', ''],
    ['null', 'null'],
    ['an array', '[{"Action":"SEND_MESSAGE","Content":"x"}]'],
    ['deep JSON', '['.repeat(8_000) + ']'.repeat(8_000)],
    [
      'deep attributes',
      `{"Action":"SEND_MESSAGE","Content":"x","Attributes":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`,
    ],
    ['no action', '{}'],
    ['an unknown action', '{"Action":"SHOUT","Content":"x"}'],
    ['an action of another case', '{"Action":"send_message","Content":"x"}'],
    ['the name of a method as an action', '{"Action":"constructor","Content":"x"}'],
    ['an action that is an object', '{"Action":{"x":1}}'],
    ['no content', '{"Action":"SEND_MESSAGE"}'],
    ['empty content', '{"Action":"SEND_MESSAGE","Content":""}'],
    ['content of another type', '{"Action":"SEND_MESSAGE","Content":{"toString":1}}'],
    ['501 code points', `{"Action":"SEND_MESSAGE","Content":"${'👋'.repeat(501)}"}`],
    [
      'attributes that are not strings',
      '{"Action":"SEND_MESSAGE","Content":"x","Attributes":{"a":1}}',
    ],
    ['attributes that are a list', '{"Action":"SEND_MESSAGE","Content":"x","Attributes":["a"]}'],
    ['a request id of another type', '{"Action":"SEND_MESSAGE","Content":"x","RequestId":7}'],
    [
      'a long request id',
      `{"Action":"SEND_MESSAGE","Content":"x","RequestId":"${'x'.repeat(129)}"}`,
    ],
    ['no id to delete', '{"Action":"DELETE_MESSAGE"}'],
    [
      'a long reason',
      `{"Action":"DELETE_MESSAGE","Id":"AbCdEf123456","Reason":"${'x'.repeat(257)}"}`,
    ],
    ['no user to disconnect', '{"Action":"DISCONNECT_USER","UserId":""}'],
  ];
  for (const [what, frame] of malformed) {
    it(`that sends ${what} is told so, and nobody else hears of it`, async () => {
      const before = witness.frames.length;
      const client = await mallory();
      client.socket.send(frame);
      const answer = await waitFor('an answer', () => client.frames[0]);
      assert.equal(answer['Type'], 'ERROR');
      assert.equal(answer['ErrorCode'], 400);
      assert.match(String(answer['Id']), /^[A-Za-z0-9]{12}$/);
      // It is still connected, and may do it right.
      assert.equal((await client.answer(client.say('sorry')))['Type'], 'MESSAGE');
      client.socket.terminate();
      await waitFor('the witness to hear', () => witness.frames.length > before);
      const heard = witness.frames.slice(before);
      assert.deepEqual(
        heard.map(({ Content }) => Content),
        ['sorry'],
      );
    });
  }

  it('gets its attributes and content back as they were, however strange', async () => {
    const client = await mallory();
    const attributes = '{"__proto__":"x","constructor":"y","":"z"}';
    const content = '\\u0000\\ud83d <img src=x onerror=alert(1)> \\u202e';
    client.socket.send(
      `{"Action":"SEND_MESSAGE","RequestId":"odd","Content":"${content}","Attributes":${attributes}}`,
    );
    const answer = await client.answer('odd');
    assert.equal(JSON.stringify(answer['Attributes']), attributes);
    assert.equal(answer['Content'], JSON.parse(`"${content}"`));
    client.socket.terminate();
    await unharmed();
  });

  it('is disconnected after a binary frame, one of more than 16 KB, or a flood', async () => {
    const binary = await mallory();
    binary.socket.send(Buffer.from('{"Action":"SEND_MESSAGE","Content":"x"}'));
    assert.equal(await binary.ended(), 1008);
    const big = await mallory();
    big.socket.send('x'.repeat(20_000));
    assert.equal(await big.ended(), 1009);
    const flood = await mallory();
    for (let count = 0; count < 1_000; count += 1) flood.say('x');
    assert.equal(await flood.ended(), 1008);
    await unharmed();
  });

  it('that does not read is cut off before it takes up much memory', async () => {
    // So long that it is not cut off for its silence.
    const patient = await ChatFixture.start({ timings: { silenceLimit: 600_000 } });
    const loud = patient.addRoom();
    const deaf = await patient.connect(loud, 'deaf');
    const hearing = await patient.connect(loud, 'hearing');
    underlying(deaf).pause();
    const attributes = { text: 'x'.repeat(1_000) };
    let sent = 0;
    // The kernel's buffers take some megabytes before the server's begin to fill.
    await waitFor('the deaf one to be cut off', async () => {
      for (const until = sent + 500; sent < until; sent += 1)
        patient.chatServer.sendEvent(loud.arn, 'noise', attributes);
      await waitFor('the other to read', () => hearing.frames.length === sent);
      assert.ok(sent < 100_000, 'the server keeps 100 MB for it');
      return patient.chatServer.counts().chatConnections === 1;
    });
    assert.equal(hearing.closed, undefined);
    await patient.stop();
  });

  it('that says nothing, not even to pings, counts as gone', async () => {
    const asleep = new WebSocket(fixture.url, fixture.token(room, 'asleep'), { autoPong: false });
    await waitFor('connected', () => fixture.chatServer.counts().chatConnections === 2);
    await waitFor('gone', () => asleep.readyState === WebSocket.CLOSED);
    assert.equal(fixture.chatServer.counts().chatConnections, 1);
    await unharmed();
  });

  it('is nobody who was not heard because this process was held up', async () => {
    const before = await mallory();
    const until = performance.now() + 2_000; // longer than the limit of silence
    while (performance.now() < until);
    assert.equal((await before.answer(before.say('still here')))['Type'], 'MESSAGE');
    before.socket.terminate();
    await unharmed();
  });

  it('that breaks the WebSocket protocol does not affect others', async () => {
    for (const bytes of [[0x81], [0xff, 0xff], [0x81, 0x05, 1, 2, 3], [0x88, 0x80, 0, 0, 0, 0]]) {
      const client = await mallory();
      underlying(client).write(Uint8Array.from(bytes));
      await client.ended();
    }
    const reset = await mallory();
    underlying(reset).resetAndDestroy();
    await unharmed();
  });
});
